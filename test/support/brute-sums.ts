/** Sums over all pieces of tracks. Slow, and plain enough to be believed. */
import type { Trace } from "../../src/model/trace.ts";
import type { Piece } from "./brute-pixels.ts";
import { goroutinePieces } from "./trace-pieces.ts";

/** How long pieces last between two times. */
export function busyBetween(pieces: readonly Piece[], from: number, to: number): number {
  let sum = 0;
  for (const { start, end } of pieces) if (start < to && end > from) sum += Math.min(to, end) - Math.max(from, start);
  return sum;
}

/** How many goroutines are in each style, on average over any time. */
export class StateCounts {
  readonly #end: number;
  /** Of each style: when pieces begin, and when they end. */
  readonly #starts: readonly Sorted[];
  readonly #ends: readonly Sorted[];

  constructor(trace: Trace, styles: readonly number[]) {
    this.#end = trace.durationNs;
    const pieces = Array.from({ length: trace.goroutines.length }, (_, g) => goroutinePieces(trace, g)).flat();
    const of = (style: number): Piece[] => pieces.filter((piece) => piece.style === style);
    this.#starts = styles.map((style) => new Sorted(of(style).map(({ start }) => start)));
    this.#ends = styles.map((style) => new Sorted(of(style).map(({ end }) => end)));
  }

  /** Heights of the stack of styles from its foot, 0 first, in each column of `width` ns that touches a time. */
  stacks(from: number, to: number, width: number): number[][] {
    const first = Math.floor(from / width);
    return Array.from({ length: Math.max(1, Math.ceil(to / width) - first) }, (_, i) =>
      this.#stack((first + i) * width, Math.min(this.#end, (first + i + 1) * width)),
    );
  }

  #stack(from: number, to: number): number[] {
    const heights = [0];
    for (const [style, starts] of this.#starts.entries()) {
      const ns = starts.since(to) - starts.since(from) - this.#ends[style]!.since(to) + this.#ends[style]!.since(from);
      heights.push(heights.at(-1)! + ns / Math.max(1, to - from));
    }
    return heights;
  }
}

/** Times in order, and their sums. */
class Sorted {
  readonly #times: Float64Array;
  readonly #sums: Float64Array;

  constructor(times: readonly number[]) {
    this.#times = Float64Array.from(times).sort();
    this.#sums = new Float64Array(times.length + 1);
    this.#times.forEach((time, i) => (this.#sums[i + 1] = this.#sums[i]! + time));
  }

  /** How long ago those before a time are, all together. */
  since(time: number): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low * time - this.#sums[low]!;
  }
}
