import { Growable } from "../base/growable.ts";
import { binarySearchLast } from "../base/search.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import { sortRuns } from "../base/sort-runs.ts";
import { NOTHING, type Lane, type Pieces } from "./lane.ts";

const STRETCHES_PER_STEP = 4096;

/** Stretches of time in order that do not overlap, as columns. */
export interface Stretches {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly style: Uint8Array;
  /** What each stands for. */
  readonly ref: Int32Array;
}

/** Stretches with nothing between them: entries 1, 3, 5 … are stretches, those between are the gaps. */
export class GappedLane implements Lane {
  readonly length: number;
  readonly pieces: number;
  readonly palette: readonly number[];
  readonly important: readonly number[];
  readonly background = NOTHING;
  readonly #stretches: Stretches;
  readonly #until: number;

  /** `palette`: all styles that occur, at most 15; each of them is seen however short it is. Ends at `until`, ns. */
  constructor(stretches: Stretches, palette: readonly number[], until: number) {
    this.#stretches = stretches;
    this.#until = Math.max(until, stretches.end.at(-1) ?? 0);
    this.palette = palette;
    this.important = palette.map((style) => 1 << style);
    this.pieces = stretches.start.length;
    this.length = this.pieces * 2 + 1;
  }

  start(entry: number): number {
    const { start, end } = this.#stretches;
    if (entry === 0) return 0;
    if (entry >= this.length) return this.#until;
    const row = (entry - 1) >> 1;
    return (entry & 1) === 1 ? start[row]! : end[row]!;
  }

  style(entry: number): number {
    return (entry & 1) === 0 ? NOTHING : this.#stretches.style[(entry - 1) >> 1]!;
  }

  ref(entry: number): number {
    return (entry & 1) === 0 ? -1 : this.#stretches.ref[(entry - 1) >> 1]!;
  }

  feed(from: number, to: number, pieces: Pieces): void {
    const { start, end, style } = this.#stretches;
    for (let row = Math.max(0, binarySearchLast(start, from)); row < start.length && start[row]! < to; row++) {
      const begin = Math.max(from, start[row]!);
      const stop = Math.min(to, end[row]!);
      if (stop > begin) pieces.piece(begin, stop, style[row]!, row * 2 + 1);
    }
  }
}

/** A stretch that may overlap others. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly style: number;
  readonly ref: number;
}

/** Lays stretches beside each other; see `flattenSteps`. */
export function flatten(list: readonly Stretch[]): Stretches {
  return inOneGo(flattenSteps(list));
}

/** Lays stretches beside each other: of those that overlap the one that began last is seen. O(n log n), O(n) where they come by start. */
export function* flattenSteps(list: readonly Stretch[]): Steps<Stretches> {
  const out = { start: new Growable(Float64Array), end: new Growable(Float64Array), of: new Growable(Int32Array) };
  const open: number[] = [];
  let at = 0;
  const advance = (to: number): void => {
    for (let top = open.at(-1); top !== undefined && at < to; top = open.at(-1)) {
      const { end } = list[top]!;
      const stop = Math.min(to, end);
      if (stop > at) {
        out.start.push(at);
        out.end.push(stop);
        out.of.push(top);
      }
      at = Math.max(at, stop);
      if (end > to) break;
      open.pop();
    }
    at = Math.max(at, to);
  };
  const rows = byStart(list);
  for (let i = 0; i < rows.length; i++) {
    if (i % STRETCHES_PER_STEP === 0) yield;
    advance(list[rows[i]!]!.start);
    open.push(rows[i]!);
  }
  advance(Infinity);
  const of = out.of.finish();
  const style = new Uint8Array(of.length);
  const ref = new Int32Array(of.length);
  for (let i = 0; i < of.length; i++) {
    style[i] = list[of[i]!]!.style;
    ref[i] = list[of[i]!]!.ref;
  }
  return { start: out.start.finish(), end: out.end.finish(), style, ref };
}

/** Rows of those that last, by start; of those that start together the longest first. */
function byStart(list: readonly Stretch[]): Int32Array {
  const start = new Float64Array(list.length);
  const rows = new Int32Array(list.length);
  let count = 0;
  for (let row = 0; row < list.length; row++) {
    start[row] = list[row]!.start;
    if (list[row]!.end > list[row]!.start) rows[count++] = row;
  }
  const sorted = rows.subarray(0, count);
  sortRuns(sorted, start);
  for (let first = 0; first < count;) {
    let end = first + 1;
    while (end < count && start[sorted[end]!] === start[sorted[first]!]) end++;
    if (end - first > 1) sorted.subarray(first, end).sort((a, b) => list[b]!.end - list[a]!.end || a - b);
    first = end;
  }
  return sorted;
}
