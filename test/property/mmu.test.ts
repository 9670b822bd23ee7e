/** Minimum mutator utilization against a count of every nanosecond, over traces that a made-up scheduler wrote. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UtilizationFlags } from "../../src/analysis/mmu/gc-busy.ts";
import { minimumUtilization, mmuPoint, utilizationInScope, worstWindows } from "../../src/analysis/mmu/mmu.ts";
import { wholeTrace } from "../../src/model/scope.ts";
import { bruteMeans, bruteUtilization } from "../support/brute-utilization.ts";
import { loadBytes, simulatedBytes } from "../support/loaded-trace.ts";

const flags: fc.Arbitrary<UtilizationFlags> = fc.record({
  stw: fc.boolean(),
  background: fc.boolean(),
  assist: fc.boolean(),
  sweep: fc.boolean(),
  perProc: fc.boolean(),
});
const window = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 3000 }));

describe("mutator utilization", () => {
  test("is that of every nanosecond", async () => {
    await fc.assert(
      fc.asyncProperty(simulatedBytes, flags, async (bytes, what) => {
        const trace = await loadBytes(bytes);
        const brute = bruteUtilization(bytes, what).filter(({ util }) => util.length > 0);
        const ours = utilizationInScope(trace, what, wholeTrace(trace));
        expect(ours.map(({ proc, time }) => [proc, time[0], time.at(-1)])).toEqual(
          brute.map(({ proc, from, util }) => [proc, from, from + util.length]),
        );
        ours.forEach(({ time, util }, i) => {
          for (let point = 0; point + 1 < time.length; point++) {
            const spelled = brute[i]!.util.slice(time[point]! - time[0]!, time[point + 1]! - time[0]!);
            expect(new Set(spelled)).toEqual(new Set([util[point]]));
          }
        });
      }),
    );
  });

  test("has the minimum, and the shares of all windows, that counting finds", async () => {
    await fc.assert(
      fc.asyncProperty(simulatedBytes, flags, window, async (bytes, what, windowNs) => {
        const trace = await loadBytes(bytes);
        const means = bruteUtilization(bytes, what).map((brute) => bruteMeans(brute, windowNs));
        const ours = utilizationInScope(trace, what, wholeTrace(trace));
        const least = means.flat().reduce((a, b) => Math.min(a, b), 1);
        expect(minimumUtilization(ours, windowNs)).toBeCloseTo(least, 9);

        const shares = [0.01, 0.05, 0.3, 0.5, 0.9, 1];
        const { mmu, percentiles } = mmuPoint(ours, windowNs, shares);
        expect(mmu).toBeCloseTo(least, 9);
        const all = means.reduce((sum, list) => sum + Math.max(0, list.length - 1), 0);
        percentiles.forEach((value, i) => {
          if (all === 0) return expect(value).toBe(mmu);
          expect(timeUpTo(means, value + 1e-9)).toBeGreaterThanOrEqual(shares[i]! * all - 1e-6);
          expect(timeUpTo(means, value - 1e-9)).toBeLessThanOrEqual(shares[i]! * all + 1e-6);
        });
      }),
    );
  });

  test("is never less in a window that is several times as long", async () => {
    await fc.assert(
      fc.asyncProperty(
        simulatedBytes,
        flags,
        window,
        fc.integer({ min: 2, max: 9 }),
        async (bytes, what, windowNs, times) => {
          const trace = await loadBytes(bytes);
          const ours = utilizationInScope(trace, what, wholeTrace(trace));
          const whole = ours.filter(({ time }) => time.at(-1)! - time[0]! >= windowNs * times);
          expect(minimumUtilization(whole, windowNs * times)).toBeGreaterThanOrEqual(
            minimumUtilization(whole, windowNs) - 1e-9,
          );
        },
      ),
    );
  });

  test("is in a part of the trace what it is there in the whole", async () => {
    await fc.assert(
      fc.asyncProperty(
        simulatedBytes,
        flags,
        fc.nat(1000),
        fc.nat(1000),
        window,
        async (bytes, what, a, b, windowNs) => {
          const trace = await loadBytes(bytes);
          const [from, to] = [a, b].toSorted((x, y) => x - y).map((x) => Math.round((x / 1000) * trace.durationNs));
          const parts = bruteUtilization(bytes, what).map((brute) => ({
            ...brute,
            util: brute.util.slice(Math.max(0, from! - brute.from), Math.max(0, to! - brute.from)),
          }));
          const least = parts.flatMap((part) => bruteMeans(part, windowNs)).reduce((x, y) => Math.min(x, y), 1);
          const ours = utilizationInScope(trace, what, { from: from!, to: to! });
          expect(minimumUtilization(ours, windowNs)).toBeCloseTo(least, 9);
        },
      ),
    );
  });
});

describe("the worst windows", () => {
  test("begin with the minimum, get better, lie apart, and have the utilization they say", async () => {
    await fc.assert(
      fc.asyncProperty(simulatedBytes, flags, window, async (bytes, what, windowNs) => {
        const trace = await loadBytes(bytes);
        const ours = utilizationInScope(trace, what, wholeTrace(trace));
        const worst = worstWindows(ours, windowNs);
        expect(worst[0]?.utilization ?? 1).toBeCloseTo(minimumUtilization(ours, windowNs), 9);
        worst.forEach(({ start, end, utilization, proc }, i) => {
          expect(utilization).toBeGreaterThanOrEqual(worst[i - 1]?.utilization ?? 0);
          const apart = worst.every((other, j) => j === i || other.end <= start || other.start >= end);
          expect(apart).toBe(true);
          const again = utilizationInScope(trace, what, { from: start, to: end }).filter((u) => u.proc === proc);
          expect(
            again.map((u) => u.sum.at(-1)! / (end - start)).some((mean) => Math.abs(mean - utilization) < 1e-9),
          ).toBe(true);
        });
      }),
    );
  });
});

/** For how long windows have at most this mean, if the mean goes evenly between whole nanoseconds. */
function timeUpTo(means: readonly (readonly number[])[], value: number): number {
  let time = 0;
  for (const list of means) {
    for (let i = 0; i + 1 < list.length; i++) {
      const low = Math.min(list[i]!, list[i + 1]!);
      const high = Math.max(list[i]!, list[i + 1]!);
      if (value >= high) time += 1;
      else if (value > low) time += (value - low) / (high - low);
    }
  }
  return time;
}
