import type { Steps } from "../base/steps.ts";
import type { Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";

const SPANS_PER_STEP = 1 << 20;

/** Spans of goroutines in a syscall without a proc, in the order of the table. O(spans). */
export function* blockedSyscalls({ spans }: Trace): Steps<readonly number[]> {
  const { state, length } = spans;
  const blocked: number[] = [];
  for (let first = 0; first < length; first += SPANS_PER_STEP) {
    const end = Math.min(length, first + SPANS_PER_STEP);
    for (let span = first; span < end; span++) if (state[span] === SpanState.SyscallBlocked) blocked.push(span);
    yield;
  }
  return blocked;
}
