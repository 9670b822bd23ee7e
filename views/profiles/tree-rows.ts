import type { FlameTree } from "../../src/profile/flame-tree.ts";

/** A node of the tree that is in sight, as its parents are unfolded. */
export interface TreeRow {
  readonly node: number;
  readonly name: string;
  readonly depth: number;
  readonly unfolded: boolean;
  readonly children: number;
  /** With all that it leads to; in a comparison the difference. */
  readonly total: number;
  /** What of it is in no child. */
  readonly self: number;
}

/** Below this share of its parent a child is not unfolded by itself. */
const MAIN_SHARE = 0.5;

/** The nodes in sight, from the first root down: children of what is unfolded under it, heaviest first. */
export function treeRows(tree: FlameTree, unfolded: ReadonlySet<number>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const open = [{ node: 0, depth: -1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    const [first, end] = childrenOf(tree, node);
    const isOpen = node === 0 || unfolded.has(node);
    if (node > 0) rows.push(rowOf(tree, node, depth, isOpen));
    if (isOpen) for (let child = end - 1; child >= first; child--) open.push({ node: child, depth: depth + 1 });
  }
  return rows;
}

/** The nodes to unfold so that the way the most weight takes from a node on is in sight, as long as one child has most of it. */
export function mainPath(tree: FlameTree, from = 0): readonly number[] {
  const path: number[] = [];
  let node = from;
  for (;;) {
    const [first, end] = childrenOf(tree, node);
    if (first === end) return path;
    if (node > 0) path.push(node);
    // Children stand widest first.
    if (tree.width[first]! < MAIN_SHARE * tree.width[node]! && node > 0) return path;
    node = first;
  }
}

/** A node's weight; in a comparison what it weighs more now. */
export function weightOf(tree: FlameTree, node: number): number {
  return tree.base.length === 0 ? tree.total[node]! : tree.total[node]! - tree.base[node]!;
}

function rowOf(tree: FlameTree, node: number, depth: number, isOpen: boolean): TreeRow {
  const [first, end] = childrenOf(tree, node);
  const total = weightOf(tree, node);
  let self = total;
  for (let child = first; child < end; child++) self -= weightOf(tree, child);
  const name = tree.names[tree.frame[node]!]!;
  return { node, name, depth, unfolded: isOpen && end > first, children: end - first, total, self };
}

function childrenOf({ firstChild }: FlameTree, node: number): readonly [first: number, end: number] {
  return [firstChild[node]!, firstChild[node + 1]!];
}
