import type { GoroutineIndex } from "../base/indices.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";

/** How long each goroutine was in a state, ns, by row; 12 bytes a goroutine. Float32 is enough to order them by. */
export interface GoroutineTimes {
  readonly running: Float32Array;
  readonly runnable: Float32Array;
  readonly blocked: Float32Array;
}

/** One pass over all spans. */
export function addUpTimes(trace: Trace): GoroutineTimes {
  const { start, state } = trace.spans;
  const { length, spanOffsets } = trace.goroutines;
  const running = new Float32Array(length);
  const runnable = new Float32Array(length);
  const blocked = new Float32Array(length);
  // By SpanState; syscalls are in none of these.
  const sums = new Float64Array(5);
  for (let g = 0; g < length; g++) {
    const last = spanOffsets[g + 1]!;
    sums.fill(0);
    for (let span = spanOffsets[g]!; span < last; span++) {
      const end = span + 1 < last ? start[span + 1]! : goroutineEnd(trace, g as GoroutineIndex);
      sums[state[span]!]! += end - start[span]!;
    }
    running[g] = sums[SpanState.Running]!;
    runnable[g] = sums[SpanState.Runnable]!;
    blocked[g] = sums[SpanState.Waiting]!;
  }
  return { running, runnable, blocked };
}
