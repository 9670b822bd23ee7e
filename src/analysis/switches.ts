import { NO_PROC, NO_THREAD, type StringIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { ProcState, SPAN_STATE_NAMES, SpanState } from "../model/vocabulary.ts";
import { collect, type Collector } from "./collect.ts";
import { firstSpanIn } from "./scope.ts";

/** How goroutines came to and left their procs in a window. */
export interface Switches {
  /** A goroutine began to run after it had been runnable. */
  readonly starts: number;
  /** Of those, it was on another proc than the one it was made runnable on: another proc took it. */
  readonly taken: number;
  /** Of those, it was on another proc than the one it ran on before. */
  readonly moved: number;
  /** A goroutine stopped running though it could go on, by what the trace says of it. */
  readonly preempted: number;
  readonly yielded: number;
  readonly stoppedOtherwise: readonly { readonly reason: string; readonly count: number }[];
  /** A goroutine blocked; went into a syscall; lost its proc in one. */
  readonly blocked: number;
  readonly syscalls: number;
  readonly syscallsBlocked: number;
  /** A proc went to another thread than the one that held it before. */
  readonly handOffs: number;
}

/** How traces call it, of every version. */
const PREEMPTED = "preempted";
const YIELDED = "runtime.Gosched";

/** Counts what begins in (from, to]; procs' hand-offs whatever the goroutines. One pass over the spans in scope. */
export function switches(trace: Trace, scope: Scope): Switches {
  return collect(trace, scope, switchesCollector(trace, scope));
}

export function switchesCollector(trace: Trace, scope: Scope): Collector<Switches> {
  const { spans, goroutines } = trace;
  const { start, state, proc, reason } = spans;
  const counts = { starts: 0, taken: 0, moved: 0 };
  /** How many spans in each state began. */
  const began = new Float64Array(SPAN_STATE_NAMES.length);
  const stops = new Float64Array(spans.reasons.length);
  return {
    visit(goroutine) {
      const first = goroutines.spanOffsets[goroutine]!;
      const begin = firstSpanIn(trace, goroutine, scope.from);
      const last = binarySearchLast(start, scope.to, begin, goroutines.spanOffsets[goroutine + 1]);
      let lastProc = procBefore(trace, first, begin);
      // A goroutine's first span is no switch, nor is what began before the window.
      for (let span = begin; span <= last; span++) {
        const now = state[span]!;
        if (span > first && start[span]! > scope.from) {
          const before = state[span - 1]!;
          began[now]!++;
          if (now === SpanState.Running && before === SpanState.Runnable) {
            counts.starts++;
            if (proc[span - 1]! >= 0 && proc[span - 1] !== proc[span]) counts.taken++;
            if (lastProc >= 0 && lastProc !== proc[span]) counts.moved++;
          } else if (now === SpanState.Runnable && before === SpanState.Running) stops[reason[span]!]!++;
        }
        if (now === SpanState.Running) lastProc = proc[span]!;
      }
    },
    finish: () => ({
      ...counts,
      ...stopsByReason(trace, stops),
      blocked: began[SpanState.Waiting]!,
      syscalls: began[SpanState.Syscall]!,
      syscallsBlocked: began[SpanState.SyscallBlocked]!,
      handOffs: handOffs(trace, scope),
    }),
  };
}

/** `stops`: how often a goroutine stopped running though it could go on, by row of `spans.reasons`. */
function stopsByReason(
  { spans, symbols }: Trace,
  stops: Float64Array,
): Pick<Switches, "preempted" | "yielded" | "stoppedOtherwise"> {
  const byReason = Array.from(stops, (count, row) => ({
    reason: symbols.strings.get(spans.reasons[row] as StringIndex),
    count,
  }));
  const countOf = (name: string): number =>
    byReason.reduce((sum, { reason, count }) => sum + (reason === name ? count : 0), 0);
  return {
    preempted: countOf(PREEMPTED),
    yielded: countOf(YIELDED),
    stoppedOtherwise: byReason.filter(({ reason, count }) => count > 0 && reason !== PREEMPTED && reason !== YIELDED),
  };
}

/** The proc that a goroutine ran on last before one of its spans, or -1. */
function procBefore({ spans }: Trace, first: number, span: number): number {
  for (let earlier = span - 1; earlier >= first; earlier--) {
    if (spans.state[earlier] === SpanState.Running) return spans.proc[earlier]!;
  }
  return NO_PROC;
}

function handOffs(trace: Trace, { from, to }: Scope): number {
  const { procs } = trace;
  let count = 0;
  for (let proc = 0; proc < procs.length; proc++) {
    let thread: number = NO_THREAD;
    for (let row = procs.stateOffsets[proc]!; row < procs.stateOffsets[proc + 1]!; row++) {
      if (procs.state[row] !== ProcState.Running) continue;
      const isOther = thread !== NO_THREAD && thread !== procs.stateThread[row];
      if (isOther && procs.stateStart[row]! > from && procs.stateStart[row]! <= to) count++;
      thread = procs.stateThread[row]!;
    }
  }
  return count;
}
