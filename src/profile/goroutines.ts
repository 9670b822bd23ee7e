import type { Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";

/** Spans of a step: some milliseconds of what profiles do with them. */
const STEP_SPANS = 1 << 16;

/** Visits the goroutines of a scope, rows of their table, whether they were there in its window or not. */
export function* eachOfScope(trace: Trace, scope: Scope, visit: (goroutine: number) => void): Steps<void> {
  const { spanOffsets } = trace.goroutines;
  const chosen = scope.goroutines === undefined ? undefined : Int32Array.from(scope.goroutines);
  const length = chosen?.length ?? trace.goroutines.length;
  let left = STEP_SPANS;
  for (let i = 0; i < length; i++) {
    const goroutine = chosen === undefined ? i : chosen[i]!;
    visit(goroutine);
    // Goroutines without spans are no work for nothing.
    left -= spanOffsets[goroutine + 1]! - spanOffsets[goroutine]! + 1;
    if (left > 0) continue;
    left = STEP_SPANS;
    yield;
  }
}
