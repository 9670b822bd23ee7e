import { describe, expect, it } from "vitest";
import { nextTask } from "../../src/base/next-task.ts";
import { Preparation } from "../../src/engine/tracks/preparation.ts";
import { missingFor } from "../../src/timeline/needs.ts";
import { drawTile, drawTileSteps } from "../../src/timeline/tile.ts";
import { inOneGo } from "../../src/base/steps.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { TileRequest, TrackRef } from "../../src/timeline/types.ts";
import { drawTrace } from "../support/fixture-trace.ts";

const trace = drawTrace(`
  G1 main.a |rrrrssssrrqqrrrr|
  G2 main.b |qqrrnnnnnnnnnrrr|
`);
const COUNTS: TrackRef = { kind: "goroutines", index: 0 };
const PROC: TrackRef = { kind: "proc", index: 0 };
const THREAD: TrackRef = { kind: "thread", index: 0 };
const WIDE = trace.durationNs;
const request: TileRequest = { tracks: [COUNTS, PROC, THREAD], from: 0, to: trace.durationNs, pixels: 4 };

function isDrawable(timeline: Timeline, track: TrackRef): boolean {
  return missingFor(timeline, track, WIDE) === undefined;
}

async function idle(until: () => boolean): Promise<void> {
  for (let task = 0; task < 1000 && !until(); task++) await nextTask();
}

describe("a tile of what is not built yet", () => {
  it("says which tracks are to come, in words where they will be, and builds nothing", () => {
    const timeline = new Timeline(trace);
    const tile = inOneGo(drawTileSteps(timeline, request));
    expect(tile.pending).toEqual([0, 1, 2]);
    expect([...tile.start, ...tile.end]).toEqual([0, 0, 0, WIDE, WIDE, WIDE]);
    expect(tile.labels).toEqual(["being computed …"]);
    expect(tile.series).toEqual([]);
    expect(isDrawable(timeline, COUNTS)).toBe(false);
  });

  it("is whole when it is drawn at one go", () => {
    const whole = drawTile(new Timeline(trace), request);
    expect(whole.pending).toEqual([]);
    expect(whole.series).toHaveLength(1);
  });
});

describe("the preparation of a trace", () => {
  it("builds what shows the whole trace by itself, and no threads, which few look at", async () => {
    const timeline = new Timeline(trace);
    new Preparation(timeline).start();
    expect(isDrawable(timeline, COUNTS)).toBe(false);
    await idle(() => isDrawable(timeline, COUNTS) && isDrawable(timeline, PROC));
    expect([COUNTS, PROC, THREAD].map((track) => isDrawable(timeline, track))).toEqual([true, true, false]);
  });

  it("builds first what somebody waits for", async () => {
    const timeline = new Timeline(trace);
    const preparation = new Preparation(timeline);
    preparation.start();
    await preparation.all([THREAD], WIDE);
    expect([COUNTS, THREAD].map((track) => isDrawable(timeline, track))).toEqual([false, true]);
  });

  it("tells when one more track can be drawn, and at once where one can already", async () => {
    const timeline = new Timeline(trace);
    const preparation = new Preparation(timeline);
    await preparation.more([COUNTS, THREAD], WIDE);
    expect([COUNTS, THREAD].map((track) => isDrawable(timeline, track))).toEqual([true, false]);
    await preparation.more([COUNTS, THREAD], WIDE);
    expect(isDrawable(timeline, THREAD)).toBe(false);
  });

  it("builds nothing for a group that is known no more, and lets those go who wait for it", async () => {
    const timeline = new Timeline(trace);
    const preparation = new Preparation(timeline);
    const filtered = (leastNs: number): number => {
      const filter = { text: "", frame: "", states: 0, leastNs };
      return timeline.arrangements.arrange({ grouping: "function", order: "active", filter }).groups[0]!.index;
    };
    const group: TrackRef = { kind: "group", index: filtered(1) };
    const waits = preparation.all([group], WIDE);
    for (let i = 2; timeline.has(group); i++) filtered(i);
    await waits;
    await preparation.all([COUNTS, THREAD], WIDE);
    expect([COUNTS, THREAD].map((track) => isDrawable(timeline, track))).toEqual([true, true]);
  });

  it("is given up with its trace, and lets those go who wait", async () => {
    const timeline = new Timeline(trace);
    const preparation = new Preparation(timeline);
    const waits = preparation.all([COUNTS, PROC, THREAD], WIDE);
    preparation.stop();
    await waits;
    await idle(() => false);
    expect([COUNTS, PROC, THREAD].map((track) => isDrawable(timeline, track))).toEqual([false, false, false]);
  });
});
