import { Growable } from "../../base/growable.ts";
import type { GoroutineIndex, SpanIndex, StringIndex } from "../../base/indices.ts";
import { binarySearchLast } from "../../base/search.ts";
import { spanEnd, type Trace } from "../../model/trace.ts";
import { RANGE_ASSIST, RANGE_STW_PREFIX, RANGE_SWEEP, ResourceKind, SpanState } from "../../model/vocabulary.ts";

/** What counts as the collector's work. */
export interface UtilizationFlags {
  /** Stop-the-world pauses of the collector. */
  readonly stw: boolean;
  /** Background mark workers. */
  readonly background: boolean;
  readonly assist: boolean;
  readonly sweep: boolean;
  /** One utilization function per proc; a dedicated worker, which fills a proc by design, then does not count. */
  readonly perProc: boolean;
}

/** Stretches of time, ns: those of proc p are start[i] to end[i], in order and apart, for i from offsets[p] to offsets[p + 1]. */
export interface BusyProcs {
  readonly offsets: Uint32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
}

const LABEL_PREFIX = "GC ";
const LABEL_IDLE = "GC (idle)";
const LABEL_DEDICATED = "GC (dedicated)";

/**
 * When each proc was busy with garbage collection while the world was not stopped: while it swept, and while the
 * goroutine on it was in a mark assist or carried a background worker's label other than idle; a label lasts until its
 * goroutine stops. Costs the ranges and labels of the trace, not its spans.
 */
export function busyProcs(trace: Trace, flags: UtilizationFlags): BusyProcs {
  const stretches = new Stretches(trace);
  if (flags.sweep) eachRange(trace, RANGE_SWEEP, (range, from, to) => addSweep(trace, stretches, range, from, to));
  if (flags.assist) eachRange(trace, RANGE_ASSIST, (range, from, to) => addAssist(trace, stretches, range, from, to));
  if (flags.background) addWorkers(trace, stretches, flags.perProc);
  return stretches.finish();
}

/** Start and end by turns of the collector's stop-the-world pauses, in the order they ended. */
export function collectorStops(trace: Trace): readonly (readonly [number, number])[] {
  const { ranges, symbols } = trace;
  const stops: [number, number][] = [];
  for (let row = 0; row < ranges.length; row++) {
    const name = symbols.strings.get(ranges.name[row] as StringIndex);
    if (!name.startsWith(RANGE_STW_PREFIX) || !name.includes("GC")) continue;
    stops.push([ranges.start[row]!, orEnd(trace, ranges.end[row]!)]);
  }
  return stops;
}

function eachRange(trace: Trace, name: string, visit: (range: number, from: number, to: number) => void): void {
  const { ranges, symbols } = trace;
  for (let row = 0; row < ranges.length; row++) {
    if (symbols.strings.get(ranges.name[row] as StringIndex) !== name) continue;
    visit(row, ranges.start[row]!, orEnd(trace, ranges.end[row]!));
  }
}

function addSweep(trace: Trace, stretches: Stretches, range: number, from: number, to: number): void {
  if (trace.ranges.scope[range] === ResourceKind.Proc) stretches.add(trace.ranges.subject[range]!, from, to);
}

function addAssist(trace: Trace, stretches: Stretches, range: number, from: number, to: number): void {
  const goroutine = trace.ranges.subject[range]!;
  if (trace.ranges.scope[range] !== ResourceKind.Goroutine || goroutine < 0) return;
  eachSpan(trace, goroutine as GoroutineIndex, from, (span, end) => {
    if (isExecuting(trace, span))
      stretches.add(trace.spans.proc[span]!, Math.max(from, trace.spans.start[span]!), Math.min(to, end));
    return end < to;
  });
}

function addWorkers(trace: Trace, stretches: Stretches, perProc: boolean): void {
  const { labels, spans, symbols } = trace;
  for (let row = 0; row < labels.length; row++) {
    const label = symbols.strings.get(labels.label[row] as StringIndex);
    if (!label.startsWith(LABEL_PREFIX) || label === LABEL_IDLE || (perProc && label === LABEL_DEDICATED)) continue;
    const from = labels.time[row]!;
    eachSpan(trace, labels.goroutine[row]! as GoroutineIndex, from, (span, end) => {
      if (!isExecuting(trace, span)) return spans.state[span] === SpanState.SyscallBlocked;
      stretches.add(spans.proc[span]!, Math.max(from, spans.start[span]!), end);
      return true;
    });
  }
}

/** Visits a goroutine's spans from the one at a time on, with their ends, until told to stop. */
function eachSpan(
  trace: Trace,
  goroutine: GoroutineIndex,
  from: number,
  visit: (span: SpanIndex, end: number) => boolean,
): void {
  if (goroutine < 0) return;
  const first = trace.goroutines.spanOffsets[goroutine]!;
  const last = trace.goroutines.spanOffsets[goroutine + 1]!;
  let span = Math.max(first, binarySearchLast(trace.spans.start, from, first, last)) as SpanIndex;
  while (span < last && visit(span, spanEnd(trace, goroutine, span))) span = (span + 1) as SpanIndex;
}

function isExecuting(trace: Trace, span: number): boolean {
  const state = trace.spans.state[span];
  return state === SpanState.Running || state === SpanState.Syscall;
}

function orEnd(trace: Trace, time: number): number {
  return Number.isNaN(time) ? trace.durationNs : time;
}

/** Stretches of time as they come, by proc; merged at the end. */
class Stretches {
  readonly #procs: number;
  readonly #proc = new Growable(Int32Array);
  readonly #start = new Growable(Float64Array);
  readonly #end = new Growable(Float64Array);

  constructor(trace: Trace) {
    this.#procs = trace.procs.length;
  }

  add(proc: number, start: number, end: number): void {
    if (proc < 0 || end <= start) return;
    this.#proc.push(proc);
    this.#start.push(start);
    this.#end.push(end);
  }

  finish(): BusyProcs {
    const [procs, starts, ends] = [this.#proc.finish(), this.#start.finish(), this.#end.finish()];
    const rows = Uint32Array.from(procs.keys()).sort((a, b) => procs[a]! - procs[b]! || starts[a]! - starts[b]!);
    const offsets = new Uint32Array(this.#procs + 1);
    const start = new Float64Array(rows.length);
    const end = new Float64Array(rows.length);
    let length = 0;
    let proc = 0;
    for (const row of rows) {
      while (proc < procs[row]!) offsets[++proc] = length;
      const isFirst = length === offsets[proc];
      if (!isFirst && starts[row]! <= end[length - 1]!) {
        end[length - 1] = Math.max(end[length - 1]!, ends[row]!);
        continue;
      }
      start[length] = starts[row]!;
      end[length++] = ends[row]!;
    }
    while (proc < this.#procs) offsets[++proc] = length;
    return { offsets, start: start.subarray(0, length), end: end.subarray(0, length) };
  }
}
