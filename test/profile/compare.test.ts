import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Profile } from "../../src/model/profile.ts";
import { subtract } from "../../src/profile/combine.ts";
import { BASE_COLUMN, columnSum, compare, NOW_COLUMN } from "../../src/profile/compare.ts";
import { buildGraph } from "../../src/profile/graph.ts";
import { profileOf, recordedProfile, sampleLines } from "../support/pprof.ts";

const sample = fc.record({
  stack: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 }).map((names) => names.join(" ")),
  values: fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 1 }),
});
const anyProfile = fc.array(sample, { maxLength: 10 }).map((samples) => profileOf(samples));

function compared(profile: Profile, base: Profile, normalize = false): Profile {
  const result = compare(profile, base, { sampleIndex: 0, normalize });
  if (!result.ok) throw new Error(result.message);
  return result.profile;
}

/** What the nodes weigh, by name. */
function weights(profile: Profile, sampleIndex: number): ReadonlyMap<string, readonly number[]> {
  return new Map(buildGraph(profile, { sampleIndex }).map(({ name, flat, cum }) => [name, [flat, cum]]));
}

describe("a comparison", () => {
  test("weighs what each of the two does, and their difference as pprof has it", () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, fc.boolean(), (profile, base, normalize) => {
        const both = compared(profile, base, normalize);
        expect(weights(both, BASE_COLUMN)).toEqual(weights(base, 0));
        if (!normalize) expect(weights(both, NOW_COLUMN)).toEqual(weights(profile, 0));
        const difference = subtract(profile, base, { relativeToBase: true, normalize });
        if (!difference.ok) throw new Error(difference.message);
        expect(weights(both, 0)).toEqual(weights(difference.profile, 0));
      }),
    );
  });

  test("with itself has every stack, and none that differs", () => {
    for (const name of ["cpu", "heap", "goroutine", "node-heap"]) {
      const profile = recordedProfile(name);
      const both = compared(profile, profile);
      expect(buildGraph(both, { sampleIndex: 0 })).toEqual([]);
      expect(columnSum(both, 0)).toBe(0);
      expect(columnSum(both, NOW_COLUMN)).toBe(columnSum(profile, 0));
      expect(both.samples.length).toBeGreaterThan(0);
    }
  });

  test("normalized, weighs as much as the base, but for rounding", () => {
    const both = compared(recordedProfile("cpu"), recordedProfile("cpu-2"), true);
    const off = Math.abs(columnSum(both, NOW_COLUMN) - columnSum(both, BASE_COLUMN));
    expect(off).toBeLessThanOrEqual(both.samples.length);
  });

  test("finds the base's type by name, and converts its unit", () => {
    const base = profileOf([{ stack: "a", values: [9, 2] }], ["count/count", "delay/milliseconds"]);
    const now = profileOf([{ stack: "a", values: [5e6] }]);
    expect(sampleLines(compared(now, base))).toEqual(["1 a:10 | 3000000 5000000 2000000 | "]);
  });

  test("of what measures other things is refused", () => {
    const base = profileOf([{ stack: "a", values: [1] }], ["space/bytes"]);
    expect(compare(profileOf([]), base, { sampleIndex: 0, normalize: false })).toEqual({
      ok: false,
      message: "cannot compare: the base does not weigh delay/nanoseconds, but space/bytes",
    });
  });
});
