import type { Steps } from "../../base/steps.ts";
import { NO_SPAN, type GoroutineIndex, type ProcIndex, type SpanIndex } from "../../base/indices.ts";
import { goroutineEnd, type Trace } from "../../model/trace.ts";
import { ProcState, SPAN_STATE_NAMES, SpanState } from "../../model/vocabulary.ts";
import { GOROUTINE_STYLES, STATE_STYLE } from "../../timeline/goroutine-style.ts";
import { Style } from "../../timeline/style.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type { Overview } from "../protocol.ts";
import { goroutineRef, spanRef } from "./refs.ts";

/** Spans looked at in one step: a few ms. */
const STEP_SPANS = 1 << 18;

/** What stands out in the whole trace. One pass over all spans. */
export function* overviewOf(timeline: Timeline): Steps<Overview> {
  const { trace, reasonStyles } = timeline;
  const { start, state, reason, proc } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  const ns = new Float64Array(GOROUTINE_STYLES);
  const stateStyles = STATE_STYLE;
  let procBusyNs = 0;
  let longest = -1;
  let longestSpan: number = NO_SPAN;
  let longestGoroutine = 0;
  let stepEnd = STEP_SPANS;
  for (let goroutine = 0; goroutine < trace.goroutines.length; goroutine++) {
    const last = spanOffsets[goroutine + 1]!;
    if (last > stepEnd) {
      yield;
      stepEnd = last + STEP_SPANS;
    }
    const ends = goroutineEnd(trace, goroutine as GoroutineIndex);
    for (let span = spanOffsets[goroutine]!; span < last; span++) {
      const length = (span + 1 < last ? start[span + 1]! : ends) - start[span]!;
      const now = state[span]!;
      ns[now === SpanState.Waiting ? reasonStyles[reason[span]!]! : stateStyles[now]!]! += length;
      if ((now === SpanState.Running || now === SpanState.Syscall) && proc[span]! >= 0) procBusyNs += length;
      else if (now === SpanState.Runnable && length > longest) {
        longest = length;
        longestSpan = span;
        longestGoroutine = goroutine;
      }
    }
  }
  const times = Array.from(ns, (sum, style) => ({ state: stateOf(style), style, ns: sum })).filter((row) => row.ns > 0);
  const owner = longestGoroutine as GoroutineIndex;
  return {
    times,
    goroutineNs: times.reduce((sum, row) => sum + row.ns, 0),
    procBusyNs,
    procNs: procTime(trace),
    longestRunnable:
      longestSpan === NO_SPAN
        ? undefined
        : { ...spanRef(timeline, owner, longestSpan as SpanIndex), goroutine: goroutineRef(trace, owner) },
  };
}

const STATE_OF: Readonly<Record<number, SpanState>> = {
  [Style.Running]: SpanState.Running,
  [Style.Runnable]: SpanState.Runnable,
  [Style.Syscall]: SpanState.Syscall,
  [Style.SyscallBlocked]: SpanState.SyscallBlocked,
};

function stateOf(style: number): string {
  return SPAN_STATE_NAMES[STATE_OF[style] ?? SpanState.Waiting];
}

/** How long procs existed, all together. */
function procTime(trace: Trace): number {
  let ns = 0;
  for (let proc = 0; proc < trace.procs.length; proc++) ns += existence(trace, proc as ProcIndex);
  return ns;
}

function existence(trace: Trace, proc: ProcIndex): number {
  const { stateOffsets, stateStart, state } = trace.procs;
  const last = stateOffsets[proc + 1]!;
  let ns = 0;
  for (let row = stateOffsets[proc]!; row < last; row++) {
    if (state[row] !== ProcState.NotExist)
      ns += (row + 1 < last ? stateStart[row + 1]! : trace.durationNs) - stateStart[row]!;
  }
  return ns;
}
