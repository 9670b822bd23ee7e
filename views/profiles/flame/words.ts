import { formatShare } from "../../../src/base/format.ts";
import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import { shownText } from "../../kit/shown-text.ts";
import { exactWeight, formatWeight, signed } from "../weights.ts";

/** What is said of a node. */
export interface NodeWords {
  readonly title: string;
  /** Pairs of a name and a value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** What is known of a function beside its weight here. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** `whole`: what shares refer to. `inverted`: what stands above a node is what it was called by it. */
export function wordsOf(
  tree: FlameTree,
  node: number,
  unit: string,
  whole: number,
  place: Place | undefined,
): NodeWords {
  const total = tree.total[node]!;
  const own = ownWeight(tree, node, tree.total);
  const parent = tree.parent[node]!;
  const facts: [string, string][] = [];
  if (place !== undefined && place.file !== "") facts.push(["at", shownText(`${place.file}:${place.line}`)]);
  facts.push(["weight", `${formatWeight(total, unit)} (${exactWeight(total, unit)})`]);
  facts.push(["own", own === 0 ? "none" : `${formatWeight(own, unit)}, ${formatShare(own, whole)} of all`]);
  const shares = [`${formatShare(Math.abs(total), whole)} of all`];
  if (parent > 0) shares.push(`${formatShare(Math.abs(total), Math.abs(tree.total[parent]!))} of what it is below`);
  facts.push(["share", shares.join(", ")]);
  if (tree.base.length > 0) facts.push(["in the base", comparison(total, tree.base[node]!, unit)]);
  return { title: titleOf(tree, node), facts };
}

/** What is said of the root on the canvas. */
export function rootTextOf({ total, base }: FlameTree, unit: string): string {
  const whole = `all stacks, ${formatWeight(total[0]!, unit)}`;
  return base.length === 0 ? whole : `${whole}; ${formatWeight(base[0]!, unit)} in the base`;
}

export function titleOf(tree: FlameTree, node: number): string {
  return node === 0 ? "all stacks" : shownText(tree.names[tree.frame[node]!]!);
}

/** Weight of the stacks that end in a node. */
export function ownWeight(tree: FlameTree, node: number, column: Float64Array): number {
  let own = column[node]!;
  for (let child = tree.firstChild[node]!; child < tree.firstChild[node + 1]!; child++) own -= column[child]!;
  return own;
}

function comparison(now: number, base: number, unit: string): string {
  if (base === 0) return "nothing: it is new";
  const gone = now === 0 ? ", it is gone" : "";
  const change = now === base ? "the same" : `${signed(now - base, unit)}, ${changeShare(now, base)}`;
  return `${formatWeight(base, unit)}: ${change}${gone}`;
}

function changeShare(now: number, base: number): string {
  const share = formatShare(Math.abs(now - base), Math.abs(base));
  return `${share} ${now > base ? "more" : "less"}`;
}
