import type { Trace } from "../model/trace.ts";
import { rangeEnd, type GcIndex } from "./gc-index.ts";
import { Style } from "./style.ts";

type Emit = (start: number, end: number, style: number, row: number, range: number) => void;

/** Row of the GC track that shows mark phases, and the one that shows stop-the-world pauses. */
export const MARK_ROW = 0;
export const PAUSE_ROW = 1;

/**
 * Mark phases and pauses in a window. Each is at least a pixel wide; those that would lie on the same pixels become one
 * rectangle, which stands for all of them. O(those in the window + log of all) where few share pixels.
 */
export function gcRectangles(
  trace: Trace,
  index: GcIndex,
  from: number,
  to: number,
  nsPerPixel: number,
  emit: Emit,
): void {
  emitRow(trace, index.marks, index.markReach, from, to, nsPerPixel, Style.GCMark, MARK_ROW, emit);
  emitRow(trace, index.pauses, index.pauseReach, from, to, nsPerPixel, Style.StopTheWorld, PAUSE_ROW, emit);
}

function emitRow(
  trace: Trace,
  rows: Int32Array,
  reach: Float64Array,
  from: number,
  to: number,
  least: number,
  style: number,
  row: number,
  emit: Emit,
): void {
  let start = 0;
  let end = -Infinity;
  let ref = -1;
  const flush = (): void => {
    if (end > from && start < to) emit(start, end, style, row, ref);
  };
  for (let i = firstToDraw(trace, rows, reach, from, least); i < rows.length; i++) {
    const range = rows[i]!;
    const begin = trace.ranges.start[range]!;
    if (begin >= to && begin >= end) break;
    const stop = Math.max(rangeEnd(trace, range), begin + least);
    if (begin < end) {
      end = Math.max(end, stop);
      ref = -1;
      continue;
    }
    flush();
    start = begin;
    end = stop;
    ref = range;
  }
  flush();
}

/** The first range that reaches into a window, or shares pixels with those that do; `reach` is that of the index. */
function firstToDraw({ ranges }: Trace, rows: Int32Array, reach: Float64Array, from: number, least: number): number {
  const reaches = (i: number, time: number): boolean => reach[i]! > time || ranges.start[rows[i]!]! + least > time;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reaches(middle, from)) high = middle;
    else low = middle + 1;
  }
  while (low > 0 && low < rows.length && reaches(low - 1, ranges.start[rows[low]!]!)) low--;
  return low;
}
