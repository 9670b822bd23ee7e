import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES, SpanState } from "../model/vocabulary.ts";
import { chargedRanges, firstEndingAfter, type ChargedRanges } from "./charged-ranges.ts";

/**
 * Where goroutine time can go in a trace: one column for each state but blocked, one for each reason to be blocked, and
 * one for each kind of range. The states and reasons of a goroutine add up to its time; ranges overlap with them.
 */
export interface TimeColumn {
  readonly kind: "state" | "blocked" | "range";
  /** The state, the reason ("" where the trace does not say), or the range's name. */
  readonly name: string;
}

/** What accounting looks up; built once for a trace. */
export interface TimeIndex {
  readonly columns: readonly TimeColumn[];
  readonly charged: ChargedRanges;
  /** By row of the range table: its column. */
  readonly columnOfRange: Uint16Array;
  /** The column of a span in state s with reason r is at s * (number of reasons) + r. */
  readonly columnOfSpan: Uint16Array;
}

/** The columns of the states, in the order of SpanState, without blocked. */
export const RUNNING = 0;
export const RUNNABLE = 1;
export const SYSCALL = 2;
export const SYSCALL_BLOCKED = 3;
/** Blocked for reason r is column BLOCKED + r. */
export const BLOCKED = 4;

const COLUMN_OF_STATE: Readonly<Record<SpanState, number>> = {
  [SpanState.Running]: RUNNING,
  [SpanState.Runnable]: RUNNABLE,
  [SpanState.Waiting]: BLOCKED,
  [SpanState.Syscall]: SYSCALL,
  [SpanState.SyscallBlocked]: SYSCALL_BLOCKED,
};
const COLUMNS = Uint8Array.from(Object.values(SpanState), (state) => COLUMN_OF_STATE[state]);

export function timeIndex(trace: Trace): TimeIndex {
  const { ranges, spans, symbols } = trace;
  const states = [SpanState.Running, SpanState.Runnable, SpanState.Syscall, SpanState.SyscallBlocked];
  const columns: TimeColumn[] = states.map((state) => ({ kind: "state", name: SPAN_STATE_NAMES[state] }));
  for (const reason of spans.reasons)
    columns.push({ kind: "blocked", name: symbols.strings.get(reason as StringIndex) });
  const columnOfName = new Map<number, number>();
  const columnOfRange = new Uint16Array(ranges.length);
  for (let row = 0; row < ranges.length; row++) {
    if (ranges.charged[row]! < 0) continue;
    const name = ranges.name[row]!;
    let column = columnOfName.get(name);
    if (column === undefined) {
      column = columns.push({ kind: "range", name: symbols.strings.get(name as StringIndex) }) - 1;
      columnOfName.set(name, column);
    }
    columnOfRange[row] = column;
  }
  const columnOfSpan = Uint16Array.from({ length: COLUMNS.length * spans.reasons.length }, (_, i) => {
    const column = COLUMNS[Math.floor(i / spans.reasons.length)]!;
    return column === BLOCKED ? BLOCKED + (i % spans.reasons.length) : column;
  });
  return { columns, charged: chargedRanges(trace), columnOfRange, columnOfSpan };
}

/**
 * Adds to `sums`, a number for each column, what a goroutine did within [from, to], ns; tells how much time of that it
 * was there. A span is clipped to the window, so that parts of a window add up to it.
 */
export function addTimes(
  trace: Trace,
  index: TimeIndex,
  goroutine: GoroutineIndex,
  from: number,
  to: number,
  sums: Float64Array,
): number {
  const { start, state, reason } = trace.spans;
  const { columnOfSpan } = index;
  const reasons = trace.spans.reasons.length;
  const first = trace.goroutines.spanOffsets[goroutine]!;
  const last = trace.goroutines.spanOffsets[goroutine + 1]!;
  if (first === last) return 0;
  const end = Math.min(to, goroutineEnd(trace, goroutine));
  const begin = Math.max(from, start[first]!);
  if (end <= begin) return 0;
  let span = begin === start[first] ? first : binarySearchLast(start, begin, first, last);
  for (let at = begin; at < end; span++) {
    const next = span + 1 < last ? Math.min(end, start[span + 1]!) : end;
    // One look-up and no branch: which state it is, is as good as random from span to span.
    sums[columnOfSpan[state[span]! * reasons + reason[span]!]!]! += next - at;
    at = next;
  }
  addRanges(trace, index, goroutine, begin, end, sums);
  return end - begin;
}

function addRanges(
  trace: Trace,
  index: TimeIndex,
  goroutine: GoroutineIndex,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  const { ranges } = trace;
  const { offsets, rows, since, earliest } = index.charged;
  const last = offsets[goroutine + 1]!;
  for (let i = firstEndingAfter(trace, index.charged, goroutine, from); i < last && earliest[i]! < to; i++) {
    const row = rows[i]!;
    const rangeEnd = ranges.end[row]!;
    const ns = Math.min(to, Number.isNaN(rangeEnd) ? to : rangeEnd) - Math.max(from, since[i]!);
    if (ns > 0) sums[index.columnOfRange[row]!]! += ns;
  }
}
