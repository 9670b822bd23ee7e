import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import { depthOf } from "./layout.ts";

/** The node that an arrow key leads to: callees are below, siblings and their like beside. undefined: it is no such key. */
export function keyStep(tree: FlameTree, node: number, key: string): number | undefined {
  const depth = depthOf(tree, node);
  const [first, end] = [tree.levels[depth]!, tree.levels[depth + 1]!];
  const child = tree.firstChild[node]!;
  switch (key) {
    case "ArrowDown":
      return child < tree.firstChild[node + 1]! ? child : node;
    case "ArrowUp":
      return Math.max(tree.parent[node]!, 0);
    case "ArrowLeft":
      return Math.max(node - 1, first);
    case "ArrowRight":
      return Math.min(node + 1, end - 1);
    case "Home":
      return first;
    case "End":
      return end - 1;
    default:
      return undefined;
  }
}
