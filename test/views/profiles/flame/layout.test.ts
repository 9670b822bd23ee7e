import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { flameTree, type FlameTree } from "../../../../src/profile/flame-tree.ts";
import { prepareReport } from "../../../../src/profile/report.ts";
import { depthOf, layout, nodeAt, type FlameBox } from "../../../../views/profiles/flame/layout.ts";
import { findFrames, matcherOf, nextMatch } from "../../../../views/profiles/flame/search.ts";
import { profileOf } from "../../../support/pprof.ts";

const names = ["main", "serve", "read", "write", "lock"];
const samples = fc.array(
  fc.record({
    stack: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 6 }).map((all) => all.join(" ")),
    values: fc.integer({ min: 1, max: 1000 }).map((value) => [value]),
  }),
  { minLength: 1, maxLength: 40 },
);
const view = fc.record({
  from: fc.double({ min: 0, max: 0.9, noNaN: true }),
  share: fc.double({ min: 0.001, max: 1, noNaN: true }),
  pixels: fc.integer({ min: 1, max: 300 }),
});

function treeOf(list: Parameters<typeof profileOf>[0]): FlameTree {
  const result = prepareReport(profileOf(list, ["samples/count"]), {});
  if (!result.ok) throw new Error(result.message);
  return flameTree(result.report.profile, { total: 0 }, false);
}

function drawn(
  tree: FlameTree,
  { from, share, pixels }: { from: number; share: number; pixels: number },
): {
  readonly boxes: readonly FlameBox[];
  readonly left: number;
  readonly perPixel: number;
} {
  const all = tree.width[0]!;
  const stretch = { from: from * all, to: Math.min(1, from + share) * all };
  const boxes = layout(tree, stretch, pixels, 0, tree.levels.length);
  return { boxes, left: stretch.from, perPixel: (stretch.to - stretch.from) / pixels };
}

describe("the boxes of a view", () => {
  test("lie within it, in order, none over another", () => {
    fc.assert(
      fc.property(samples, view, (list, asked) => {
        const { boxes } = drawn(treeOf(list), asked);
        boxes.forEach((box, i) => {
          expect(box.x0).toBeGreaterThanOrEqual(0);
          expect(box.x1).toBeLessThanOrEqual(asked.pixels);
          expect(box.x1).toBeGreaterThan(box.x0);
          const before = boxes[i - 1];
          if (before?.depth === box.depth) expect(box.x0).toBeGreaterThanOrEqual(before.x1);
          else expect(box.depth).toBeGreaterThan(before?.depth ?? -1);
        });
      }),
    );
  });

  test("are where the nodes are, to the pixel, and none that could be seen is missing", () => {
    fc.assert(
      fc.property(samples, view, (list, asked) => {
        const tree = treeOf(list);
        const { boxes, left, perPixel } = drawn(tree, asked);
        const seen = new Map(boxes.map((box) => [box.node, box]));
        for (let node = 0; node < tree.length; node++) {
          const x0 = (tree.start[node]! - left) / perPixel;
          const x1 = x0 + tree.width[node]! / perPixel;
          const box = seen.get(node);
          if (box === undefined) {
            expect(Math.min(x1, asked.pixels) - Math.max(x0, 0)).toBeLessThan(1.5);
            continue;
          }
          expect(Math.abs(box.x0 - Math.max(0, x0))).toBeLessThanOrEqual(0.5001);
          expect(Math.abs(box.x1 - Math.min(asked.pixels, x1))).toBeLessThanOrEqual(0.5001);
        }
      }),
    );
  });

  test("are found again by their middle", () => {
    fc.assert(
      fc.property(samples, view, (list, asked) => {
        const tree = treeOf(list);
        const { boxes, left, perPixel } = drawn(tree, asked);
        for (const { node, depth, x0, x1 } of boxes) {
          if (node === -1 || x1 - x0 < 2) continue;
          expect(nodeAt(tree, depth, left + ((x0 + x1) / 2) * perPixel)).toBe(node);
          expect(depthOf(tree, node)).toBe(depth);
        }
      }),
    );
  });

  test("are at most one a pixel, however many nodes there are", () => {
    const many = Array.from({ length: 4000 }, (_, i) => ({
      stack: `leaf${i % 7} f${i} main`,
      values: [1 + (i % 5)],
    }));
    const { boxes } = drawn(treeOf(many), { from: 0, share: 1, pixels: 100 });
    expect(boxes.length).toBeLessThanOrEqual(6);
    expect(boxes.filter(({ depth }) => depth === 2)).toEqual([{ node: -1, depth: 2, x0: 0, x1: 100 }]);
  });
});

describe("a search", () => {
  const any = fc.constantFrom("", "a", "ma", "re", "E", "lock");

  test("counts each stack once", () => {
    fc.assert(
      fc.property(samples, any, (list, text) => {
        const matcher = matcherOf(text);
        if (!matcher.ok) throw new Error(text);
        const found = findFrames(treeOf(list), matcher.test);
        const weight = list
          .filter(({ stack }) => stack.split(" ").some((name) => matcher.test(name)))
          .reduce((sum, { values }) => sum + values[0]!, 0);
        expect(found.total).toBe(weight);
      }),
    );
  });

  test("goes from match to match, round and round", () => {
    const tree = treeOf([
      { stack: "read serve main", values: [2] },
      { stack: "read lock main", values: [1] },
    ]);
    const found = findFrames(tree, (name) => name === "read");
    const first = nextMatch(tree, found, 0, 1);
    const second = nextMatch(tree, found, first, 1);
    expect(found.count).toBe(2);
    expect(second).not.toBe(first);
    expect(nextMatch(tree, found, second, 1)).toBe(first);
    expect(nextMatch(tree, found, first, -1)).toBe(second);
  });

  test.each([
    ["mutex", "sync.(*Mutex).Lock", true],
    ["(*mutex).lock", "sync.(*Mutex).Lock", true],
    ["^sync", "sync.(*Mutex).Lock", true],
    ["^Lock", "sync.(*Mutex).Lock", false],
    ["/m.t/", "sync.(*Mutex).Lock", true],
    ["read|lock", "sync.(*Mutex).Lock", true],
  ])("%s in %s: %s", (text, name, expected) => {
    const matcher = matcherOf(text);
    expect(matcher.ok && matcher.test(name)).toBe(expected);
  });

  test("half an expression is none", () => {
    expect(matcherOf("^(sync").ok).toBe(false);
  });
});
