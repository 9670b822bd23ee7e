import { NO_GOROUTINE, type StringIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { ProcState, RANGE_STW_PREFIX } from "../model/vocabulary.ts";
import { distributionOf, type Distribution } from "./distribution.ts";
import { histogramOf, type Bucket } from "./histogram.ts";
import { intervalOf } from "./scope.ts";

/** A stop-the-world pause. */
export interface WorldStop {
  /** Row of the range table. */
  readonly range: number;
  /** Why, as the runtime says it: "GC mark termination", "GOMAXPROCS". */
  readonly reason: string;
  /** One of the garbage collector's. */
  readonly isGc: boolean;
  readonly start: number;
  readonly ns: number;
  /**
   * How long it took until the last proc had stopped, ns: that is when the pause began for all. NaN if the trace does
   * not tell, as where no proc was seen to stop.
   */
  readonly timeToStopNs: number;
  /** Row of the goroutine that asked for it, or -1; and of the stack it asked on, or -1. */
  readonly goroutine: number;
  readonly stack: number;
}

export interface WorldStops {
  /** By start. */
  readonly stops: readonly WorldStop[];
  readonly duration: Distribution;
  readonly histogram: readonly Bucket[];
  /** By reason, the longest in all first. */
  readonly reasons: readonly { readonly reason: string; readonly duration: Distribution }[];
}

/** Every stop of the world that reaches into a window, whole; goroutines in scope make no difference. */
export function worldStops(trace: Trace, { from, to }: Scope): WorldStops {
  const stops: WorldStop[] = [];
  const { ranges, symbols } = trace;
  for (let range = 0; range < ranges.length; range++) {
    const name = symbols.strings.get(ranges.name[range] as StringIndex);
    if (!name.startsWith(RANGE_STW_PREFIX)) continue;
    const interval = intervalOf(trace, ranges.start[range]!, ranges.end[range]!);
    if (interval.from <= to && interval.to >= from) stops.push(worldStop(trace, range, name, interval));
  }
  stops.sort((a, b) => a.start - b.start);
  const durations = Float64Array.from(stops, ({ ns }) => ns);
  return { stops, histogram: histogramOf(durations), duration: distributionOf(durations), reasons: byReason(stops) };
}

function worldStop(
  trace: Trace,
  range: number,
  name: string,
  { from, to }: { readonly from: number; readonly to: number },
): WorldStop {
  const { ranges } = trace;
  return {
    range,
    reason: name.slice(RANGE_STW_PREFIX.length, -1),
    isGc: name.includes("GC"),
    start: from,
    ns: to - from,
    timeToStopNs: timeToStop(trace, ranges.proc[range]!, from, to),
    goroutine: ranges.goroutine[range] ?? NO_GOROUTINE,
    stack: ranges.stack[range]!,
  };
}

/** Until the last of the procs that were held when the pause began, but for the one that asked, was held no more. */
function timeToStop(trace: Trace, asking: number, from: number, to: number): number {
  const { length, stateOffsets, stateStart, state } = trace.procs;
  let ns = Number.NaN;
  for (let proc = 0; proc < length; proc++) {
    if (proc === asking) continue;
    const first = stateOffsets[proc]!;
    const last = stateOffsets[proc + 1]!;
    const row = binarySearchLast(stateStart, from, first, last);
    if (row < first || state[row] !== ProcState.Running) continue;
    const stopped = row + 1 < last ? stateStart[row + 1]! : Number.POSITIVE_INFINITY;
    if (stopped <= to) ns = Math.max(Number.isNaN(ns) ? 0 : ns, stopped - from);
  }
  return ns;
}

function byReason(stops: readonly WorldStop[]): WorldStops["reasons"] {
  const reasons = new Map<string, number[]>();
  for (const { reason, ns } of stops) {
    const known = reasons.get(reason);
    if (known === undefined) reasons.set(reason, [ns]);
    else known.push(ns);
  }
  const rows = Array.from(reasons, ([reason, ns]) => ({ reason, duration: distributionOf(Float64Array.from(ns)) }));
  return rows.sort((a, b) => b.duration.total - a.duration.total);
}
