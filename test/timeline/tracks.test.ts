import { describe, expect, it } from "vitest";
import { Style } from "../../src/timeline/style.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { Tile, TrackRef } from "../../src/timeline/types.ts";
import type { Trace } from "../../src/model/trace.ts";
import { buildTrace, drawTrace } from "../support/fixture-trace.ts";

const SWEEP = "stop-the-world (GC sweep termination)";
const MARK = "GC concurrent mark phase";

function draw(trace: Trace, track: TrackRef, pixels: number, from = 0, to = trace.durationNs): Tile {
  return drawTile(new Timeline(trace), { tracks: [track], from, to, pixels });
}

/** Rectangles as `row: style start-end ref label`. */
function rows(tile: Tile): string[] {
  return Array.from(tile.start, (start, i) =>
    `${tile.row[i]}: ${tile.style[i]} ${start}-${tile.end[i]} ${tile.ref[i]} ${tile.labels[tile.label[i]!] ?? ""}`.trim(),
  );
}

describe("the GC track", () => {
  const gc: TrackRef = { kind: "gc", index: 0 };
  const trace = drawTrace(`G1 |${"r".repeat(100)}|`, 10, {
    ranges: [
      { name: SWEEP, start: 100, end: 101 },
      { name: SWEEP, start: 103, end: 104 },
      { name: SWEEP, start: 500, end: 501 },
      { name: MARK, start: 100, end: 400 },
      { name: "GC mark assist", start: 150, end: 160 },
      { name: MARK, start: 900 },
    ],
  });

  it("shows pauses a pixel wide at least, and as one those that share pixels", () => {
    expect(rows(draw(trace, gc, 100))).toEqual([
      `0: ${Style.GCMark} 100-400 3 ${MARK}`,
      `0: ${Style.GCMark} 900-1000 5`,
      `1: ${Style.StopTheWorld} 100-113 -1`,
      `1: ${Style.StopTheWorld} 500-510 2`,
    ]);
  });

  it("tells them apart from near", () => {
    expect(rows(draw(trace, gc, 100, 98, 108)).slice(1)).toEqual([
      `1: ${Style.StopTheWorld} 100-101 0`,
      `1: ${Style.StopTheWorld} 103-104 1`,
    ]);
  });
});

describe("the heap track", () => {
  it("holds each reading until the next, and keeps the extremes of a column", () => {
    const trace = drawTrace("G1 |rrrrrrrrrr|", 10, {
      heapLive: [
        [20, 400],
        [45, 900],
        [47, 500],
        [80, 100],
      ],
      heapGoal: [[0, 1000]],
    });
    const [series] = draw(trace, { kind: "heap", index: 0 }, 5).series;
    expect(series).toMatchObject({ unit: "bytes", stacked: false, columns: 5, top: 1000 });
    expect([...series!.value]).toEqual([
      Number.NaN,
      400,
      (400 * 5 + 900 * 2 + 500 * 13) / 20,
      500,
      100,
      1000,
      1000,
      1000,
      1000,
      1000,
    ]);
    expect([...series!.min].slice(0, 5)).toEqual([Number.NaN, 400, 400, 500, 100]);
    expect([...series!.max].slice(0, 5)).toEqual([Number.NaN, 400, 900, 500, 100]);
  });
});

describe("the heap track with the collector off", () => {
  it("is not scaled to a goal that is none", () => {
    const trace = drawTrace("G1 |rrrrrrrrrr|", 10, {
      heapLive: [[0, 400]],
      heapGoal: [
        [0, 1000],
        [50, 2 ** 63],
      ],
    });
    const [series] = draw(trace, { kind: "heap", index: 0 }, 2).series;
    expect(series).toMatchObject({ top: 1000 });
    expect([...series!.value]).toEqual([400, 400, 1000, 0]);
  });
});

describe("the goroutines track", () => {
  it("counts goroutines by state, on average over a column", () => {
    const trace = drawTrace(`
      G1 |rrrrssss|
      G2 |qqrr....|
      G3 |..nnnnnn|
    `);
    const [series] = draw(trace, { kind: "goroutines", index: 0 }, 4).series;
    const curve = (style: number): number[] => {
      const row = series!.styles.indexOf(style);
      return [...series!.value.subarray(row * 4, row * 4 + 4)];
    };
    expect(series).toMatchObject({ unit: "count", stacked: true, top: 3 });
    expect(curve(Style.Running)).toEqual([1, 2, 0, 0]);
    expect(curve(Style.Runnable)).toEqual([1, 0, 0, 0]);
    expect(curve(Style.BlockedSync)).toEqual([0, 0, 1, 1]);
    expect(curve(Style.BlockedNet)).toEqual([0, 1, 1, 1]);
  });
});

describe("groups", () => {
  const BUSY = `
    G1 main.idle  |ssssssssssssrrrr|
    G2 main.busy  |rrrrrrrrrrrrrrqr|
    G3 main.idle  |ssssssssssssssss|
    G4 main.busy  |ssssqqqqssssssqs|
  `;
  const trace = drawTrace(BUSY);

  it("come by the time they did not wait, and keep their members in order of appearance", () => {
    const timeline = new Timeline(trace);
    expect(timeline.outline().groups).toEqual([
      { index: 0, name: "main.busy", count: 2 },
      { index: 1, name: "main.idle", count: 2 },
    ]);
    expect([...timeline.members(0).goroutines]).toEqual([1, 3]);
    expect([...timeline.members(1).ids]).toEqual([1, 3]);
  });

  it("are bars as high as there are active goroutines, what the others wait for above", () => {
    // Bars are two pixels wide at least: 4 columns of 64 ns. In the highest, the second, both goroutines are active.
    const tile = draw(drawTrace(BUSY, 16), { kind: "group", index: 0 }, 8);
    const { Running, Runnable, BlockedSync } = Style;
    expect(rows(tile)).toEqual([
      `0: ${BlockedSync} 0-64 -1`,
      `0: ${Runnable} 64-128 -1`,
      `0: ${BlockedSync} 128-256 -1`,
      `1: ${BlockedSync} 0-64 -1`,
      `1: ${Runnable} 64-128 -1`,
      `1: ${BlockedSync} 128-192 -1`,
      `1: ${Runnable} 192-256 -1`,
      `2: ${Running} 0-256 -1`,
      `3: ${Running} 0-256 -1`,
    ]);
  });

  it("end where the trace ends", () => {
    const tile = draw(drawTrace(BUSY, 15), { kind: "group", index: 0 }, 8);
    expect(Math.max(...tile.end)).toBe(240);
  });

  it("are not blank where nothing is active", () => {
    const tile = draw(trace, { kind: "group", index: 1 }, 8, 0, 96);
    expect(new Set(tile.style)).toEqual(new Set([Style.BlockedSync]));
    expect(new Set(tile.row)).toEqual(new Set([0, 1, 2, 3]));
  });
});

describe("labels", () => {
  it("name the goroutine on a proc and the reason of a wait, where there is room", () => {
    const trace = buildTrace({
      durationNs: 100,
      goroutines: [
        {
          id: 18,
          name: "net/http.(*conn).serve",
          spans: [
            { start: 0, state: 0, proc: 0 },
            { start: 60, state: 2, reason: "network" },
            { start: 98, state: 0, proc: 0 },
          ],
        },
      ],
    });
    expect(rows(draw(trace, { kind: "proc", index: 0 }, 100))).toEqual([
      `0: ${Style.ProcHeld} 0-100 -1`,
      "1: 16 0-60 0 G18 http.(*conn).serve",
      "1: 16 98-100 2",
    ]);
    expect(rows(draw(trace, { kind: "goroutine", index: 0 }, 100))).toEqual([
      `0: ${Style.Running} 0-60 0 running`,
      `0: ${Style.BlockedNet} 60-98 1 network`,
      `0: ${Style.Running} 98-100 2`,
    ]);
  });
});

describe("a request that makes no sense", () => {
  it("is refused with its values", () => {
    const trace = drawTrace("G1 |rr|");
    expect(() => draw(trace, { kind: "gc", index: 0 }, 10, 5, 5)).toThrow("a window from 5 to 5 ns over 10 pixels");
    expect(() => draw(trace, { kind: "goroutine", index: 1 }, 10)).toThrow("no track goroutine 1");
  });
});
