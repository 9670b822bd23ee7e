import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { octaveOf } from "../../src/timeline/grid.ts";
import { hitTest } from "../../src/timeline/hit.ts";
import { placeRegions } from "../../src/timeline/regions.ts";
import { extentOf } from "../../src/timeline/style.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { TRACK_ROWS, type Tile, type TrackRef } from "../../src/timeline/types.ts";
import { annotated, type FixtureRegion, type FixtureTask } from "../support/annotated-trace.ts";
import { randomTrace, randomWindow } from "../support/random-trace.ts";

const stretch = fc.record({ start: fc.nat(4000), ns: fc.integer({ min: 0, max: 9 }).map((bits) => 2 ** bits) });

const annotatedWindow = randomTrace(2, 10).chain((trace) =>
  fc
    .record({
      regions: fc.array(
        fc.tuple(stretch, fc.constantFrom("read", "write"), fc.nat(1), fc.integer({ min: -1, max: 3 })),
        {
          maxLength: 30,
        },
      ),
      tasks: fc.array(fc.tuple(stretch, fc.constantFrom("get", "put")), { minLength: 4, maxLength: 12 }),
      window: randomWindow(trace),
    })
    .map(({ regions, tasks, window }) => ({
      window,
      trace: annotated(trace, {
        regions: regions.map(([{ start, ns }, name, goroutine, task]): FixtureRegion => {
          return { goroutine, name, start, end: start + ns, task };
        }),
        tasks: tasks.map(([{ start, ns }, name]): FixtureTask => ({ name, start, end: start + ns })),
      }),
    })),
);

const REGIONS: TrackRef = { kind: "regions", index: 0 };

function rectanglesAt(tile: Tile, time: number): number[] {
  return Array.from(tile.start.keys()).filter((i) => tile.start[i]! <= time && time < tile.end[i]!);
}

describe("regions under a goroutine", () => {
  it("have rows in which none overlap, as few as there are at once", () => {
    fc.assert(
      fc.property(annotatedWindow, ({ trace }) => {
        const own = Array.from({ length: trace.regions.offsets[1]! }, (_, region) => region);
        const { regions, row, rows } = placeRegions(trace, own);
        const { start, end } = trace.regions;
        const atOnce = (time: number): number => own.filter((r) => start[r]! <= time && time < end[r]!).length;
        const most = Math.max(0, ...own.map((region) => atOnce(start[region]!)));
        expect(rows).toBe(Math.min(TRACK_ROWS.regions, most));
        if (most >= TRACK_ROWS.regions) return;
        for (let i = 0; i < regions.length; i++) {
          for (let j = i + 1; j < regions.length; j++) {
            if (row[i] === row[j]) expect(end[regions[i]!]).toBeLessThanOrEqual(start[regions[j]!]!);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("are all seen, a pixel wide at least, in order and within their rows, and nothing else is", () => {
    fc.assert(
      fc.property(annotatedWindow, ({ trace, window }) => {
        const tile = drawTile(new Timeline(trace), { tracks: [REGIONS], ...window });
        const nsPerPixel = (window.to - window.from) / window.pixels;
        const { start, end, offsets } = trace.regions;
        for (let region = 0; region < offsets[1]!; region++) {
          if (start[region]! >= window.to || end[region]! <= window.from) continue;
          const inside = Math.max(window.from, start[region]!);
          expect(rectanglesAt(tile, inside).length).toBeGreaterThan(0);
        }
        let before = -1;
        tile.start.forEach((from, i) => {
          if (i > 0 && tile.row[i] === before) expect(from).toBeGreaterThanOrEqual(tile.end[i - 1]! - 1e-6);
          else expect(tile.row[i]).toBeGreaterThan(before);
          before = tile.row[i]!;
          expect(tile.end[i]! - from).toBeGreaterThan(0);
          const isReal = Array.from({ length: offsets[1]! }, (_, r) => r).some(
            (r) => start[r]! < tile.end[i]! && end[r]! > from - nsPerPixel,
          );
          expect(isReal).toBe(true);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("are what is said under the pointer", () => {
    fc.assert(
      fc.property(annotatedWindow, fc.nat(4500), ({ trace }, time) => {
        const timeline = new Timeline(trace);
        const { rows } = placeRegions(
          trace,
          Array.from({ length: trace.regions.offsets[1]! }, (_, region) => region),
        );
        const found = Array.from({ length: rows }, (_, row) =>
          hitTest(timeline, REGIONS, time, 0, (row + 0.5) / rows),
        ).filter((hit) => hit !== undefined);
        const { start, end, offsets } = trace.regions;
        const here = Array.from({ length: offsets[1]! }, (_, region) => region).filter(
          (region) => start[region]! <= time && time < end[region]!,
        );
        const said = found.filter((hit) => hit.end > time).map((hit) => hit.selects?.row);
        if (here.length <= TRACK_ROWS.regions && rows < TRACK_ROWS.regions)
          expect(said.toSorted((a, b) => a! - b!)).toEqual(here);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a type of task", () => {
  it("is as high as its tasks were many, on average over each bar", () => {
    fc.assert(
      fc.property(annotatedWindow, ({ trace, window }) => {
        const timeline = new Timeline(trace);
        const { types, byType } = timeline.tasks();
        const width = 2 ** octaveOf((2 * (window.to - window.from)) / window.pixels);
        for (const { index } of types) {
          const tile = drawTile(timeline, { tracks: [{ kind: "task-type", index }], ...window });
          const until = Math.min(window.to, trace.durationNs);
          for (let left = Math.floor(window.from / width) * width; left < until; left += width) {
            const alive = [...byType[index]!.tasks].reduce((sum, task) => {
              const { start, end } = trace.tasks;
              return sum + Math.max(0, Math.min(left + width, end[task]!) - Math.max(left, start[task]!));
            }, 0);
            const steps = Math.max(
              0,
              Math.min(12, Math.ceil((alive / width / byType[index]!.curve.finish().peak) * 12 - 1e-9)),
            );
            const at = rectanglesAt(tile, left)[0];
            const height = at === undefined ? 0 : 1 - extentOf(tile.shape[at]!)[0];
            expect(Math.round(height * 12)).toBe(steps);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("holds each task once, and shows each that is in sight, with its regions", () => {
    fc.assert(
      fc.property(annotatedWindow, ({ trace, window }) => {
        const timeline = new Timeline(trace);
        const tasks = timeline.outline().taskTypes.flatMap(({ index }) => [...timeline.taskMembers(index).tasks]);
        expect(tasks.toSorted((a, b) => a - b)).toEqual(Array.from({ length: trace.tasks.length }, (_, i) => i));
        for (const task of tasks) {
          const tile = drawTile(timeline, { tracks: [{ kind: "task", index: task }], ...window });
          const { start, end } = trace.tasks;
          const isIn = start[task]! < window.to && end[task]! > window.from;
          if (isIn) expect(rectanglesAt(tile, Math.max(window.from, start[task]!)).length).toBeGreaterThan(0);
          trace.regions.task.forEach((of, region) => {
            const from = Math.max(window.from, trace.regions.start[region]!);
            if (of !== task || from >= Math.min(window.to, trace.regions.end[region]!)) return;
            expect(rectanglesAt(tile, from).length).toBeGreaterThan(0);
          });
        }
      }),
      { numRuns: 60 },
    );
  });
});
