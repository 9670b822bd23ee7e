import { NO_PROC, NO_THREAD } from "../base/indices.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { ProcState, SpanState } from "../model/vocabulary.ts";
import { spanReason } from "./accounting.ts";
import { eachGoroutine, firstSpanIn } from "./scope.ts";

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
  const { spans, goroutines } = trace;
  const inWindow = (span: number): boolean => spans.start[span]! > scope.from && spans.start[span]! <= scope.to;
  const counts = { starts: 0, taken: 0, moved: 0, blocked: 0, syscalls: 0, syscallsBlocked: 0 };
  const stops = new Float64Array(spans.reasons.length);
  const reasonRow = new Int32Array(spans.reasons.length).fill(-1);
  eachGoroutine(trace, scope, (goroutine) => {
    const first = goroutines.spanOffsets[goroutine]!;
    const end = goroutines.spanOffsets[goroutine + 1]!;
    const begin = firstSpanIn(trace, goroutine, scope.from);
    let lastProc = procBefore(trace, first, begin);
    for (let span = begin; span < end && spans.start[span]! <= scope.to; span++) {
      const before = span === first ? -1 : spans.state[span - 1]!;
      const here = before !== -1 && inWindow(span);
      switch (spans.state[span] as SpanState) {
        case SpanState.Running:
          if (here && before === SpanState.Runnable) {
            counts.starts++;
            if (spans.proc[span - 1]! >= 0 && spans.proc[span - 1] !== spans.proc[span]) counts.taken++;
            if (lastProc >= 0 && lastProc !== spans.proc[span]) counts.moved++;
          }
          lastProc = spans.proc[span]!;
          break;
        case SpanState.Runnable:
          if (!here || before !== SpanState.Running) break;
          stops[spans.reason[span]!]!++;
          reasonRow[spans.reason[span]!] = span;
          break;
        case SpanState.Waiting:
          if (here) counts.blocked++;
          break;
        case SpanState.Syscall:
          if (here) counts.syscalls++;
          break;
        case SpanState.SyscallBlocked:
          if (here) counts.syscallsBlocked++;
      }
    }
  });
  const byReason = Array.from(stops, (count, row) => ({
    reason: count > 0 ? spanReason(trace, reasonRow[row]!) : "",
    count,
  }));
  const countOf = (name: string): number => byReason.find(({ reason }) => reason === name)?.count ?? 0;
  return {
    ...counts,
    preempted: countOf(PREEMPTED),
    yielded: countOf(YIELDED),
    stoppedOtherwise: byReason.filter(({ reason, count }) => count > 0 && reason !== PREEMPTED && reason !== YIELDED),
    handOffs: handOffs(trace, scope),
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
