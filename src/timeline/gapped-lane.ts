import { binarySearchLast } from "../base/search.ts";
import { NOTHING, type Lane, type Pieces } from "./lane.ts";

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

/** Lays stretches beside each other: of those that overlap the one that began last is seen. O(n log n). */
export function flatten(list: readonly Stretch[]): Stretches {
  const order = list.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || b.end - a.end);
  const out: { start: number; end: number; of: Stretch }[] = [];
  const open: Stretch[] = [];
  let at = 0;
  const advance = (to: number): void => {
    for (let top = open.at(-1); top !== undefined && at < to; top = open.at(-1)) {
      const stop = Math.min(to, top.end);
      if (stop > at) out.push({ start: at, end: stop, of: top });
      at = Math.max(at, stop);
      if (top.end > to) break;
      open.pop();
    }
    at = Math.max(at, to);
  };
  for (const stretch of order) {
    advance(stretch.start);
    open.push(stretch);
  }
  advance(Infinity);
  return {
    start: Float64Array.from(out, ({ start }) => start),
    end: Float64Array.from(out, ({ end }) => end),
    style: Uint8Array.from(out, ({ of }) => of.style),
    ref: Int32Array.from(out, ({ of }) => of.ref),
  };
}
