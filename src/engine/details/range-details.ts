import type { GoroutineIndex, StringIndex } from "../../base/indices.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { rangeEnd } from "../../timeline/gc-index.ts";
import { heldUpBetween } from "../../analysis/held-up.ts";
import { RANGE_STW_PREFIX } from "../../model/vocabulary.ts";
import type { PauseList, RangeDetails } from "../protocol.ts";
import { checkRow, framesOf, goroutineRef, spanRef, workAt } from "./refs.ts";

/** Those that a pause held up who are told of. */
const MOST_HELD = 20;

/** Everything about a range. Throws a RangeError for a row that there is not. */
export function describeRange(timeline: Timeline, range: number): RangeDetails {
  const { trace } = timeline;
  const { ranges, symbols } = trace;
  checkRow("range", range, ranges.length);
  const goroutine = ranges.goroutine[range]!;
  const proc = ranges.proc[range]!;
  return {
    range,
    name: symbols.strings.get(ranges.name[range]! as StringIndex),
    start: ranges.start[range]!,
    end: ranges.end[range]!,
    goroutine: goroutine === -1 ? undefined : goroutineRef(trace, goroutine as GoroutineIndex),
    procId: proc === -1 ? undefined : symbols.procs.text(proc),
    stack: framesOf(trace, ranges.stack[range]!),
    ...describeHeld(timeline, range),
  };
}

/** Whom a pause held up; nobody, if it is none. */
function describeHeld(timeline: Timeline, range: number): Pick<RangeDetails, "held" | "heldCount"> {
  const { trace } = timeline;
  const isPause = trace.symbols.strings.get(trace.ranges.name[range]! as StringIndex).startsWith(RANGE_STW_PREFIX);
  const held = isPause ? heldUpBetween(trace, trace.ranges.start[range]!, rangeEnd(trace, range)) : [];
  return {
    heldCount: held.length,
    held: held.slice(0, MOST_HELD).map(({ goroutine, span, ns }) => ({
      goroutine: goroutineRef(trace, goroutine),
      span: spanRef(timeline, goroutine, span),
      ns,
      work: workAt(trace, goroutine, trace.spans.start[span]!),
    })),
  };
}

/** Pauses and cycles by start; what had not ended counts to the trace's end. */
export function listPauses({ trace, gc }: Timeline): PauseList {
  const { ranges, symbols } = trace;
  const timed = (range: number): { range: number; start: number; ns: number } => {
    const start = ranges.start[range]!;
    return { range, start, ns: rangeEnd(trace, range) - start };
  };
  return {
    pauses: Array.from(gc.pauses, (range, index) => ({
      ...timed(range),
      name: symbols.strings.get(ranges.name[range]! as StringIndex),
      cycle: gc.cycleOf[index] === -1 ? undefined : gc.cycleOf[index]! + 1,
    })),
    cycles: Array.from(gc.marks, timed),
  };
}
