import type { GoroutineIndex, StringIndex } from "../../base/indices.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { rangeEnd } from "../../timeline/gc-index.ts";
import type { PauseList, RangeDetails } from "../protocol.ts";
import { checkRow, framesOf, goroutineRef } from "./refs.ts";

/** Everything about a range. Throws a RangeError for a row that there is not. */
export function describeRange({ trace }: Timeline, range: number): RangeDetails {
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
