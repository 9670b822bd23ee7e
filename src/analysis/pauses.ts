import type { StringIndex } from "../base/indices.ts";
import type { Trace } from "../model/trace.ts";
import { RANGE_ASSIST, RANGE_GC_MARK, RANGE_STW_PREFIX } from "../model/vocabulary.ts";

export interface Pause {
  /** Row of the range table. */
  readonly range: number;
  /** Why the world was stopped, as the runtime says it: "GC mark termination". */
  readonly reason: string;
  readonly startNs: number;
  readonly ns: number;
}

export interface GarbageCollection {
  /** Stop-the-world pauses, by start; one still open when the trace ends lasts until then. */
  readonly pauses: readonly Pause[];
  readonly markPhases: readonly { readonly range: number; readonly startNs: number; readonly ns: number }[];
  /** Time of goroutines in mark assists, all added up, ns. */
  readonly assistNs: number;
}

/** What the garbage collector did over the whole trace, and every other stop of the world. */
export function garbageCollection(trace: Trace): GarbageCollection {
  const { ranges, symbols } = trace;
  const pauses: Pause[] = [];
  const markPhases: { range: number; startNs: number; ns: number }[] = [];
  let assistNs = 0;
  for (let range = 0; range < ranges.length; range++) {
    const name = symbols.strings.get(ranges.name[range] as StringIndex);
    const startNs = ranges.start[range]!;
    const end = ranges.end[range]!;
    const ns = (Number.isNaN(end) ? trace.durationNs : end) - startNs;
    if (name.startsWith(RANGE_STW_PREFIX))
      pauses.push({ range, reason: name.slice(RANGE_STW_PREFIX.length, -1), startNs, ns });
    else if (name === RANGE_GC_MARK) markPhases.push({ range, startNs, ns });
    else if (name === RANGE_ASSIST) assistNs += ns;
  }
  pauses.sort((a, b) => a.startNs - b.startNs);
  markPhases.sort((a, b) => a.startNs - b.startNs);
  return { pauses, markPhases, assistNs };
}
