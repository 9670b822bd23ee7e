import { NO_STACK, type StackIndex } from "../../base/indices.ts";
import type { Trace } from "../../model/trace.ts";
import { SpanState } from "../../model/vocabulary.ts";

/** Whether a span's stack is that of its own goroutine: that of one that another made runnable is the other's. */
export function hasOwnStack(trace: Trace, span: number): boolean {
  return trace.spans.state[span] !== SpanState.Runnable || trace.spans.waker.get(span) < 0;
}

/** For each stack how many spans began with it, and how many CPU samples were taken in it. One pass over both. */
export function countStacks(trace: Trace): Uint32Array {
  const { spans, samples, symbols } = trace;
  const counts = new Uint32Array(symbols.stacks.length);
  for (let span = 0; span < spans.length; span++) {
    const stack = spans.stack[span]!;
    if (stack !== NO_STACK && hasOwnStack(trace, span)) counts[stack]!++;
  }
  for (let row = 0; row < samples.length; row++) if (samples.stack[row]! !== NO_STACK) counts[samples.stack[row]!]!++;
  return counts;
}

/** Visits each function of a stack once, by its string. */
export function eachFunction(trace: Trace, stack: number, visit: (name: number) => void): void {
  const { stacks, frames } = trace.symbols;
  const seen = new Set<number>();
  for (let at = stacks.start(stack as StackIndex); at < stacks.end(stack as StackIndex); at++) {
    const name = frames.function(stacks.frameAt(at));
    if (seen.has(name)) continue;
    seen.add(name);
    visit(name);
  }
}
