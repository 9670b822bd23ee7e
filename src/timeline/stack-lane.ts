import type { GoroutineIndex, SpanIndex, StackIndex } from "../base/indices.ts";
import { spanEnd, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";

/** For some time a goroutine was in the first `depth` frames of a stack, from its root. */
export interface StackStretch {
  readonly start: number;
  readonly end: number;
  readonly stack: StackIndex;
  readonly depth: number;
  /** The stack was taken by the sampler; otherwise with a transition. */
  readonly sampled: boolean;
}

/**
 * Where a goroutine was over time, as far as stacks tell: while it waits or is in a syscall it is where it began that; from
 * a CPU sample on it is where the sample found it, until the next or until it stops running. Between two stacks while it
 * runs it is in what both have in common. `samples`: rows of its CPU samples, by time.
 */
export function stackStretches(
  trace: Trace,
  goroutine: GoroutineIndex,
  samples: Int32Array,
  from: number,
  to: number,
  emit: (stretch: StackStretch) => void,
): void {
  const { start, state } = trace.spans;
  const last = trace.goroutines.spanOffsets[goroutine + 1]!;
  const first = firstSpan(trace, goroutine, from);
  let known = ownStackBefore(trace, goroutine, first);
  let sample = firstSample(trace, samples, first < last ? start[first]! : from);
  for (let span = first; span < last && start[span]! < to; span++) {
    const end = spanEnd(trace, goroutine, span as SpanIndex);
    const own = ownStack(trace, span);
    if (state[span] !== SpanState.Running) {
      if (own !== -1) known = own;
      if (known !== -1) emit(whole(trace, start[span]!, end, known, false));
      continue;
    }
    let at = start[span]!;
    let sampled = false;
    if (own !== -1) known = own;
    for (; sample < samples.length && trace.samples.time[samples[sample]!]! < end; sample++) {
      const time = trace.samples.time[samples[sample]!]!;
      const stack = trace.samples.stack[samples[sample]!]!;
      if (time < at || stack === -1) continue;
      if (time > at && known !== -1)
        emit(sampled ? whole(trace, at, time, known, true) : shared(trace, at, time, known, stack));
      known = stack;
      sampled = true;
      at = time;
    }
    if (known === -1 || at >= end) continue;
    const next = span + 1 < last ? ownStack(trace, span + 1) : -1;
    emit(sampled || next === -1 ? whole(trace, at, end, known, sampled) : shared(trace, at, end, known, next));
  }
}

function whole(trace: Trace, start: number, end: number, stack: number, sampled: boolean): StackStretch {
  return { start, end, stack: stack as StackIndex, depth: trace.symbols.stacks.depth(stack as StackIndex), sampled };
}

function shared(trace: Trace, start: number, end: number, a: number, b: number): StackStretch {
  return {
    start,
    end,
    stack: a as StackIndex,
    depth: commonDepth(trace, a as StackIndex, b as StackIndex),
    sampled: false,
  };
}

/** How many frames from the root on two stacks have the same function. */
function commonDepth(trace: Trace, a: StackIndex, b: StackIndex): number {
  const { stacks } = trace.symbols;
  const most = Math.min(stacks.depth(a), stacks.depth(b));
  let depth = 0;
  while (depth < most && functionAt(trace, a, depth) === functionAt(trace, b, depth)) depth++;
  return depth;
}

/** String index of the function so many frames from a stack's root. */
export function functionAt(trace: Trace, stack: StackIndex, depth: number): number {
  const { stacks, frames } = trace.symbols;
  return frames.function(stacks.frameAt(stacks.end(stack) - 1 - depth));
}

/** The stack of a span's own goroutine, or -1: that of a span with a waker is the waker's. */
function ownStack({ spans }: Trace, span: number): number {
  return spans.waker.get(span) === -1 ? spans.stack[span]! : -1;
}

/** The last stack that is known before a span. */
function ownStackBefore(trace: Trace, goroutine: GoroutineIndex, span: number): number {
  for (let before = span - 1; before >= trace.goroutines.spanOffsets[goroutine]!; before--) {
    const stack = ownStack(trace, before);
    if (stack !== -1) return stack;
  }
  return -1;
}

function firstSpan(trace: Trace, goroutine: GoroutineIndex, from: number): number {
  let low = trace.goroutines.spanOffsets[goroutine]!;
  let high = trace.goroutines.spanOffsets[goroutine + 1]!;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (trace.spans.start[middle]! <= from) low = middle;
    else high = middle;
  }
  return low;
}

function firstSample(trace: Trace, samples: Int32Array, from: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (trace.samples.time[samples[middle]!]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
