import { describe, expect, it } from "vitest";
import { flameTree, type FlameTree } from "../../../src/profile/flame-tree.ts";
import { aggregate } from "../../../src/profile/granularity.ts";
import { mainPath, treeRows } from "../../../views/profiles/tree-rows.ts";
import { profileOf } from "../../support/pprof.ts";

/** Its stacks, leaf first. */
function treeOf(samples: Readonly<Record<string, number>>): FlameTree {
  const profile = profileOf(Object.entries(samples).map(([stack, weight]) => ({ stack, values: [weight] })));
  return flameTree(aggregate(profile, "functions"), { total: 0 }, false);
}

/** The rows as they are read: depth, name, total, self, and whether they are unfolded. */
function shown(tree: FlameTree, unfolded: Iterable<number>): readonly string[] {
  return treeRows(tree, new Set(unfolded)).map(
    ({ depth, name, total, self, unfolded: isOpen, children }) =>
      `${"  ".repeat(depth)}${children === 0 ? "" : isOpen ? "▾" : "▸"}${name.split(" ")[0]} ${total} ${self}`,
  );
}

const TREE = treeOf({ "lock serve main": 6, "read serve main": 3, "serve main": 1, idle: 4 });

describe("a tree of stacks", () => {
  it("has its roots in sight, heaviest first", () => {
    expect(shown(TREE, [])).toEqual(["▸main 10 0", "idle 4 4"]);
  });

  it("has below what is unfolded what it led to", () => {
    const [main] = treeRows(TREE, new Set());
    const [, serve] = treeRows(TREE, new Set([main!.node]));
    expect(shown(TREE, [main!.node, serve!.node])).toEqual([
      "▾main 10 0",
      "  ▾serve 10 1",
      "    lock 6 6",
      "    read 3 3",
      "idle 4 4",
    ]);
    // What is folded hides what is below it, unfolded or not.
    expect(shown(TREE, [serve!.node])).toEqual(["▸main 10 0", "idle 4 4"]);
  });

  it("unfolds the heaviest way as long as one child has most of it", () => {
    expect(shown(TREE, mainPath(TREE))).toContain("    lock 6 6");
    const even = treeOf({ "a main": 2, "b main": 2, "c main": 2 });
    expect(shown(even, mainPath(even))).toEqual(["▾main 6 0", "  a 2 2", "  b 2 2", "  c 2 2"]);
    const none = treeOf({});
    expect(mainPath(none)).toEqual([]);
    expect(shown(none, [])).toEqual([]);
  });

  it("of any depth takes no stack of its own", () => {
    const deep = treeOf({ [Array.from({ length: 20_000 }, (_, i) => `f${i}`).join(" ")]: 1 });
    expect(treeRows(deep, new Set(mainPath(deep)))).toHaveLength(20_000);
  });
});
