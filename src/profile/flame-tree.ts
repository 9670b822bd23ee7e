import { Growable } from "../base/growable.ts";
import type { Profile } from "../model/profile.ts";
import { framesOf, type Frames } from "./frames.ts";
import { compareText } from "./order.ts";

/**
 * Stacks as a tree: a node per frame and way to it. Nodes stand level by level, the children of a node beside each other,
 * widest first, so a level is in order from left to right and can be searched. Node 0 is the root, all stacks.
 */
export interface FlameTree {
  readonly length: number;
  /** -1 for the root. */
  readonly parent: Int32Array;
  /** Children of node n are nodes firstChild[n] to firstChild[n + 1]. */
  readonly firstChild: Uint32Array;
  /** Nodes of depth d are nodes levels[d] to levels[d + 1]; the root is depth 0. */
  readonly levels: Uint32Array;
  /** Row of `names`; -1 for the root. */
  readonly frame: Int32Array;
  /** Where a node begins, in units of `width`, from the root's left edge; its children lie at its left. */
  readonly start: Float64Array;
  /** What a node takes of its level: what it weighs; in a comparison, where each stack takes the greater of its two weights. */
  readonly width: Float64Array;
  /** What a node weighs with all that it leads to; in a comparison, now. */
  readonly total: Float64Array;
  /** In a comparison what it weighs in the base; else empty. */
  readonly base: Float64Array;
  /** As reports print them. */
  readonly names: readonly string[];
}

/** Columns of a profile's values that weigh; `base` in a comparison. */
export interface FlameColumns {
  readonly total: number;
  readonly base?: number;
}

/**
 * The tree of a profile's stacks, made ready by `prepareReport`: from where they begin, or `inverted`, from the functions
 * that they end in. Costs a look at each frame of each stack, and a sort of the nodes.
 */
export function flameTree(profile: Profile, columns: FlameColumns, inverted: boolean): FlameTree {
  const frames = framesOf(profile);
  const grown = grow(profile, columns, frames, inverted);
  return inOrder(grown, frames.names, columns.base !== undefined);
}

/** Nodes as they are met: parents before their children. What they weigh is of the stacks that end in them. */
interface Grown {
  readonly parent: Int32Array;
  readonly frame: Int32Array;
  readonly width: Float64Array;
  readonly total: Float64Array;
  readonly base: Float64Array;
}

/** Stacks by frames: neighbours share their beginnings, so each adds only the nodes that the one before did not have. */
function grow(profile: Profile, columns: FlameColumns, frames: Frames, inverted: boolean): Grown {
  const types = profile.sampleTypes.length;
  const { values } = profile.samples;
  const ways = waysOf(profile, frames, inverted);
  const { offsets, rows } = ways;
  const parent = new Growable(Int32Array, 1024);
  const frame = new Growable(Int32Array, 1024);
  const sums = [0, 1, 2].map(() => new Growable(Float64Array, 1024));
  const add = (above: number, row: number): number => {
    for (const sum of sums) sum.push(0);
    frame.push(row);
    return parent.push(above);
  };
  /** The nodes on the way of the stack before, by depth. */
  const open = [add(-1, -1)];
  let before = -1;
  for (const sample of sortedWays(ways)) {
    const total = values[sample * types + columns.total]!;
    const base = columns.base === undefined ? 0 : values[sample * types + columns.base]!;
    if (total === 0 && base === 0) continue;
    const depth = lengthOf(ways, sample);
    let shared = before === -1 ? 0 : sharedLength(ways, before, sample);
    for (; shared < depth; shared++) open[shared + 1] = add(open[shared]!, rows[offsets[sample]! + shared]!);
    const node = open[depth]!;
    [Math.max(Math.abs(total), Math.abs(base)), total, base].forEach((weight, i) =>
      sums[i]!.set(node, sums[i]!.get(node) + weight),
    );
    before = sample;
  }
  const [width, total, base] = sums.map((sum) => sum.finish()) as [Float64Array, Float64Array, Float64Array];
  return { parent: parent.finish(), frame: frame.finish(), width, total, base };
}

/** The frames of sample s, in the order of the tree, are positions offsets[s] to offsets[s+1] of `rows`. */
interface Ways {
  readonly rows: Int32Array;
  readonly offsets: Uint32Array;
}

function waysOf({ samples }: Profile, frames: Frames, inverted: boolean): Ways {
  const { length, stackOffsets, stacks } = samples;
  const rows = new Growable(Int32Array, Math.max(16, stacks.length));
  const offsets = new Uint32Array(length + 1);
  for (let sample = 0; sample < length; sample++) {
    const [from, to] = [stackOffsets[sample]!, stackOffsets[sample + 1]!];
    for (let i = 0; i < to - from; i++) {
      const location = stacks[inverted ? from + i : to - 1 - i]!;
      const [first, end] = [frames.offsets[location]!, frames.offsets[location + 1]!];
      for (let k = 0; k < end - first; k++) rows.push(frames.rows[inverted ? first + k : end - 1 - k]!);
    }
    offsets[sample + 1] = rows.length;
  }
  return { rows: rows.finish(), offsets };
}

/** Samples by their ways; one comes before those that go on from it. */
function sortedWays(ways: Ways): Uint32Array {
  const { rows, offsets } = ways;
  const order = Uint32Array.from({ length: offsets.length - 1 }, (_, sample) => sample);
  return order.sort((a, b) => {
    const shared = sharedLength(ways, a, b);
    const [atA, atB] = [offsets[a]! + shared, offsets[b]! + shared];
    const oneEnds = atA === offsets[a + 1]! || atB === offsets[b + 1]!;
    return oneEnds ? lengthOf(ways, a) - lengthOf(ways, b) : rows[atA]! - rows[atB]!;
  });
}

function sharedLength({ rows, offsets }: Ways, a: number, b: number): number {
  const [fromA, fromB] = [offsets[a]!, offsets[b]!];
  const most = Math.min(offsets[a + 1]! - fromA, offsets[b + 1]! - fromB);
  let shared = 0;
  while (shared < most && rows[fromA + shared] === rows[fromB + shared]) shared++;
  return shared;
}

function lengthOf({ offsets }: Ways, sample: number): number {
  return offsets[sample + 1]! - offsets[sample]!;
}

function inOrder(grown: Grown, names: readonly string[], compared: boolean): FlameTree {
  addUp(grown);
  const length = grown.parent.length;
  const children = childrenOf(grown, names);
  const order = new Int32Array(length);
  const parent = new Int32Array(length).fill(-1);
  const firstChild = new Uint32Array(length + 1);
  const start = new Float64Array(length);
  const levels = [0, 1];
  let count = 1;
  for (let node = 0; node < length; node++) {
    if (node === levels.at(-1)) levels.push(count);
    firstChild[node] = count;
    let left = start[node]!;
    const old = order[node]!;
    for (let at = children.offsets[old]!; at < children.offsets[old + 1]!; at++) {
      order[count] = children.nodes[at]!;
      parent[count] = node;
      start[count] = left;
      left += grown.width[order[count]!]!;
      count++;
    }
  }
  firstChild[length] = count;
  return {
    length,
    parent,
    firstChild,
    levels: Uint32Array.from(levels),
    frame: reordered(grown.frame, order, new Int32Array(length)),
    start,
    width: reordered(grown.width, order, new Float64Array(length)),
    total: reordered(grown.total, order, new Float64Array(length)),
    base: compared ? reordered(grown.base, order, new Float64Array(length)) : new Float64Array(0),
    names,
  };
}

function reordered<Column extends Int32Array | Float64Array>(from: Column, order: Int32Array, into: Column): Column {
  for (let at = 0; at < order.length; at++) into[at] = from[order[at]!]!;
  return into;
}

/** From what ends in a node to what goes through it. */
function addUp({ parent, width, total, base }: Grown): void {
  for (const column of [width, total, base]) {
    for (let node = parent.length - 1; node > 0; node--) column[parent[node]!]! += column[node]!;
  }
}

/** Children by parent, widest first; equal ones by name, so that a tree is the same each time. */
function childrenOf(
  { parent, frame, width }: Grown,
  names: readonly string[],
): { readonly nodes: Int32Array; readonly offsets: Uint32Array } {
  const offsets = new Uint32Array(parent.length + 1);
  for (let node = 1; node < parent.length; node++) offsets[parent[node]! + 1]!++;
  for (let node = 0; node < parent.length; node++) offsets[node + 1]! += offsets[node]!;
  const next = offsets.slice();
  const nodes = new Int32Array(parent.length);
  for (let node = 1; node < parent.length; node++) nodes[next[parent[node]!]!++] = node;
  const byName = (a: number, b: number): number => compareText(names[frame[a]!]!, names[frame[b]!]!);
  const widest = (a: number, b: number): number => width[b]! - width[a]! || byName(a, b) || frame[a]! - frame[b]!;
  for (let node = 0; node < parent.length; node++) {
    const [from, to] = [offsets[node]!, offsets[node + 1]!];
    if (to - from > 1) nodes.subarray(from, to).sort(widest);
  }
  return { nodes, offsets };
}
