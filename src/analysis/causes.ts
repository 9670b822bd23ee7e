import { NO_GOROUTINE, NO_SPAN, type GoroutineIndex, type SpanIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import { goroutineEnd, spanEnd, spanOwner, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";

/** One goroutine made another runnable. */
export interface Wake {
  readonly at: number;
  /** Who did it, and the span that one was in; NO_SPAN where the trace does not tell. */
  readonly waker: GoroutineIndex;
  readonly wakerSpan: SpanIndex;
  readonly woken: GoroutineIndex;
  /** The Runnable span that began with it. */
  readonly wokenSpan: SpanIndex;
  /** It was not woken but created. */
  readonly created: boolean;
}

/** Why a chain of wakes goes no further back. */
export type ChainEnd =
  /** The last of them had run since before the wait began: all of it is explained. */
  | "running"
  /** It was woken by no goroutine: by the network poller, a timer, or another part of the runtime. */
  | "runtime"
  /** It was there before the trace began. */
  | "trace-began"
  | "too-long";

export interface WakeChain {
  /** Latest first: each waker is whom the next one woke. */
  readonly wakes: readonly Wake[];
  readonly end: ChainEnd;
  /** The goroutine at which it ends. */
  readonly last: GoroutineIndex;
}

const LONGEST_CHAIN = 64;

/** The wake that a Runnable span began with, or undefined if it became runnable of its own accord or by the runtime. */
export function wakeOf(trace: Trace, span: SpanIndex): Wake | undefined {
  const { spans, goroutines } = trace;
  const waker = spans.waker.get(span) as GoroutineIndex;
  if (spans.state[span] !== SpanState.Runnable || waker === NO_GOROUTINE) return undefined;
  const woken = spanOwner(trace, span);
  const at = spans.start[span]!;
  const created = span === goroutines.spanOffsets[woken] && goroutines.born[woken] === 1;
  return { at, waker, wakerSpan: spanOfAt(trace, waker, at), woken, wokenSpan: span, created };
}

/** What ended a wait, or made it possible that a goroutine runs: the wake that a span of any state is about. */
export function causeOf(trace: Trace, span: SpanIndex): Wake | undefined {
  const { spans, goroutines } = trace;
  const goroutine = spanOwner(trace, span);
  const { state } = spans;
  if (state[span] === SpanState.Waiting) {
    const next = span + 1;
    return next < goroutines.spanOffsets[goroutine + 1]! ? wakeOf(trace, next as SpanIndex) : undefined;
  }
  if (state[span] === SpanState.Running && span > goroutines.spanOffsets[goroutine]!)
    return wakeOf(trace, (span - 1) as SpanIndex);
  return wakeOf(trace, span);
}

/**
 * Whom a goroutine woke or created from one time to another, by time: the first `most`, and how many there are.
 * O(goroutines · log spans + spans that begin then).
 */
export function wakesBy(
  trace: Trace,
  waker: GoroutineIndex,
  from: number,
  to: number,
  most: number,
): { readonly wakes: readonly Wake[]; readonly total: number } {
  const { spans, goroutines } = trace;
  const found: SpanIndex[] = [];
  for (let other = 0; other < goroutines.length; other++) {
    const first = goroutines.spanOffsets[other]!;
    const end = goroutines.spanOffsets[other + 1]!;
    if (first === end || spans.start[first]! > to || goroutineEnd(trace, other as GoroutineIndex) < from) continue;
    let span = Math.max(first, binarySearchLast(spans.start, from, first, end));
    while (span > first && spans.start[span - 1] === from) span--;
    for (; span < end && spans.start[span]! <= to; span++)
      if (spans.start[span]! >= from && spans.waker.get(span) === waker && spans.state[span] === SpanState.Runnable)
        found.push(span as SpanIndex);
  }
  found.sort((a, b) => spans.start[a]! - spans.start[b]! || a - b);
  return { wakes: found.slice(0, most).map((span) => wakeOf(trace, span)!), total: found.length };
}

/**
 * Follows a wait back: who ended it, who had woken that one, and so on, until someone had been running since before the wait
 * began, nobody is known to have woken it, or the trace began. undefined: the span has no wake to begin with.
 */
export function wakeChain(trace: Trace, span: SpanIndex): WakeChain | undefined {
  const first = causeOf(trace, span);
  if (first === undefined) return undefined;
  const since = waitBegan(trace, first);
  const wakes: Wake[] = [first];
  for (let wake = first; ;) {
    const before = wokenBefore(trace, wake, since);
    if (typeof before === "string") return { wakes, end: before, last: wake.waker };
    if (wakes.length === LONGEST_CHAIN) return { wakes, end: "too-long", last: wake.waker };
    wakes.push(before);
    wake = before;
  }
}

/** When the wait began that a wake ended; a goroutine that was created did not wait. */
function waitBegan(trace: Trace, { woken, wokenSpan, at }: Wake): number {
  const before = wokenSpan - 1;
  const hasWaited = before >= trace.goroutines.spanOffsets[woken]! && trace.spans.state[before] === SpanState.Waiting;
  return hasWaited ? trace.spans.start[before]! : at;
}

/** What had made the waker of a wake run, if that was after `since`; why not, otherwise. */
function wokenBefore(trace: Trace, { waker, wakerSpan }: Wake, since: number): Wake | ChainEnd {
  const { spans, goroutines } = trace;
  if (wakerSpan === NO_SPAN) return "trace-began";
  for (let span = wakerSpan; span >= goroutines.spanOffsets[waker]!; span = (span - 1) as SpanIndex) {
    // While it waits to be woken it is not at work; whatever else it did since then is its own doing.
    if (spans.state[span] === SpanState.Waiting) return "runtime";
    const wake = wakeOf(trace, span);
    if (spans.start[span]! <= since && !(wake !== undefined && spans.start[span] === since)) return "running";
    if (wake !== undefined) return wake.at < since ? "running" : wake;
  }
  return "trace-began";
}

/** The span a goroutine was in when something happened in it: where two meet, the one that ends there. */
function spanOfAt(trace: Trace, goroutine: GoroutineIndex, at: number): SpanIndex {
  const { spanOffsets } = trace.goroutines;
  const first = spanOffsets[goroutine]!;
  let span = binarySearchLast(trace.spans.start, at, first, spanOffsets[goroutine + 1]!);
  while (span > first && trace.spans.start[span] === at && trace.spans.state[span] !== SpanState.Running) span--;
  return span >= first && at <= spanEnd(trace, goroutine, span as SpanIndex) ? (span as SpanIndex) : NO_SPAN;
}
