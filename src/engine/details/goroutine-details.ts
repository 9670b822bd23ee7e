import type { GoroutineIndex, SpanIndex } from "../../base/indices.ts";
import { spanEnd } from "../../model/trace.ts";
import { SPAN_STATE_NAMES, SpanState } from "../../model/vocabulary.ts";
import { spanStyle } from "../../timeline/goroutine-style.ts";
import { reasonOf } from "../../timeline/names.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type { GoroutineDetails } from "../protocol.ts";
import { checkRow, framesOf, goroutineRef } from "./refs.ts";

/** Everything about a goroutine. Throws a RangeError for a row that there is not. O(its spans). */
export function describeGoroutine(timeline: Timeline, goroutine: GoroutineIndex): GoroutineDetails {
  const { trace, groups } = timeline;
  const { goroutines } = trace;
  checkRow("goroutine", goroutine, goroutines.length);
  const parent = goroutines.parent[goroutine]!;
  const firstSpan = goroutines.spanOffsets[goroutine]!;
  const times = timesOf(timeline, goroutine);
  return {
    ...goroutineRef(trace, goroutine),
    group: groups.of[goroutine]!,
    created: goroutines.created[goroutine]!,
    started: known(goroutines.started[goroutine]!),
    ended: known(goroutines.ended[goroutine]!),
    parent: parent === -1 ? undefined : goroutineRef(trace, parent as GoroutineIndex),
    creationStack: framesOf(trace, goroutines.creationStack[goroutine]!),
    spanCount: goroutines.spanOffsets[goroutine + 1]! - firstSpan,
    firstSpan,
    times,
    totalNs: times.reduce((sum, { ns }) => sum + ns, 0),
  };
}

function known(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time;
}

/** Time by state and, for waits, reason; the longest first. A runnable goroutine's reason says little: all are one row. */
function timesOf({ trace, reasonStyles }: Timeline, goroutine: GoroutineIndex): GoroutineDetails["times"] {
  const rows = new Map<number, { state: string; reason: string; style: number; ns: number }>();
  const { spans, goroutines } = trace;
  const end = goroutines.spanOffsets[goroutine + 1]!;
  for (let span = goroutines.spanOffsets[goroutine]!; span < end; span++) {
    const state = spans.state[span]! as SpanState;
    const isWait = state === SpanState.Waiting;
    const key = isWait ? 8 + spans.reason[span]! : state;
    let row = rows.get(key);
    if (row === undefined) {
      row = {
        state: SPAN_STATE_NAMES[state],
        reason: isWait ? reasonOf(trace, span) : "",
        style: spanStyle(trace, reasonStyles, span),
        ns: 0,
      };
      rows.set(key, row);
    }
    row.ns += spanEnd(trace, goroutine, span as SpanIndex) - spans.start[span]!;
  }
  return [...rows.values()].sort((a, b) => b.ns - a.ns);
}
