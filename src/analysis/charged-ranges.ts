import { binarySearchLast } from "../base/search.ts";
import type { RangeTable, Trace } from "../model/trace.ts";

/** Ranges by the goroutine they are charged to. */
export interface ChargedRanges {
  /** Those of goroutine g are rows[offsets[g]] to rows[offsets[g + 1]]. */
  readonly offsets: Uint32Array;
  readonly rows: Int32Array;
}

export function chargedRanges(trace: Trace): ChargedRanges {
  const { charged, length } = trace.ranges;
  const offsets = new Uint32Array(trace.goroutines.length + 1);
  for (let row = 0; row < length; row++) if (charged[row]! >= 0) offsets[charged[row]! + 1]!++;
  for (let g = 0; g < trace.goroutines.length; g++) offsets[g + 1]! += offsets[g]!;
  const next = offsets.slice();
  const rows = new Int32Array(offsets[trace.goroutines.length]!);
  for (let row = 0; row < length; row++) if (charged[row]! >= 0) rows[next[charged[row]!]!++] = row;
  return { offsets, rows };
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
