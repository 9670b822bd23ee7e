import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES, SpanState } from "../model/vocabulary.ts";
import { eachGoroutineSteps, firstSpanIn } from "./scope.ts";
import { TimeParts } from "./time-parts.ts";

/** How many goroutines were in each state, on the mean, in each part of a window. */
export interface StatesOverTime {
  readonly from: number;
  readonly to: number;
  /** By class of spans: by SpanState, unless others are asked for. */
  readonly states: readonly { readonly state: string; readonly goroutines: readonly number[] }[];
}

/** What is told apart: a class for each SpanState, and for blocked goroutines one for each row of `spans.reasons`. */
export interface SpanClasses {
  readonly names: readonly string[];
  readonly ofState: Uint8Array;
  readonly ofReason: Uint8Array | undefined;
}

const BY_STATE: SpanClasses = {
  names: SPAN_STATE_NAMES,
  ofState: Uint8Array.from(Object.values(SpanState)),
  ofReason: undefined,
};

/** One pass over the spans in scope. */
export function statesOverTime(trace: Trace, scope: Scope, parts = 200, classes = BY_STATE): StatesOverTime {
  return inOneGo(statesOverTimeSteps(trace, scope, parts, classes));
}

/** The same in steps. */
export function* statesOverTimeSteps(
  trace: Trace,
  scope: Scope,
  parts: number,
  classes = BY_STATE,
): Steps<StatesOverTime> {
  const { start, state, reason } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  const { names, ofState, ofReason } = classes;
  const times = names.map(() => new TimeParts(scope, parts));
  yield* eachGoroutineSteps(trace, scope, (goroutine) => {
    const last = spanOffsets[goroutine + 1]!;
    const end = goroutineEnd(trace, goroutine);
    for (let span = firstSpanIn(trace, goroutine, scope.from); span < last && start[span]! <= scope.to; span++) {
      const now = state[span]!;
      const kind = ofReason !== undefined && now === SpanState.Waiting ? ofReason[reason[span]!]! : ofState[now]!;
      times[kind]!.add(start[span]!, span + 1 < last ? start[span + 1]! : end);
    }
  });
  return {
    from: scope.from,
    to: scope.to,
    states: names.map((name, i) => ({ state: name, goroutines: times[i]!.shares() })),
  };
}
