import { causeOf, wakeChain, wakeOf, wakesBy, type Wake } from "../../analysis/causes.ts";
import { NO_SPAN, type SpanIndex } from "../../base/indices.ts";
import { goroutineEnd, spanEnd, spanOwner } from "../../model/trace.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type { ChainDetails, SpanCauses, WakeEnd, WakeRef } from "../protocol.ts";
import { checkRow, framesOf, goroutineRef, spanRef } from "./refs.ts";

/** Wakes of a span that are told of. */
const MOST_WAKES = 100;

/** Who made a span possible or ended it, and whom its goroutine woke meanwhile. Throws a RangeError for a row that there is not. */
export function describeCauses(timeline: Timeline, row: number): SpanCauses {
  const { trace } = timeline;
  checkRow("span", row, trace.spans.length);
  const span = row as SpanIndex;
  const goroutine = spanOwner(trace, span);
  const wake = causeOf(trace, span);
  const { wakes, total } = wakesBy(
    trace,
    goroutine,
    trace.spans.start[span]!,
    spanEnd(trace, goroutine, span),
    MOST_WAKES,
  );
  const from = trace.goroutines.created[goroutine]!;
  const creation = wakeOf(trace, trace.goroutines.spanOffsets[goroutine]! as SpanIndex);
  return {
    span,
    lifeNs: goroutineEnd(trace, goroutine) - from,
    createdBy: creation?.created === true ? wakeRef(timeline, creation) : undefined,
    wokenBy: wake && wakeRef(timeline, wake),
    wokenAt: wake ? framesOf(trace, trace.spans.stack[wake.wokenSpan]!) : [],
    wakes: wakes.map((one) => wakeRef(timeline, one)),
    wakeCount: total,
  };
}

/** The chain of wakes that led to a span, latest first; undefined where it begins with none. */
export function describeChain(timeline: Timeline, row: number): ChainDetails | undefined {
  const { trace } = timeline;
  checkRow("span", row, trace.spans.length);
  const chain = wakeChain(trace, row as SpanIndex);
  return (
    chain && {
      span: row,
      wakes: chain.wakes.map((wake) => wakeRef(timeline, wake)),
      end: chain.end,
      last: goroutineRef(trace, chain.last),
    }
  );
}

function wakeRef(timeline: Timeline, { at, waker, wakerSpan, woken, wokenSpan, created }: Wake): WakeRef {
  const { trace, groups } = timeline;
  const end = (goroutine: typeof waker, span: SpanIndex): WakeEnd => ({
    goroutine: goroutineRef(trace, goroutine),
    group: groups.of[goroutine]!,
    span: span === NO_SPAN ? undefined : spanRef(timeline, goroutine, span),
  });
  return { at, waker: end(waker, wakerSpan), woken: end(woken, wokenSpan), created };
}
