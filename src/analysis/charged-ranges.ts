import { binarySearchLast } from "../base/search.ts";
import type { RangeTable, Trace } from "../model/trace.ts";

/** Ranges by the goroutine they are charged to. */
export interface ChargedRanges {
  /** Those of goroutine g are rows[offsets[g]] to rows[offsets[g + 1]]. */
  readonly offsets: Uint32Array;
  /** In the order they end; those that had not ended come last. */
  readonly rows: Int32Array;
  /** From when on each of `rows` counts, and from when on the first of it and of all of its goroutine behind it. */
  readonly since: Float64Array;
  readonly earliest: Float64Array;
}

export function chargedRanges(trace: Trace): ChargedRanges {
  const { charged, length } = trace.ranges;
  const offsets = new Uint32Array(trace.goroutines.length + 1);
  for (let row = 0; row < length; row++) if (charged[row]! >= 0) offsets[charged[row]! + 1]!++;
  for (let g = 0; g < trace.goroutines.length; g++) offsets[g + 1]! += offsets[g]!;
  const next = offsets.slice();
  const rows = new Int32Array(offsets[trace.goroutines.length]!);
  for (let row = 0; row < length; row++) if (charged[row]! >= 0) rows[next[charged[row]!]!++] = row;
  const since = Float64Array.from(rows, (row) => rangeSince(trace, trace.ranges, row));
  return { offsets, rows, since, earliest: earliestOf(offsets, since) };
}

function earliestOf(offsets: Uint32Array, since: Float64Array): Float64Array {
  const earliest = since.slice();
  for (let goroutine = offsets.length - 2; goroutine >= 0; goroutine--) {
    for (let i = offsets[goroutine + 1]! - 2; i >= offsets[goroutine]!; i--) {
      earliest[i] = Math.min(earliest[i]!, earliest[i + 1]!);
    }
  }
  return earliest;
}

/** The first of a goroutine's charged ranges that ends after a time, as position in `rows`. */
export function firstEndingAfter(
  trace: Trace,
  { offsets, rows }: ChargedRanges,
  goroutine: number,
  time: number,
): number {
  const { end } = trace.ranges;
  let low = offsets[goroutine]!;
  let high = offsets[goroutine + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (end[rows[middle]!]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * From when on a range counts against its goroutine: one that was found under way counts from the Sync before it was
 * seen (as in Go's summary).
 */
export function rangeSince(trace: Trace, ranges: RangeTable, row: number): number {
  const start = ranges.start[row]!;
  if (ranges.active[row] === 0) return start;
  return trace.syncs[binarySearchLast(trace.syncs, start)] ?? start;
}
