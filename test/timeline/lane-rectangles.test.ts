import { describe, expect, it } from "vitest";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import { gridOver } from "../../src/timeline/grid.ts";
import { reasonStyles } from "../../src/timeline/goroutine-style.ts";
import { GoroutineLane, RunLane, type Lane } from "../../src/timeline/lane.ts";
import { runsOfProc } from "../../src/timeline/run-list.ts";
import { laneRectangles } from "../../src/timeline/lane-rectangles.ts";
import { Style } from "../../src/timeline/style.ts";
import type { Trace } from "../../src/model/trace.ts";
import { drawTrace } from "../support/fixture-trace.ts";

function goroutine(text: string): Lane {
  const trace = drawTrace(text);
  return new GoroutineLane(trace, reasonStyles(trace), 0 as GoroutineIndex);
}

/** Rectangles as `style start-end entry`. */
function rectangles(lane: Lane, width: number, from: number, to: number): string[] {
  const found: string[] = [];
  laneRectangles(lane, gridOver(width, from, to), (start, end, style, entry) =>
    found.push(`${style} ${start}-${end} ${entry}`),
  );
  return found;
}

const { Running, Runnable, BlockedSync } = Style;

describe("the rectangles of a goroutine", () => {
  it("are its spans where each is longer than a column, edges where they are", () => {
    const lane = goroutine("G1 |.rrrqqss.|");
    expect(rectangles(lane, 8, 0, 90)).toEqual([`${Running} 10-40 0`, `${Runnable} 40-60 1`, `${BlockedSync} 60-80 2`]);
  });

  it("keep a block in sight that is much shorter than a column", () => {
    const lane = goroutine("G1 |rrrrrrrrsrrrrrrrrrrr|");
    expect(rectangles(lane, 40, 0, 200)).toEqual([
      `${Running} 0-80 0`,
      `${BlockedSync} 80-120 1`,
      `${Running} 120-200 2`,
    ]);
  });

  it("merge what is dense, by the greatest share of time", () => {
    const lane = goroutine("G1 |rrrsrrrsrrrsrrrs|");
    expect(rectangles(lane, 40, 0, 160)).toEqual([`${Running} 0-160 -1`]);
  });

  it("show the lower style where two share a column evenly", () => {
    const lane = goroutine("G1 |rrssrrssrrss|");
    expect(rectangles(lane, 40, 0, 120)).toEqual([`${Running} 0-120 -1`]);
  });

  it("show a life shorter than a column as a whole column", () => {
    const lane = goroutine("G1 |.....r......|");
    expect(rectangles(lane, 40, 0, 120)).toEqual([`${Running} 40-80 0`]);
  });

  it("do not depend on where the window begins", () => {
    const lane = goroutine("G1 |rrrrrrrrsrrrrrrrrrrr|");
    expect(rectangles(lane, 40, 80, 120)).toEqual([`${BlockedSync} 80-120 1`]);
    expect(rectangles(lane, 40, 40, 80)).toEqual([`${Running} 40-80 0`]);
  });
});

describe("the rectangles of a proc", () => {
  const trace = drawTrace(`
    G1 main.a |rrrrss....|
    G2 main.a |qqqqrrrcss|0000001111|
    G3 main.b |......qqrr|
  `);
  const styles = Uint8Array.of(16, 16, 17);

  const procLane = (of: Trace, proc: number, look = styles): Lane => new RunLane(of, look, runsOfProc(of, proc));

  it("tell goroutines of the same colour apart, and leave out when nothing ran", () => {
    expect(rectangles(procLane(trace, 0), 8, 0, 100)).toEqual(["16 0-40 1", "16 40-60 3", "17 80-100 5"]);
  });

  it("show by whom it was used most, however little that was", () => {
    const busy = drawTrace(`
      G1 main.a |rrrrrrqrrrrrrrrrssssssssssssssss|
      G2 main.b |ssssqqrssssssssssssssqrsssssssss|
    `);
    expect(rectangles(procLane(busy, 0, Uint8Array.of(16, 17)), 40, 0, 320)).toEqual([
      "16 0-40 1",
      "16 40-80 -1",
      "16 80-160 5",
      "17 200-240 7",
    ]);
  });

  it("show a syscall as such", () => {
    expect(rectangles(procLane(trace, 1), 4, 0, 100)).toEqual(["16 60-70 1", `${Style.Syscall} 70-80 3`]);
  });
});
