import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { flameTree, type FlameTree } from "../../src/profile/flame-tree.ts";
import { buildGraph } from "../../src/profile/graph.ts";
import { prepareReport, type Report } from "../../src/profile/report.ts";
import { profileOf, recordedProfile } from "../support/pprof.ts";

const stack = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 6 }).map((names) => names.join(" "));
const samples = fc.array(
  fc.record({ stack, values: fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat(9), fc.nat(9)) }),
  { maxLength: 20 },
);
const TYPES = ["change/count", "now/count", "base/count"];
const NOW = { total: 1 };
const BOTH = { total: 1, base: 2 };

/** A node's line: its way from the root, and what it weighs. */
function lines(tree: FlameTree): readonly string[] {
  const ways: string[] = [""];
  const out = [`all ${tree.total[0]}`];
  for (let node = 1; node < tree.length; node++) {
    ways[node] = `${ways[tree.parent[node]!]!}/${tree.names[tree.frame[node]!]!}`;
    out.push(`${ways[node]} ${tree.total[node]}`);
  }
  return out;
}

function prepared(name: string): Report {
  const result = prepareReport(recordedProfile(name), {});
  if (!result.ok) throw new Error(result.message);
  return result.report;
}

function childSum(tree: FlameTree, node: number, column: Float64Array): number {
  let sum = 0;
  for (let child = tree.firstChild[node]!; child < tree.firstChild[node + 1]!; child++) sum += column[child]!;
  return sum;
}

test("a tree from the root has the stacks as ways, the heaviest to the left", () => {
  const profile = profileOf(
    [
      { stack: "read serve main", values: [3] },
      { stack: "write serve main", values: [5] },
      { stack: "main", values: [1] },
      { stack: "idle", values: [2] },
      { stack: "", values: [4] },
    ],
    ["samples/count"],
  );
  const tree = flameTree(named(profile), { total: 0 }, false);
  expect(lines(tree)).toEqual([
    "all 15",
    "/main 9",
    "/idle 2",
    "/main/serve 8",
    "/main/serve/write 5",
    "/main/serve/read 3",
  ]);
  expect(Array.from(tree.levels)).toEqual([0, 1, 3, 4, 6]);
  expect(Array.from(tree.start)).toEqual([0, 0, 9, 0, 0, 5]);
});

test("an inverted tree begins with what stacks end in", () => {
  const profile = profileOf(
    [
      { stack: "lock serve main", values: [3] },
      { stack: "lock timer", values: [5] },
      { stack: "serve main", values: [1] },
    ],
    ["samples/count"],
  );
  const tree = flameTree(named(profile), { total: 0 }, true);
  expect(lines(tree)).toEqual([
    "all 9",
    "/lock 8",
    "/serve 1",
    "/lock/timer 5",
    "/lock/serve 3",
    "/serve/main 1",
    "/lock/serve/main 3",
  ]);
});

/** As `prepareReport` leaves it: functions alone. */
function named(profile: Parameters<typeof prepareReport>[0]): Report["profile"] {
  const result = prepareReport(profile, {});
  if (!result.ok) throw new Error(result.message);
  return result.report.profile;
}

describe.each([false, true])("any tree, inverted: %s", (inverted) => {
  test("children are within their parent, beside each other and widest first", () => {
    fc.assert(
      fc.property(samples, (list) => {
        const tree = flameTree(named(profileOf(list, TYPES)), BOTH, inverted);
        for (let node = 0; node < tree.length; node++) {
          expect(childSum(tree, node, tree.width)).toBeLessThanOrEqual(tree.width[node]!);
          expect(childSum(tree, node, tree.total)).toBeLessThanOrEqual(tree.total[node]!);
          expect(childSum(tree, node, tree.base)).toBeLessThanOrEqual(tree.base[node]!);
          let left = tree.start[node]!;
          for (let child = tree.firstChild[node]!; child < tree.firstChild[node + 1]!; child++) {
            expect(tree.parent[child]).toBe(node);
            expect(tree.start[child]).toBe(left);
            left += tree.width[child]!;
            if (child > tree.firstChild[node]!) expect(tree.width[child]).toBeLessThanOrEqual(tree.width[child - 1]!);
          }
        }
      }),
    );
  });

  test("the root weighs what all stacks do, and a level is in order", () => {
    fc.assert(
      fc.property(samples, (list) => {
        const tree = flameTree(named(profileOf(list, TYPES)), BOTH, inverted);
        const sum = (of: (values: readonly number[]) => number): number =>
          list.reduce((all, { values }) => all + of(values), 0);
        expect(tree.total[0]).toBe(sum((values) => values[1]!));
        expect(tree.base[0]).toBe(sum((values) => values[2]!));
        expect(tree.levels.at(-1)).toBe(tree.length);
        for (let depth = 0; depth + 1 < tree.levels.length; depth++) {
          for (let node = tree.levels[depth]! + 1; node < tree.levels[depth + 1]!; node++) {
            expect(tree.start[node]).toBeGreaterThanOrEqual(tree.start[node - 1]! + tree.width[node - 1]!);
          }
        }
      }),
    );
  });

  test("what ends in the nodes is the whole", () => {
    fc.assert(
      fc.property(samples, (list) => {
        const tree = flameTree(named(profileOf(list, TYPES)), NOW, inverted);
        let own = 0;
        for (let node = 0; node < tree.length; node++) own += tree.total[node]! - childSum(tree, node, tree.total);
        expect(own).toBe(tree.total[0]);
      }),
    );
  });
});

describe.each(["cpu", "heap", "mutex", "node-wall"])("a recorded %s profile", (name) => {
  test("gives functions in their flat and cum of the report, whichever way up the tree is", () => {
    const { profile, sampleIndex } = prepared(name);
    const nodes = new Map(buildGraph(profile, { sampleIndex }).map((node) => [node.name, node]));
    for (const inverted of [false, true]) {
      const tree = flameTree(profile, { total: sampleIndex }, inverted);
      const cum = new Map<string, number>();
      const own = new Map<string, number>();
      for (let node = 1; node < tree.length; node++) {
        const at = tree.names[tree.frame[node]!]!;
        own.set(at, (own.get(at) ?? 0) + tree.total[node]! - childSum(tree, node, tree.total));
        if (!isBelowItself(tree, node)) cum.set(at, (cum.get(at) ?? 0) + tree.total[node]!);
      }
      for (const [at, weight] of cum) expect([at, weight]).toEqual([at, nodes.get(at)?.cum ?? 0]);
      if (!inverted) for (const [at, weight] of own) expect([at, weight]).toEqual([at, nodes.get(at)?.flat ?? 0]);
    }
  });
});

function isBelowItself(tree: FlameTree, node: number): boolean {
  for (let above = tree.parent[node]!; above > 0; above = tree.parent[above]!) {
    if (tree.frame[above] === tree.frame[node]) return true;
  }
  return false;
}
