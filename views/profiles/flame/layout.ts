import type { FlameTree } from "../../../src/profile/flame-tree.ts";

/** A stretch of the tree's width; [0, width of the root) is all. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A node, or neighbours too narrow to be told apart (`node` is then -1), on the screen. x in whole device pixels, x0 < x1. */
export interface FlameBox {
  readonly node: number;
  readonly depth: number;
  readonly x0: number;
  readonly x1: number;
}

/** Narrower nodes, in device pixels, are drawn together with their neighbours. */
const NARROW = 1.5;

/**
 * The boxes of some levels, `first` to `last`, in a stretch that is `pixels` wide: at most one a pixel and level, from left
 * to right, none over another. What is narrower than half a pixel is there as far as it crosses a pixel's middle.
 * Costs a search for each pixel that narrow nodes take, and nothing for what lies beside the stretch.
 */
export function layout(
  tree: FlameTree,
  stretch: Stretch,
  pixels: number,
  first: number,
  last: number,
): readonly FlameBox[] {
  const boxes: FlameBox[] = [];
  const perPixel = (stretch.to - stretch.from) / pixels;
  const lowest = Math.min(last, tree.levels.length - 2);
  for (let depth = first; depth <= lowest; depth++) layoutLevel(tree, stretch.from, perPixel, pixels, depth, boxes);
  return boxes;
}

function layoutLevel(
  { start, width, levels }: FlameTree,
  from: number,
  perPixel: number,
  pixels: number,
  depth: number,
  boxes: FlameBox[],
): void {
  const end = levels[depth + 1]!;
  let node = firstEndingAfter(start, width, from, levels[depth]!, end);
  let free = 0;
  let merged = false;
  while (node < end) {
    const left = (start[node]! - from) / perPixel;
    if (left >= pixels) return;
    const right = left + width[node]! / perPixel;
    const x0 = Math.max(free, nearest(left));
    const x1 = Math.min(pixels, nearest(right));
    if (x1 <= x0) {
      // What ends before the middle of the next free pixel cannot be seen.
      node = firstEndingAfter(start, width, from + (x0 + 0.5) * perPixel, node + 1, end);
      continue;
    }
    const narrow = right - left < NARROW;
    const before = boxes.at(-1);
    if (narrow && merged && before !== undefined && before.depth === depth && before.x1 === x0) {
      boxes[boxes.length - 1] = { node: -1, depth, x0: before.x0, x1 };
    } else {
      boxes.push({ node, depth, x0, x1 });
    }
    merged = narrow;
    free = x1;
    node++;
  }
}

/** A half goes down: whoever begins in the middle of a pixel has it, as whoever ends there does not. */
function nearest(x: number): number {
  return Math.ceil(x - 0.5);
}

/** The node of a level whose part of the width holds a place, or -1. */
export function nodeAt({ start, width, levels }: FlameTree, depth: number, place: number): number {
  if (depth < 0 || depth > levels.length - 2) return -1;
  const end = levels[depth + 1]!;
  const node = firstEndingAfter(start, width, place, levels[depth]!, end);
  return node < end && start[node]! <= place ? node : -1;
}

/** How many levels lie above a node. */
export function depthOf({ levels }: FlameTree, node: number): number {
  let low = 0;
  let high = levels.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (levels[middle]! <= node) low = middle;
    else high = middle;
  }
  return low;
}

function firstEndingAfter(start: Float64Array, width: Float64Array, place: number, from: number, to: number): number {
  let low = from;
  let high = to;
  // Most often the next one is it: steps that double find near ones at once.
  for (let step = 1; low + step < high; step *= 2) {
    const at = low + step - 1;
    if (start[at]! + width[at]! > place) {
      high = at + 1;
      break;
    }
    low = at + 1;
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[middle]! + width[middle]! <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
