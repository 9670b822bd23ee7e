import { Growable } from "../base/growable.ts";
import type { SpanIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import { sortRuns } from "../base/sort-runs.ts";
import type { Scope } from "../model/scope.ts";
import { spanOwner, type Trace } from "../model/trace.ts";
import { ProcState } from "../model/vocabulary.ts";
import type { Waits } from "./waits.ts";

/** Waits to run during which a proc was idle: work that could have been done, and was not. */
export interface IdleWhileWaiting {
  /** Time of waits that passed while at least one proc was idle, all added up, ns. */
  readonly ns: number;
  readonly waits: number;
  /** The wait with the most of it: rows of the goroutine and of the span table; -1 where there is none. */
  readonly worst: { readonly goroutine: number; readonly span: number; readonly ns: number };
}

/** Waits shorter than this are what it takes to wake a thread, and no sign of anything. */
const LONG_WAIT_NS = 100_000;

/** Counts the waits of 100 µs and more, each as far as it lies in the scope's window. Costs the procs' states. */
export function idleWhileWaiting(trace: Trace, scope: Scope, waits: Waits): IdleWhileWaiting {
  const { start } = trace.spans;
  const idle = idleTimes(trace);
  let sum = 0;
  let count = 0;
  let worst = { row: -1, ns: 0 };
  for (let row = 0; row < waits.length; row++) {
    const wait = waits.ns[row]!;
    if (wait < LONG_WAIT_NS) continue;
    const ran = start[waits.span[row]! + 1]!;
    const ns = idle.until(ran) - idle.until(Math.max(scope.from, ran - wait));
    if (ns < LONG_WAIT_NS) continue;
    sum += ns;
    count++;
    if (ns > worst.ns) worst = { row, ns };
  }
  const span = waits.span[worst.row] ?? -1;
  const goroutine = span === -1 ? -1 : spanOwner(trace, span as SpanIndex);
  return { ns: sum, waits: count, worst: { goroutine, span, ns: worst.ns } };
}

interface IdleTimes {
  until(time: number): number;
}

/** How long, up to a time, at least one proc was idle. */
function idleTimes(trace: Trace): IdleTimes {
  const { length, stateOffsets, stateStart, state } = trace.procs;
  const starts = new Growable(Float64Array);
  const ends = new Growable(Float64Array);
  for (let proc = 0; proc < length; proc++) {
    const last = stateOffsets[proc + 1]!;
    for (let row = stateOffsets[proc]!; row < last; row++) {
      if (state[row] !== ProcState.Idle) continue;
      starts.push(stateStart[row]!);
      ends.push(row + 1 < last ? stateStart[row + 1]! : trace.durationNs);
    }
  }
  const union = unionOf(ascending(starts.finish()), ascending(ends.finish()));
  return {
    until(time) {
      const at = binarySearchLast(union.start, time);
      return at === -1 ? 0 : union.before[at]! + Math.min(time, union.end[at]!) - union.start[at]!;
    },
  };
}

/** Times that ascend proc by proc, all in one order. */
function ascending(times: Float64Array): Float64Array {
  const rows = new Int32Array(times.length);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  sortRuns(rows, times);
  const out = new Float64Array(times.length);
  for (let i = 0; i < rows.length; i++) out[i] = times[rows[i]!]!;
  return out;
}

/** What stretches of time cover together, in order and apart, and how much time is covered before each. */
function unionOf(
  starts: Float64Array,
  ends: Float64Array,
): { start: Float64Array; end: Float64Array; before: Float64Array } {
  const start = new Growable(Float64Array);
  const end = new Growable(Float64Array);
  const before = new Growable(Float64Array);
  let covered = 0;
  for (let first = 0; first < starts.length;) {
    // As many stretches have ended as begun only where none is open.
    let last = first;
    while (last + 1 < starts.length && starts[last + 1]! <= ends[last]!) last++;
    start.push(starts[first]!);
    end.push(ends[last]!);
    before.push(covered);
    covered += ends[last]! - starts[first]!;
    first = last + 1;
  }
  return { start: start.finish(), end: end.finish(), before: before.finish() };
}
