import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import { inOneGo } from "../../src/base/steps.ts";
import { goroutineEnd, type Trace } from "../../src/model/trace.ts";
import { GOROUTINE_STYLES, reasonStyles, spanStyle } from "../../src/timeline/goroutine-style.ts";
import { gridOver } from "../../src/timeline/grid.ts";
import { aliveBetween, indexLifetimes } from "../../src/timeline/lifetimes.ts";
import { sumStates } from "../../src/timeline/state-times.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { randomTrace, randomWindow } from "../support/random-trace.ts";

/** Time that goroutines spent in a style from `from` to `to`, span by span. */
function bruteTime(trace: Trace, goroutines: Int32Array, style: number, from: number, to: number): number {
  const styles = reasonStyles(trace);
  let sum = 0;
  for (const goroutine of goroutines) {
    const last = trace.goroutines.spanOffsets[goroutine + 1]!;
    for (let span = trace.goroutines.spanOffsets[goroutine]!; span < last; span++) {
      if (spanStyle(trace, styles, span) !== style) continue;
      const end = span + 1 < last ? trace.spans.start[span + 1]! : goroutineEnd(trace, goroutine as GoroutineIndex);
      sum += Math.max(0, Math.min(to, end) - Math.max(from, trace.spans.start[span]!));
    }
  }
  return sum;
}

const all = (trace: Trace): Int32Array => Int32Array.from({ length: trace.goroutines.length }, (_, g) => g);
const traceAndWindow = randomTrace(4, 30).chain((trace) => randomWindow(trace).map((window) => ({ trace, window })));

describe("time by state and column", () => {
  it("is that of the spans, at any width and in any window", () => {
    fc.assert(
      fc.property(traceAndWindow, fc.integer({ min: 0, max: 12 }), ({ trace, window }, octave) => {
        const grid = gridOver(2 ** octave, window.from, Math.min(window.to, window.from + 50 * 2 ** octave));
        const { rows, columns } = sumStates(trace, reasonStyles(trace), all(trace), grid);
        for (let style = 0; style < GOROUTINE_STYLES; style++) {
          for (let column = 0; column < columns; column++) {
            const left = (grid.first + column) * grid.width;
            expect(rows[style]?.[column] ?? 0).toBe(bruteTime(trace, all(trace), style, left, left + grid.width));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("needs only those who lived in the window", () => {
    fc.assert(
      fc.property(traceAndWindow, ({ trace, window }) => {
        const alive = aliveBetween(trace, inOneGo(indexLifetimes(trace, all(trace))), window.from, window.to);
        const expected = [...all(trace)].filter(
          (g) => trace.goroutines.created[g]! < window.to && goroutineEnd(trace, g as GoroutineIndex) > window.from,
        );
        expect([...alive]).toEqual(expected);
      }),
    );
  });
});

describe("counts of goroutines", () => {
  it("are the mean of each column where columns are as fine as the table's, and sum to the time lived anywhere", () => {
    fc.assert(
      fc.property(traceAndWindow, ({ trace, window }) => {
        const from = window.from;
        const to = Math.min(window.to, trace.durationNs);
        if (!(to > from)) return;
        const timeline = new Timeline(trace);
        const whole = timeline.countCurves("goroutines", 0, trace.durationNs, window.pixels);
        whole.styles.forEach((style, row) => {
          const curve = whole.value.subarray(row * window.pixels, (row + 1) * window.pixels);
          const time = curve.reduce((sum, count) => sum + count, 0) * (trace.durationNs / window.pixels);
          expect(time).toBeCloseTo(bruteTime(trace, all(trace), style, 0, trace.durationNs), 1);
        });
        const near = timeline.countCurves("goroutines", Math.floor(from), Math.floor(from) + 8, 8);
        near.styles.forEach((style, row) => {
          const counts = near.value.subarray(row * 8, (row + 1) * 8);
          const expected = Array.from(counts, (_, i) =>
            bruteTime(trace, all(trace), style, Math.floor(from) + i, Math.floor(from) + i + 1),
          );
          expect([...counts]).toEqual(expected);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("are the mean of each column wherever its edges are the table's, at any zoom", () => {
    const octave = fc.integer({ min: 0, max: 14 });
    const kinds = fc.constantFrom("goroutines" as const, "threads" as const);
    fc.assert(
      fc.property(
        randomTrace(4, 30),
        octave,
        fc.nat(40),
        fc.integer({ min: 1, max: 12 }),
        kinds,
        (trace, k, at, n, kind) => {
          const width = 2 ** k;
          const from = at * width;
          if (from >= trace.durationNs) return;
          const { value, styles } = new Timeline(trace).countCurves(kind, from, from + n * width, n);
          styles.forEach((style, row) => {
            for (let column = 0; column < n; column++) {
              const left = from + column * width;
              const right = Math.min(trace.durationNs, left + width);
              const mean = right > left ? bruteTime(trace, all(trace), style, left, right) / (right - left) : 0;
              expect(value[row * n + column]).toBeCloseTo(mean, 5);
            }
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it("lie below the top of the scale together", () => {
    fc.assert(
      fc.property(traceAndWindow, ({ trace, window }) => {
        const timeline = new Timeline(trace);
        const { columns, value, top } = timeline.countCurves("goroutines", 0, trace.durationNs, window.pixels);
        for (let column = 0; column < columns; column++) {
          let sum = 0;
          for (let at = column; at < value.length; at += columns) sum += value[at]!;
          // Means are kept as float32.
          if (!(sum <= top + 1e-6)) throw new Error(`${sum} goroutines where ${top} is the most`);
        }
      }),
      { numRuns: 40 },
    );
  });
});
