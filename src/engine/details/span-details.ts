import { NO_GOROUTINE, NO_STACK, type GoroutineIndex, type SpanIndex } from "../../base/indices.ts";
import { spanOwner, type Trace } from "../../model/trace.ts";
import { SpanState } from "../../model/vocabulary.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type { SpanDetails, SpanRef } from "../protocol.ts";
import { checkRow, framesOf, goroutineRef, spanAt, spanRef, workAt } from "./refs.ts";

/** Everything about a span. Throws a RangeError for a row that there is not. */
export function describeSpan(timeline: Timeline, row: number): SpanDetails {
  const { trace, groups } = timeline;
  const { spans, goroutines, symbols } = trace;
  checkRow("span", row, spans.length);
  const span = row as SpanIndex;
  const goroutine = spanOwner(trace, span);
  const cause = causeOf(trace, goroutine, span);
  const waker = spans.waker.get(cause) as GoroutineIndex;
  const proc = spans.proc[span]!;
  const thread = spans.thread[span]!;
  const isFirst = span === goroutines.spanOffsets[goroutine];
  const isLast = span + 1 === goroutines.spanOffsets[goroutine + 1];
  return {
    ...spanRef(timeline, goroutine, span),
    goroutine: goroutineRef(trace, goroutine),
    group: groups.of[goroutine]!,
    proc,
    procId: proc === -1 ? undefined : symbols.procs.text(proc),
    threadId: thread === -1 ? undefined : symbols.threads.text(thread),
    stack: framesOf(trace, ownStack(trace, goroutine, span)),
    waker:
      waker === NO_GOROUTINE
        ? undefined
        : {
            ...goroutineRef(trace, waker),
            span: spanAt(trace, waker, spans.start[cause]!),
            at: spans.start[cause]!,
          },
    wakerStack: framesOf(trace, waker === NO_GOROUTINE ? NO_STACK : spans.stack[cause]!),
    previous: isFirst ? undefined : spanRef(timeline, goroutine, (span - 1) as SpanIndex),
    work: workAt(trace, goroutine, spans.start[span]!),
    next: isLast ? undefined : spanRef(timeline, goroutine, (span + 1) as SpanIndex),
  };
}

/** The nearest span of the goroutine after (1) or before (-1) this one that is in the same state for the same reason. O(spans between). */
export function spanAlike(timeline: Timeline, row: number, direction: 1 | -1): SpanRef | undefined {
  const { trace } = timeline;
  const { spans, goroutines } = trace;
  checkRow("span", row, spans.length);
  const goroutine = spanOwner(trace, row as SpanIndex);
  const first = goroutines.spanOffsets[goroutine]!;
  const last = goroutines.spanOffsets[goroutine + 1]! - 1;
  const isWait = spans.state[row] === SpanState.Waiting;
  for (let span = row + direction; span >= first && span <= last; span += direction) {
    if (spans.state[span] !== spans.state[row] || (isWait && spans.reason[span] !== spans.reason[row])) continue;
    return spanRef(timeline, goroutine, span as SpanIndex);
  }
  return undefined;
}

/** The span whose beginning made this one possible: a goroutine runs because it was made runnable before. */
function causeOf(trace: Trace, goroutine: GoroutineIndex, span: SpanIndex): SpanIndex {
  const { spans, goroutines } = trace;
  const before = (span - 1) as SpanIndex;
  const ranAfterWait =
    spans.state[span] === SpanState.Running &&
    span > goroutines.spanOffsets[goroutine]! &&
    spans.state[before] === SpanState.Runnable;
  return ranAfterWait ? before : span;
}

/** Where the goroutine itself was. Woken by another, it is still where it began to wait: the event's stack is the waker's. */
function ownStack(trace: Trace, goroutine: GoroutineIndex, span: SpanIndex): number {
  const { spans, goroutines } = trace;
  if (spans.state[span] !== SpanState.Runnable || spans.waker.get(span) === NO_GOROUTINE) return spans.stack[span]!;
  const before = span - 1;
  const hasWaited = span > goroutines.spanOffsets[goroutine]! && spans.state[before] === SpanState.Waiting;
  return hasWaited ? spans.stack[before]! : NO_STACK;
}
