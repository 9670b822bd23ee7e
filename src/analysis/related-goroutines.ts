import { NO_GOROUTINE } from "../base/indices.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import { eachGoroutine, firstSpanIn } from "./scope.ts";

/** A goroutine and how often it did something. */
export interface GoroutineCount {
  readonly goroutine: number;
  readonly count: number;
}

/** Who unblocked a goroutine in a window, most often first. Costs its spans. */
export function wakersOf(trace: Trace, goroutine: number, { from, to }: Scope): readonly GoroutineCount[] {
  const counts = new Map<number, number>();
  eachWaking(trace, goroutine, (waker, time) => {
    if (time >= from && time <= to) increment(counts, waker);
  });
  return byCount(counts);
}

/** Who, or -1 for no goroutine but the runtime, unblocked a goroutine from where: row of the stack table, or -1. */
export interface Waking extends GoroutineCount {
  readonly stack: number;
}

/** As `wakersOf`, by the place in the program that did it, and with what the network poller, timers and the like did. */
export function wakingsOf(trace: Trace, goroutine: number, { from, to }: Scope): readonly Waking[] {
  const { spans, goroutines } = trace;
  const counts = new Map<string, { goroutine: number; stack: number; count: number }>();
  for (let span = goroutines.spanOffsets[goroutine]! + 1; span < goroutines.spanOffsets[goroutine + 1]!; span++) {
    if (!endsWait(trace, span) || spans.start[span]! < from || spans.start[span]! > to) continue;
    const waker = spans.waker.get(span);
    const stack = spans.stack[span]!;
    const key = `${waker} ${stack}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { goroutine: waker, stack, count: 1 });
    else known.count++;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.goroutine - b.goroutine || a.stack - b.stack);
}

/** Whom a goroutine unblocked in a window, most often first. One pass over the spans in the window. */
export function wokenBy(trace: Trace, goroutine: number, { from, to }: Scope): readonly GoroutineCount[] {
  const { spans, goroutines } = trace;
  const counts = new Map<number, number>();
  // A goroutine's first span ends no wait.
  eachGoroutine(trace, { from, to }, (other) => {
    const first = Math.max(firstSpanIn(trace, other, from), goroutines.spanOffsets[other]! + 1);
    const last = goroutines.spanOffsets[other + 1]!;
    for (let span = first; span < last && spans.start[span]! <= to; span++) {
      if (!isWaking(trace, span) || spans.waker.get(span) !== goroutine) continue;
      if (spans.start[span]! >= from) increment(counts, other);
    }
  });
  return byCount(counts);
}

/**
 * The goroutine itself, those that unblocked it, and those that unblocked them, over the whole trace; as Go's
 * RelatedGoroutinesV2 (internal/trace/summary.go), which `go tool trace` shows beside a goroutine.
 */
export function relatedGoroutines(trace: Trace, goroutine: number): readonly number[] {
  const related = new Set([goroutine]);
  for (let depth = 0; depth < 2; depth++) {
    for (const member of [...related]) eachWaking(trace, member, (waker) => related.add(waker));
  }
  return [...related];
}

/** Visits each time a goroutine was unblocked by another that is known. */
function eachWaking(trace: Trace, goroutine: number, visit: (waker: number, time: number) => void): void {
  const { spans, goroutines } = trace;
  for (let span = goroutines.spanOffsets[goroutine]! + 1; span < goroutines.spanOffsets[goroutine + 1]!; span++) {
    if (isWaking(trace, span)) visit(spans.waker.get(span), spans.start[span]!);
  }
}

/** Whether a span, not its goroutine's first, ends a wait at the hands of another goroutine. */
function isWaking(trace: Trace, span: number): boolean {
  return endsWait(trace, span) && trace.spans.waker.get(span) !== NO_GOROUTINE;
}

function endsWait({ spans }: Trace, span: number): boolean {
  return spans.state[span] === SpanState.Runnable && spans.state[span - 1] === SpanState.Waiting;
}

function increment(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function byCount(counts: ReadonlyMap<number, number>): readonly GoroutineCount[] {
  const rows = Array.from(counts, ([goroutine, count]) => ({ goroutine, count }));
  return rows.sort((a, b) => b.count - a.count || a.goroutine - b.goroutine);
}
