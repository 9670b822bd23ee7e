import {
  NO_STACK,
  type GoroutineIndex,
  type SpanIndex,
  type StackIndex,
  type StringIndex,
} from "../../base/indices.ts";
import { binarySearchLast } from "../../base/search.ts";
import type { Frame } from "../../model/symbols.ts";
import { spanEnd, type Trace } from "../../model/trace.ts";
import { SPAN_STATE_NAMES, type SpanState } from "../../model/vocabulary.ts";
import { spanStyle } from "../../timeline/goroutine-style.ts";
import { reasonOf } from "../../timeline/names.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { regionName } from "../../analysis/regions.ts";
import { programWorkAt } from "../../analysis/program-work.ts";
import { taskOrNone } from "../accounts/refs.ts";
import type { FrameText, GoroutineRef, SpanRef, WorkDetails } from "../protocol.ts";

/** Frames of a stack, leaf first, spelt out; none for NO_STACK. */
export function framesOf(trace: Trace, stack: number): FrameText[] {
  if (stack === NO_STACK) return [];
  return trace.symbols.framesOf(stack as StackIndex).map(frameText);
}

export function frameText({ pc, ...frame }: Frame): FrameText {
  return { ...frame, pc: `0x${pc.toString(16)}` };
}

export function goroutineRef(trace: Trace, goroutine: GoroutineIndex): GoroutineRef {
  return {
    index: goroutine,
    id: trace.symbols.goroutines.text(goroutine),
    name: trace.symbols.strings.get(trace.goroutines.name[goroutine]! as StringIndex),
  };
}

export function spanRef({ trace, reasonStyles }: Timeline, goroutine: GoroutineIndex, span: SpanIndex): SpanRef {
  return {
    span,
    state: SPAN_STATE_NAMES[trace.spans.state[span]! as SpanState],
    style: spanStyle(trace, reasonStyles, span),
    reason: reasonOf(trace, span),
    start: trace.spans.start[span]!,
    end: spanEnd(trace, goroutine, span),
  };
}

export function workAt(trace: Trace, goroutine: GoroutineIndex, time: number): WorkDetails {
  const { task, regions } = programWorkAt(trace, goroutine, time);
  return {
    task: taskOrNone(trace, task),
    regions: regions.map((region) => ({ region, name: regionName(trace, region) })),
  };
}

/** The span a goroutine was in at a time, or undefined where it was not there. O(log spans). */
export function spanAt(trace: Trace, goroutine: GoroutineIndex, time: number): SpanIndex | undefined {
  const { spanOffsets } = trace.goroutines;
  const first = spanOffsets[goroutine]!;
  const span = binarySearchLast(trace.spans.start, time, first, spanOffsets[goroutine + 1]!) as SpanIndex;
  return span >= first && time <= spanEnd(trace, goroutine, span) ? span : undefined;
}

/** Throws a RangeError that says which row of which table there is not. */
export function checkRow(table: string, row: number, length: number): void {
  if (!(Number.isInteger(row) && row >= 0 && row < length))
    throw new RangeError(`no ${table} ${row} in this trace: it has ${length}`);
}
