import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distributionOf, distributionsBy, percentile } from "../../src/analysis/distribution.ts";
import { histogramOf } from "../../src/analysis/histogram.ts";

const values = fc.array(
  fc.oneof(
    fc.nat(5),
    fc.nat(1e6),
    fc.double({ min: 0, max: 1e15, noNaN: true }),
    fc.nat(15).map((n) => 10 ** n),
  ),
);

describe("a distribution", () => {
  test("is that of the sorted list", () => {
    fc.assert(
      fc.property(values, fc.nat(20), (list, zeros) => {
        const sorted = Float64Array.from([...list, ...Array<number>(zeros).fill(0)]).sort();
        const told = distributionOf(Float64Array.from(list), zeros);
        expect(told.count).toBe(sorted.length);
        expect([told.p50, told.p90, told.p99]).toEqual([0.5, 0.9, 0.99].map((share) => percentile(sorted, share)));
        expect([told.min, told.max]).toEqual([sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN]);
      }),
    );
  });

  test("of each key is that of its values alone", () => {
    const keyed = fc.array(fc.tuple(fc.nat(3), fc.oneof(fc.nat(5), fc.double({ min: 0, max: 1e17, noNaN: true }))));
    fc.assert(
      fc.property(keyed, fc.nat(20), (rows, zeros) => {
        const keyOf = Uint32Array.from(rows, ([key]) => key);
        const told = distributionsBy(
          keyOf,
          4,
          Float64Array.from(rows, ([, value]) => value),
          zeros,
        );
        for (let key = 0; key < 4; key++) {
          const own = rows.filter(([of]) => of === key).map(([, value]) => value);
          expect(told[key]).toEqual(distributionOf(Float64Array.from(own), zeros));
        }
      }),
    );
  });

  test("of a long list is that of the sorted list, too", () => {
    // More than are told apart without buckets, many of them equal.
    const list = Float64Array.from({ length: 10_000 }, (_, i) => ((i * 7919) % 1009) * 64);
    const sorted = list.toSorted();
    const told = distributionOf(list, 5);
    expect(told).toMatchObject({ count: 10_005, min: 0, max: 1008 * 64 });
    const zeroed = Float64Array.from([0, 0, 0, 0, 0, ...sorted]);
    expect([told.p50, told.p90, told.p99]).toEqual([0.5, 0.9, 0.99].map((share) => percentile(zeroed, share)));
  });

  test("of nothing is not known", () => {
    expect(distributionOf(new Float64Array(0))).toEqual({
      count: 0,
      total: 0,
      min: Number.NaN,
      mean: Number.NaN,
      p50: Number.NaN,
      p90: Number.NaN,
      p99: Number.NaN,
      max: Number.NaN,
    });
  });
});

describe("a histogram", () => {
  test("has five buckets a decade, and none before the first or after the last value", () => {
    expect(histogramOf(Float64Array.of(999, 1000, 1584, 1585, 6310))).toEqual([
      { from: 631, to: 1000, count: 1, total: 999 },
      { from: 1000, to: 1585, count: 2, total: 2584 },
      { from: 1585, to: 2512, count: 1, total: 1585 },
      { from: 2512, to: 3981, count: 0, total: 0 },
      { from: 3981, to: 6310, count: 0, total: 0 },
      { from: 6310, to: 10000, count: 1, total: 6310 },
    ]);
    expect(histogramOf(new Float64Array(0))).toEqual([]);
  });

  test("holds each value in its bucket", () => {
    fc.assert(
      fc.property(values, (list) => {
        const buckets = histogramOf(Float64Array.from(list));
        for (const { from, to, count } of buckets) {
          expect(count).toBe(list.filter((value) => value >= from && value < to).length);
        }
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(list.length);
      }),
    );
  });
});
