import { Growable } from "../base/growable.ts";
import { binarySearchLast } from "../base/search.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { ProcState } from "../model/vocabulary.ts";
import { eachWait } from "./scheduling-latency.ts";

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

/** Looks at waits of 100 µs and more that ended in the scope's window. One pass over its spans and the procs' states. */
export function idleWhileWaiting(trace: Trace, scope: Scope): IdleWhileWaiting {
  const idle = idleTimes(trace);
  let ns = 0;
  let waits = 0;
  let worst = { goroutine: -1, span: -1, ns: 0 };
  eachWait(trace, scope, (goroutine, span, wait, ran) => {
    if (wait < LONG_WAIT_NS) return;
    const wasted = idle.until(ran) - idle.until(Math.max(scope.from, ran - wait));
    if (wasted < LONG_WAIT_NS) return;
    ns += wasted;
    waits++;
    if (wasted > worst.ns) worst = { goroutine, span, ns: wasted };
  });
  return { ns, waits, worst };
}

/** How long, up to a time, at least one proc was idle. */
function idleTimes(trace: Trace): { until(time: number): number } {
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
  const union = unionOf(starts.finish().sort(), ends.finish().sort());
  return {
    until(time) {
      const at = binarySearchLast(union.start, time);
      return at === -1 ? 0 : union.before[at]! + Math.min(time, union.end[at]!) - union.start[at]!;
    },
  };
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
