import type { Scope } from "../model/scope.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES } from "../model/vocabulary.ts";
import { eachGoroutine, firstSpanIn } from "./scope.ts";
import { TimeParts } from "./time-parts.ts";

/** How many goroutines were in each state, on the mean, in each part of a window. */
export interface StatesOverTime {
  readonly from: number;
  readonly to: number;
  /** By SpanState. */
  readonly states: readonly { readonly state: string; readonly goroutines: readonly number[] }[];
}

/** One pass over the spans in scope. */
export function statesOverTime(trace: Trace, scope: Scope, parts = 200): StatesOverTime {
  const { start, state } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  const times = SPAN_STATE_NAMES.map(() => new TimeParts(scope, parts));
  eachGoroutine(trace, scope, (goroutine) => {
    const last = spanOffsets[goroutine + 1]!;
    const end = goroutineEnd(trace, goroutine);
    for (let span = firstSpanIn(trace, goroutine, scope.from); span < last && start[span]! <= scope.to; span++) {
      times[state[span]!]!.add(start[span]!, span + 1 < last ? start[span + 1]! : end);
    }
  });
  return {
    from: scope.from,
    to: scope.to,
    states: SPAN_STATE_NAMES.map((name, i) => ({ state: name, goroutines: times[i]!.shares() })),
  };
}
