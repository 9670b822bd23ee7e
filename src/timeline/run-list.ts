import { binarySearchLast } from "../base/search.ts";
import type { Trace } from "../model/trace.ts";

/** A stretch of a list of spans. */
export interface RunSlice {
  readonly list: Int32Array;
  readonly first: number;
  readonly count: number;
}

/**
 * Goroutine spans in order of start, as stretches of lists that are there already: what ran on a thread lies in the lists of
 * the procs that it held. Some bytes a stretch, however long it is.
 */
export class RunList {
  readonly length: number;
  readonly #lists: readonly Int32Array[];
  readonly #list: Uint8Array;
  readonly #first: Int32Array;
  /** Where each stretch begins in this list, and its end. */
  readonly #offsets: Uint32Array;

  /** The stretches' lists are few: at most 255. */
  constructor(slices: readonly RunSlice[]) {
    this.#lists = [...new Set(slices.map(({ list }) => list))];
    this.#list = Uint8Array.from(slices, ({ list }) => this.#lists.indexOf(list));
    this.#first = Int32Array.from(slices, ({ first }) => first);
    this.#offsets = new Uint32Array(slices.length + 1);
    slices.forEach(({ count }, i) => (this.#offsets[i + 1] = this.#offsets[i]! + count));
    this.length = this.#offsets[slices.length]!;
  }

  /** The span of a run; O(log stretches). */
  at(run: number): number {
    const slice = this.sliceOf(run);
    return this.#lists[this.#list[slice]!]![this.#first[slice]! + run - this.#offsets[slice]!]!;
  }

  /** The stretch that a run is in. */
  sliceOf(run: number): number {
    return this.#first.length === 1 ? 0 : binarySearchLast(this.#offsets, run, 0, this.#first.length);
  }

  /** One past the last run of a stretch. */
  sliceEnd(slice: number): number {
    return this.#offsets[slice + 1]!;
  }

  /** The list that a stretch is of, from its first span on. */
  sliceFrom(slice: number): Int32Array {
    const first = this.#first[slice]!;
    const count = this.#offsets[slice + 1]! - this.#offsets[slice]!;
    return this.#lists[this.#list[slice]!]!.subarray(first, first + count);
  }
}

export function runsOfProc({ procs: { run, runOffsets } }: Trace, proc: number): RunList {
  const first = runOffsets[proc]!;
  return new RunList([{ list: run, first, count: runOffsets[proc + 1]! - first }]);
}
