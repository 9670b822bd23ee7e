import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleSteps, stepBlocks } from "../../src/timeline/step-curve.ts";

/** Readings at distinct times, many or few. */
const readings = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 20 }), value: fc.nat(1000) }), { minLength: 1, maxLength: 300 })
  .map((list) => {
    let at = 0;
    const time = Float64Array.from(list, ({ gap }) => (at += gap));
    return { name: "heap", time, value: Float64Array.from(list, ({ value }) => value) };
  });

/** Widths of columns, ns; multiples of a quarter, whose edges are exact. */
const quarters = fc.integer({ min: 1, max: 2000 }).map((n) => n / 4);

describe("a step curve", () => {
  it("has in each column the mean over its time and the extremes of what held there, however many readings that is", () => {
    fc.assert(
      fc.property(readings, fc.nat(4000), quarters, fc.integer({ min: 1, max: 30 }), (series, from, width, columns) => {
        const ns = width * columns;
        const duration = series.time.at(-1)! + 50;
        const nan = (): Float64Array => new Float64Array(columns).fill(Number.NaN);
        const out = { value: nan(), min: nan(), max: nan() };
        sampleSteps(series, stepBlocks(series), from, from + ns, duration, out);
        for (let column = 0; column < columns; column++) {
          const left = from + column * width;
          const right = Math.min(from + ns, duration, left + width);
          let sum = 0;
          let held = 0;
          const seen: number[] = [];
          series.time.forEach((time, row) => {
            const lasts = Math.min(right, series.time[row + 1] ?? duration) - Math.max(left, time);
            if (lasts <= 1e-9) return;
            sum += series.value[row]! * lasts;
            held += lasts;
            seen.push(series.value[row]!);
          });
          if (held < 1e-6) continue;
          expect(out.value[column]).toBeCloseTo(sum / held, 4);
          expect([out.min[column], out.max[column]]).toEqual([Math.min(...seen), Math.max(...seen)]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
