import type { Scope } from "../model/scope.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES, SpanState } from "../model/vocabulary.ts";
import { collect, type Collector } from "./collect.ts";
import { firstSpanIn } from "./scope.ts";
import { TimeParts } from "./time-parts.ts";

/** How many goroutines were in each state, on the mean, in each part of a window. */
export interface StatesOverTime {
  readonly from: number;
  readonly to: number;
  /** By class of spans: by SpanState, unless others are asked for. */
  readonly states: readonly { readonly state: string; readonly goroutines: readonly number[] }[];
}

/**
 * What is told apart: a class for each SpanState, and for blocked goroutines one for each row of `spans.reasons`. Spans of a
 * class that has no name are not counted.
 */
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
export function statesOverTime(trace: Trace, scope: Scope, parts = 200): StatesOverTime {
  return collect(trace, scope, statesCollector(trace, scope, parts));
}

export function statesCollector(
  trace: Trace,
  scope: Scope,
  parts: number,
  classes = BY_STATE,
): Collector<StatesOverTime> {
  const { start, state, reason } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  const { names, ofState, ofReason } = classes;
  const times = new TimeParts(scope, parts, names.length);
  const reasons = trace.spans.reasons.length;
  // One table for states and reasons together: which it is, is as good as random from span to span.
  const kindOf = Uint8Array.from({ length: ofState.length * reasons }, (_, i) => {
    const now = Math.floor(i / reasons);
    return ofReason !== undefined && now === SpanState.Waiting ? ofReason[i % reasons]! : ofState[now]!;
  });
  return {
    visit(goroutine) {
      const last = spanOffsets[goroutine + 1]!;
      const end = goroutineEnd(trace, goroutine);
      for (let span = firstSpanIn(trace, goroutine, scope.from); span < last && start[span]! <= scope.to; span++) {
        const kind = kindOf[state[span]! * reasons + reason[span]!]!;
        if (kind < names.length) times.add(kind, start[span]!, span + 1 < last ? start[span + 1]! : end);
      }
    },
    finish: () => ({
      from: scope.from,
      to: scope.to,
      states: names.map((name, kind) => ({ state: name, goroutines: times.shares(kind) })),
    }),
  };
}
