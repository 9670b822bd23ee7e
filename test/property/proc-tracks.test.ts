import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../../src/base/steps.ts";
import { flatten, type Stretch } from "../../src/timeline/gapped-lane.ts";
import { gridOver, octaveOf } from "../../src/timeline/grid.ts";
import { hitTest } from "../../src/timeline/hit.ts";
import { NOTHING, RunLane, type Lane } from "../../src/timeline/lane.ts";
import { occupancyIn } from "../../src/timeline/occupancy.ts";
import { PROC_ROWS } from "../../src/timeline/proc-rectangles.ts";
import { buildRunDetail } from "../../src/timeline/run-detail.ts";
import { RunList } from "../../src/timeline/run-list.ts";
import { extentOf } from "../../src/timeline/style.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { Trace } from "../../src/model/trace.ts";
import type { TrackRef } from "../../src/timeline/types.ts";
import { randomTrace, randomWindow } from "../support/random-trace.ts";

const PROC: TrackRef = { kind: "proc", index: 0 };

/** What ran on the one proc, which one goroutine has to itself. */
function laneOf(trace: Trace): Lane {
  const { run, runOffsets } = trace.procs;
  return new RunLane(trace, Uint8Array.of(16), new RunList([{ list: run, first: 0, count: runOffsets[1] ?? 0 }]));
}

function busyBetween(lane: Lane, from: number, to: number): number {
  let sum = 0;
  for (let entry = 0; entry < lane.length; entry++) {
    if (lane.style(entry) !== NOTHING)
      sum += Math.max(0, Math.min(to, lane.start(entry + 1)) - Math.max(from, lane.start(entry)));
  }
  return sum;
}

const oneWindow = randomTrace(1)
  .filter((trace) => trace.procs.length > 0)
  .chain((trace) => randomWindow(trace).map((window) => ({ trace, window })));

describe("the occupancy of a proc", () => {
  it("is its busy time in every column, at any width and in any window", () => {
    fc.assert(
      fc.property(oneWindow, fc.integer({ min: 0, max: 14 }), ({ trace, window }, octave) => {
        const lane = laneOf(trace);
        const width = 2 ** octave;
        const grid = gridOver(width, window.from, Math.min(window.to, window.from + 50 * width));
        occupancyIn(lane, inOneGo(buildRunDetail(lane)).occupancy, octave, grid).forEach((share, i) => {
          const left = (grid.first + i) * width;
          const ns = busyBetween(lane, left, left + width);
          expect(share).toBe(ns === 0 ? 0 : Math.max(1, Math.round((ns / width) * 255)));
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe("a proc's track", () => {
  it("shows whatever ran, as high as the proc was busy, and nothing where nothing ran", () => {
    fc.assert(
      fc.property(oneWindow, ({ trace, window }) => {
        const lane = laneOf(trace);
        const tile = drawTile(new Timeline(trace), { tracks: [PROC], ...window });
        const nsPerPixel = (window.to - window.from) / window.pixels;
        const runs = Array.from(tile.start, (start, i) => ({
          start,
          end: tile.end[i]!,
          row: tile.row[i],
          shape: tile.shape[i]!,
        }));
        const ran = runs.filter(({ row }) => row === PROC_ROWS.run);
        for (let entry = 1; entry < lane.length; entry += 2) {
          const begin = Math.max(window.from, lane.start(entry));
          const stop = Math.min(window.to, lane.start(entry + 1));
          if (stop > begin) expect(ran.some(({ start, end }) => start < stop && end > begin)).toBe(true);
        }
        for (const { start, end, shape } of ran) {
          const [top, bottom] = extentOf(shape);
          expect(bottom).toBeGreaterThan(top);
          // Columns are at most 1.25 pixels wide, or 2 in a pyramid.
          expect(busyBetween(lane, start - 2 * nsPerPixel, end + 2 * nsPerPixel)).toBeGreaterThan(0);
          if (busyBetween(lane, start - 4 * nsPerPixel, end + 4 * nsPerPixel) === end - start + 8 * nsPerPixel)
            expect(top).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("says of a pixel what it draws there", () => {
    fc.assert(
      fc.property(
        oneWindow,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        ({ trace, window }, share) => {
          const timeline = new Timeline(trace);
          const time = window.from + share * (window.to - window.from);
          const tile = drawTile(timeline, { tracks: [PROC], ...window });
          const at = (row: number): number =>
            tile.start.findIndex((start, i) => tile.row[i] === row && start <= time && time < tile.end[i]!);
          const hit = hitTest(timeline, PROC, time, (window.to - window.from) / window.pixels);
          const run = at(PROC_ROWS.run);
          if (run !== -1) expect(hit?.style).toBe(tile.style[run]);
          else if (time < trace.durationNs) expect(hit?.firstRef).toBe(-1);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("the heatmap of procs", () => {
  it("is as dark in each of its columns as the proc was busy, however little, and empty where it was not", () => {
    fc.assert(
      fc.property(oneWindow, ({ trace, window }) => {
        const lane = laneOf(trace);
        const tile = drawTile(new Timeline(trace), { tracks: [{ kind: "utilization", index: 0 }], ...window });
        const width = 2 * 2 ** octaveOf((window.to - window.from) / window.pixels);
        const grid = gridOver(width, Math.max(0, window.from), Math.max(width, Math.min(window.to, trace.durationNs)));
        for (let column = grid.first; column < grid.end; column++) {
          const [left, right] = [column * width, Math.min(trace.durationNs, (column + 1) * width)];
          const busy = busyBetween(lane, left, left + width) / width;
          const at = tile.start.findIndex((start, i) => start <= left && tile.end[i]! >= right);
          const alpha = at === -1 ? 0 : tile.shape[at]! >>> 24;
          // Eight shades, of which the palest begins above nothing.
          expect(alpha / 255).toBeGreaterThanOrEqual(busy - 1 / 128);
          expect(alpha / 255).toBeLessThan(busy + 1 / 8 + 1 / 128);
          expect(alpha > 0).toBe(busy > 0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("stretches that overlap", () => {
  it("are cut so that everywhere the one that began last is seen, and none overlap", () => {
    const stretch = fc
      .record({ start: fc.nat(200), ns: fc.integer({ min: 1, max: 60 }), style: fc.nat(3) })
      .map(({ start, ns, style }): Omit<Stretch, "ref"> => ({ start, end: start + ns, style }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 30 }), (list) => {
        const refs = list.map((one, ref): Stretch => ({ ...one, ref }));
        const flat = flatten(refs);
        flat.start.forEach((start, i) => {
          expect(flat.end[i]).toBeGreaterThan(start);
          if (i > 0) expect(start).toBeGreaterThanOrEqual(flat.end[i - 1]!);
        });
        for (let time = 0.5; time < 270; time++) {
          const here = refs.filter(({ start, end }) => start <= time && time < end);
          const latest = Math.max(-1, ...here.map(({ start }) => start));
          const i = flat.start.findIndex((start, row) => start <= time && time < flat.end[row]!);
          if (here.length === 0) expect(i).toBe(-1);
          else expect(refs[flat.ref[i]!]!.start).toBe(latest);
        }
      }),
      { numRuns: 200 },
    );
  });
});
