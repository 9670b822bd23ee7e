import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Profile } from "../../src/model/profile.ts";
import { merge, scaleBy, subtract, sums } from "../../src/profile/combine.ts";
import { GRANULARITIES } from "../../src/profile/granularity.ts";
import { buildGraph, flatTotal } from "../../src/profile/graph.ts";
import { prepareReport } from "../../src/profile/report.ts";
import { trimmedGraph } from "../../src/profile/trim.ts";
import { profileOf, recordedProfile, sampleLines } from "../support/pprof.ts";

const TYPES = ["contentions/count", "delay/nanoseconds"];
const stack = fc
  .array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 5 })
  .map((names) => names.join(" "));
const sample = (least: number): fc.Arbitrary<{ stack: string; values: number[] }> =>
  fc.record({ stack, values: fc.array(fc.integer({ min: least, max: 1e9 }), { minLength: 2, maxLength: 2 }) });
const signedProfile = fc.array(sample(-1e9), { maxLength: 12 }).map((samples) => profileOf(samples, TYPES));
const positiveProfile = fc.array(sample(0), { maxLength: 12 }).map((samples) => profileOf(samples, TYPES));

function merged(...profiles: readonly Profile[]): Profile {
  const result = merge(profiles);
  if (!result.ok) throw new Error(result.message);
  return result.profile;
}

function difference(profile: Profile, base: Profile, normalize = false): Profile {
  const result = subtract(profile, base, { relativeToBase: false, normalize });
  if (!result.ok) throw new Error(result.message);
  return result.profile;
}

describe("merging", () => {
  test("is associative", () => {
    fc.assert(
      fc.property(signedProfile, signedProfile, signedProfile, (a, b, c) => {
        const left = sampleLines(merged(merged(a, b), c));
        expect(sampleLines(merged(a, merged(b, c)))).toEqual(left);
        expect(sampleLines(merged(a, b, c))).toEqual(left);
      }),
    );
  });

  test("adds the weights", () => {
    fc.assert(
      fc.property(signedProfile, signedProfile, (a, b) => {
        const [x, y] = [sums(a), sums(b)];
        expect(sums(merged(a, b))).toEqual(x.map((value, i) => value + y[i]!));
      }),
    );
  });

  test("leaves no sample twice, none that weighs nothing, and nothing unused", () => {
    fc.assert(
      fc.property(signedProfile, (profile) => {
        const { samples, locations, functions } = merged(profile, profile);
        expect(new Set(samples.stacks).size).toBe(locations.length);
        expect(functions.length).toBe(locations.length);
        for (let i = 0; i < samples.length; i++)
          expect(samples.values.subarray(2 * i, 2 * i + 2)).not.toEqual(new Float64Array(2));
      }),
    );
  });

  test("of binaries that lie elsewhere in memory, finds the same places", () => {
    const at = (start: bigint): Profile => {
      const profile = profileOf([{ stack: "a", values: [1] }]);
      const mapping = {
        start,
        limit: start + 0x2000n,
        offset: 0n,
        file: "/bin/words",
        buildId: "7",
        hasFunctions: true,
        hasFiles: true,
        hasLines: true,
        hasInlines: false,
      };
      return {
        ...profile,
        mappings: [mapping],
        locations: [{ ...profile.locations[0]!, mapping: 0, address: start + 0x10n }],
      };
    };
    const both = merged(at(0x400000n), at(0x7f0000400000n));
    expect(both.locations).toHaveLength(1);
    expect(sampleLines(both)).toEqual(["4194320 a:10 | 2 | "]);
  });

  test("takes the finer unit, and the sample types that both have", () => {
    const seconds = profileOf([{ stack: "a", values: [1, 2] }], ["extra/count", "delay/seconds"]);
    const nanoseconds = profileOf([{ stack: "a", values: [5] }], ["delay/nanoseconds"]);
    const both = merged(seconds, nanoseconds);
    expect(both.sampleTypes).toEqual([{ type: "delay", unit: "nanoseconds" }]);
    expect([...both.samples.values]).toEqual([2e9 + 5]);
  });

  test("of profiles that measure other things, says so", () => {
    const bytes = profileOf([{ stack: "a", values: [1] }], ["delay/bytes"]);
    expect(merge([profileOf([]), bytes])).toMatchObject({ ok: false, message: expect.stringContaining("delay/bytes") });
    expect(merge([profileOf([]), profileOf([], ["space/bytes"])])).toMatchObject({ ok: false });
    expect(merge([])).toMatchObject({ ok: false });
  });
});

describe("a difference", () => {
  test("from itself is empty", () => {
    fc.assert(
      fc.property(signedProfile, (profile) => {
        expect(difference(profile, profile).samples.length).toBe(0);
        expect(difference(profile, profile, true).samples.length).toBe(0);
      }),
    );
    for (const name of ["cpu", "heap", "block", "node-heap"]) {
      expect(difference(recordedProfile(name), recordedProfile(name))).toMatchObject({
        samples: { length: 0 },
        locations: [],
      });
    }
  });

  test("and the base make the profile again", () => {
    fc.assert(
      fc.property(signedProfile, signedProfile, (profile, base) => {
        expect(sampleLines(merged(difference(profile, base), base))).toEqual(sampleLines(merged(profile)));
      }),
    );
  });

  test("normalized, weighs nothing in total, but for rounding", () => {
    fc.assert(
      fc.property(positiveProfile, positiveProfile, (profile, base) => {
        fc.pre(sums(profile).every((sum) => sum > 0));
        for (const sum of sums(difference(profile, base, true)))
          expect(Math.abs(sum)).toBeLessThanOrEqual(profile.samples.length);
      }),
    );
  });

  test("relative to its base, counts shares of the base", () => {
    const profile = profileOf([{ stack: "a", values: [30] }]);
    const result = subtract(profile, profileOf([{ stack: "a", values: [20] }]), {
      relativeToBase: true,
      normalize: false,
    });
    const prepared = prepareReport(result.ok ? result.profile : profile, {});
    expect(prepared.ok && prepared.report.total).toBe(20);
  });
});

describe("a graph", () => {
  const everyIndex = fc.constantFrom(0, 1);

  test("has in its flat weights the profile's total", () => {
    fc.assert(
      fc.property(signedProfile, everyIndex, (profile, sampleIndex) => {
        expect(flatTotal(buildGraph(profile, { sampleIndex }))).toBe(sums(profile)[sampleIndex]);
      }),
    );
  });

  test("has it at any granularity, and at its root", () => {
    for (const name of ["cpu", "heap", "block", "mutex", "goroutine", "node-wall", "node-heap"]) {
      for (const granularity of GRANULARITIES) {
        const prepared = prepareReport(recordedProfile(name), { granularity });
        if (!prepared.ok) throw new Error(prepared.message);
        const { profile, sampleIndex, total } = prepared.report;
        const nodes = buildGraph(profile, { sampleIndex });
        expect(flatTotal(nodes)).toBe(total);
        expect(Math.max(...nodes.map(({ cum }) => cum))).toBeLessThanOrEqual(total);
      }
    }
    const rooted = profileOf([
      { stack: "a root", values: [3] },
      { stack: "root", values: [4] },
      { stack: "b a root", values: [5] },
    ]);
    expect(buildGraph(rooted, { sampleIndex: 0 }).find(({ info }) => info.name === "root")?.cum).toBe(12);
  });

  test("lets through each node what comes in from callers, or began there", () => {
    fc.assert(
      fc.property(positiveProfile, (profile) => {
        for (const node of buildGraph(profile, { sampleIndex: 1 })) {
          const into = node.in.reduce((sum, edge) => sum + edge.weight, 0);
          const recursive = profile.samples.length > 0 && into > node.cum;
          if (!recursive) expect(into).toBeLessThanOrEqual(node.cum);
          expect(node.flat).toBeLessThanOrEqual(node.cum);
          expect(node.cum).toBeLessThanOrEqual(sums(profile)[1]!);
          for (const edge of node.out) expect(edge.weight).toBeLessThanOrEqual(Math.min(node.cum, edge.target.cum));
        }
      }),
    );
  });

  test("counts a recursive function once", () => {
    const nodes = buildGraph(profileOf([{ stack: "f g f f", values: [7] }]), { sampleIndex: 0 });
    expect(nodes.map(({ info, flat, cum }) => [info.name, flat, cum])).toEqual([
      ["f", 7, 7],
      ["g", 0, 7],
    ]);
  });

  test("trimmed, keeps the heaviest, and leads edges over what went", () => {
    const profile = profileOf([
      { stack: "leaf middle root", values: [10] },
      { stack: "other root", values: [1] },
    ]);
    const options = { sampleIndex: 0, sort: "cum", nodeCount: 2, nodeFraction: 0.2, edgeFraction: 0 } as const;
    const graph = trimmedGraph(profile, options);
    expect(graph).toMatchObject({ droppedNodes: 1, candidates: 3 });
    expect(graph.nodes.map(({ info }) => info.name)).toEqual(["root", "leaf"]);
    expect(graph.nodes[1]!.in).toMatchObject([{ weight: 10, residual: true, source: { info: { name: "root" } } }]);
  });
});

test("scaling rounds away from zero, as Go does", () => {
  const profile = profileOf([{ stack: "a", values: [5, -5] }], TYPES);
  expect([...scaleBy(profile, [0.5, 0.5]).samples.values]).toEqual([3, -3]);
});
