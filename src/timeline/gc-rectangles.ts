import type { Trace } from "../model/trace.ts";
import { rangeEnd, type GcIndex } from "./gc-index.ts";
import { Style } from "./style.ts";

type Emit = (start: number, end: number, style: number, row: number, range: number) => void;

/** Row of the GC track that shows mark phases, and the one that shows stop-the-world pauses. */
export const MARK_ROW = 0;
export const PAUSE_ROW = 1;

/**
 * Mark phases and pauses in a window. Each is at least a pixel wide; those that would lie on the same pixels become one
 * rectangle, which stands for all of them. O(mark phases + pauses): there are few.
 */
export function gcRectangles(
  trace: Trace,
  index: GcIndex,
  from: number,
  to: number,
  nsPerPixel: number,
  emit: Emit,
): void {
  emitRow(trace, index.marks, from, to, nsPerPixel, Style.GCMark, MARK_ROW, emit);
  emitRow(trace, index.pauses, from, to, nsPerPixel, Style.StopTheWorld, PAUSE_ROW, emit);
}

function emitRow(
  trace: Trace,
  rows: Int32Array,
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
  for (const range of rows) {
    const begin = trace.ranges.start[range]!;
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
