import type { StringIndex } from "../base/indices.ts";
import type { Trace } from "../model/trace.ts";
import { RANGE_GC_MARK, RANGE_STW_PREFIX } from "../model/vocabulary.ts";

/** Rows of the range table, by start. */
export interface GcIndex {
  readonly marks: Int32Array;
  readonly pauses: Int32Array;
  /** For each pause the mark phase (index into `marks`) of the GC cycle it belongs to, or -1. */
  readonly cycleOf: Int32Array;
  /** For each mark phase, and each pause, when it and all before it have ended. */
  readonly markReach: Float64Array;
  readonly pauseReach: Float64Array;
}

/** Finds mark phases and stop-the-world pauses of every kind. */
export function indexGc(trace: Trace): GcIndex {
  const { ranges, symbols } = trace;
  const marks: number[] = [];
  const pauses: number[] = [];
  for (let row = 0; row < ranges.length; row++) {
    const name = symbols.strings.get(ranges.name[row]! as StringIndex);
    if (name === RANGE_GC_MARK) marks.push(row);
    else if (name.startsWith(RANGE_STW_PREFIX)) pauses.push(row);
  }
  const byStart = (a: number, b: number): number => ranges.start[a]! - ranges.start[b]!;
  marks.sort(byStart);
  pauses.sort(byStart);
  return {
    marks: Int32Array.from(marks),
    pauses: Int32Array.from(pauses),
    cycleOf: assignCycles(trace, marks, pauses),
    markReach: reachOf(trace, marks),
    pauseReach: reachOf(trace, pauses),
  };
}

function reachOf(trace: Trace, rows: readonly number[]): Float64Array {
  let reach = 0;
  return Float64Array.from(rows, (row) => (reach = Math.max(reach, rangeEnd(trace, row))));
}

/** A range's end; the trace's, where it had not ended. */
export function rangeEnd(trace: Trace, range: number): number {
  const end = trace.ranges.end[range]!;
  return Number.isNaN(end) ? trace.durationNs : end;
}

/**
 * A cycle has a pause for sweep termination, shortly before which or within which its mark phase begins, and a pause
 * (rarely several) for mark termination, which begins while the mark phase lasts. Both overlap the mark phase of their
 * own cycle and of no other.
 */
function assignCycles(trace: Trace, marks: readonly number[], pauses: readonly number[]): Int32Array {
  const { ranges, symbols } = trace;
  const cycleOf = new Int32Array(pauses.length).fill(-1);
  let begun = -1;
  pauses.forEach((row, index) => {
    while (begun + 1 < marks.length && ranges.start[marks[begun + 1]!]! <= rangeEnd(trace, row)) begun++;
    const name = symbols.strings.get(ranges.name[row]! as StringIndex);
    if (!name.includes("GC sweep termination") && !name.includes("GC mark termination")) return;
    if (begun !== -1 && ranges.start[row]! <= rangeEnd(trace, marks[begun]!)) cycleOf[index] = begun;
  });
  return cycleOf;
}
