import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import type { Trace } from "../../src/model/trace.ts";
import { fineWidth, gridOver, octaveOf } from "../../src/timeline/grid.ts";
import { reasonStyles } from "../../src/timeline/goroutine-style.ts";
import { inOneGo } from "../../src/base/steps.ts";
import { RunList } from "../../src/timeline/run-list.ts";
import { GoroutineLane, NOTHING, RunLane, type Lane } from "../../src/timeline/lane.ts";
import { buildPyramid, pyramidRectangles } from "../../src/timeline/lane-pyramid.ts";
import { laneRectangles } from "../../src/timeline/lane-rectangles.ts";
import { bruteColumns } from "../support/brute-force.ts";
import { randomTrace, randomWindow } from "../support/random-trace.ts";

interface Rectangle {
  readonly start: number;
  readonly end: number;
  readonly style: number;
  readonly entry: number;
}

/** A goroutine's lane, or that of the proc it runs on, which nobody else uses. */
function lanesOf(trace: Trace): Lane[] {
  const goroutine = new GoroutineLane(trace, reasonStyles(trace), 0 as GoroutineIndex);
  return trace.procs.length === 0
    ? [goroutine]
    : [
        goroutine,
        new RunLane(
          trace,
          Uint8Array.of(16),
          new RunList([{ list: trace.procs.run, first: 0, count: trace.procs.runOffsets[1]! }]),
        ),
      ];
}

const laneAndWindow = randomTrace(1).chain((trace) =>
  fc.record({ lane: fc.constantFrom(...lanesOf(trace)), window: randomWindow(trace) }),
);

function draw(lane: Lane, width: number, from: number, to: number): Rectangle[] {
  const rectangles: Rectangle[] = [];
  laneRectangles(lane, gridOver(width, from, to), (start, end, style, entry) =>
    rectangles.push({ start, end, style, entry }),
  );
  return rectangles;
}

/** The style that takes most of a column among the rectangles; exact edges may cut columns. */
function columnStyles(
  rectangles: readonly Rectangle[],
  width: number,
  first: number,
  end: number,
): { readonly style: number; readonly share: number }[] {
  return Array.from({ length: end - first }, (_, i) => {
    const left = (first + i) * width;
    const parts = rectangles
      .map(({ start, end: stop, style }) => ({ style, share: Math.min(stop, left + width) - Math.max(start, left) }))
      .filter(({ share }) => share > 0);
    return parts.sort((a, b) => b.share - a.share)[0] ?? { style: NOTHING, share: 0 };
  });
}

describe("columns of a lane, spans looked at", () => {
  it("show in each column what brute force shows, exact edges aside", () => {
    fc.assert(
      fc.property(laneAndWindow, ({ lane, window }) => {
        const width = fineWidth((window.to - window.from) / window.pixels);
        const grid = gridOver(width, window.from, window.to);
        const rectangles = draw(lane, width, window.from, window.to);
        const drawn = columnStyles(rectangles, width, grid.first, grid.end);
        bruteColumns(lane, width, grid.first, grid.end).forEach((style, i) => {
          const left = (grid.first + i) * width;
          const isCut = rectangles.some(
            ({ start, end }) => (start > left && start < left + width) || (end > left && end < left + width),
          );
          if (!isCut) expect(drawn[i]!.style).toBe(style);
          else expect(rectangles.some((r) => r.style === style && r.start < left + width && r.end > left)).toBe(true);
        });
      }),
      { numRuns: 400 },
    );
  });

  it("cut a column only where a span that is long enough begins or ends, or the lane ends", () => {
    fc.assert(
      fc.property(laneAndWindow, ({ lane, window }) => {
        const width = fineWidth((window.to - window.from) / window.pixels);
        const edges = new Set(Array.from({ length: lane.length + 1 }, (_, entry) => lane.start(entry)));
        for (const { start, end, entry } of draw(lane, width, window.from, window.to)) {
          for (const edge of [start, end]) {
            if (edge % width === 0 || edge === lane.start(lane.length)) continue;
            expect(edges.has(edge)).toBe(true);
            expect(lane.start(entry + 1) - lane.start(entry)).toBeGreaterThanOrEqual(width);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("are in order, do not overlap, and leave nothing of the life out", () => {
    fc.assert(
      fc.property(laneAndWindow, ({ lane, window }) => {
        const width = fineWidth((window.to - window.from) / window.pixels);
        const rectangles = draw(lane, width, window.from, window.to);
        const from = Math.max(lane.start(0), window.from);
        const to = Math.min(lane.start(lane.length), window.to);
        let at = -Infinity;
        for (const { start, end } of rectangles) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThanOrEqual(at);
          at = end;
        }
        for (let entry = 0; entry < lane.length; entry++) {
          const begin = Math.max(from, lane.start(entry));
          const stop = Math.min(to, lane.start(entry + 1));
          if (lane.style(entry) === NOTHING || stop <= begin) continue;
          let covered = begin;
          for (const { start, end } of rectangles) if (start <= covered && end > covered) covered = end;
          expect(covered).toBeGreaterThanOrEqual(stop);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("carry a span only where the rectangle is that span alone, as wide as it or one that was widened", () => {
    fc.assert(
      fc.property(laneAndWindow, ({ lane, window }) => {
        const width = fineWidth((window.to - window.from) / window.pixels);
        for (const { start, end, style, entry } of draw(lane, width, window.from, window.to)) {
          const inside = Array.from({ length: lane.length }, (_, i) => i).filter(
            (i) =>
              lane.style(i) === style &&
              lane.start(i) < lane.start(i + 1) &&
              lane.start(i) < end &&
              lane.start(i + 1) > start,
          );
          if (entry === -1) expect(inside.length).toBeGreaterThan(1);
          else expect(inside).toEqual([entry]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("are the same wherever the window begins and ends, but for those at its edges", () => {
    fc.assert(
      fc.property(laneAndWindow, ({ lane, window }) => {
        const width = fineWidth((window.to - window.from) / window.pixels);
        const whole = draw(lane, width, 0, lane.start(lane.length));
        const first = Math.floor(window.from / width) * width;
        const end = Math.ceil(window.to / width) * width;
        const inner = draw(lane, width, first, end).slice(1, -1);
        expect(whole).toEqual(expect.arrayContaining(inner));
      }),
      { numRuns: 400 },
    );
  });

  it("are the spans themselves where a column is a nanosecond", () => {
    fc.assert(
      fc.property(randomTrace(1, 20), (trace) => {
        const lane = new GoroutineLane(trace, reasonStyles(trace), 0 as GoroutineIndex);
        const spans = Array.from({ length: lane.length }, (_, entry) => ({
          start: lane.start(entry),
          end: lane.start(entry + 1),
          style: lane.style(entry),
          entry,
        }));
        expect(draw(lane, 1, 0, trace.durationNs)).toEqual(spans);
      }),
    );
  });
});

describe("columns of a pyramid", () => {
  it("show what brute force shows, at every level and in any window", () => {
    fc.assert(
      fc.property(laneAndWindow, fc.integer({ min: 0, max: 6 }), ({ lane, window }, base) => {
        const pyramid = inOneGo(buildPyramid(lane, base));
        const octave = Math.min(
          base + pyramid.levels.length - 1,
          Math.max(base, octaveOf((window.to - window.from) / window.pixels)),
        );
        const from = Math.max(window.from, lane.start(0));
        const to = Math.min(window.to, lane.start(lane.length));
        if (from >= to) return;
        const grid = gridOver(2 ** octave, from, to);
        const expected = bruteColumns(lane, grid.width, grid.first, grid.end);
        const drawn = expected.map(() => NOTHING);
        let at = -Infinity;
        pyramidRectangles(pyramid, octave, grid, (start, end, style) => {
          expect(start).toBeGreaterThanOrEqual(at);
          at = end;
          drawn.fill(style, Math.floor(start / grid.width) - grid.first, Math.ceil(end / grid.width) - grid.first);
        });
        expect(drawn).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });
});
