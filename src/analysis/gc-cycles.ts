import { NO_STACK, type GoroutineIndex, type SpanIndex, type StackIndex, type StringIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import type { Scope } from "../model/scope.ts";
import { spanEnd, type Trace } from "../model/trace.ts";
import {
  heapGoalBytes,
  METRIC_HEAP_GOAL,
  METRIC_HEAP_LIVE,
  RANGE_ASSIST,
  RANGE_GC_MARK,
  RANGE_SWEEP,
  SpanState,
} from "../model/vocabulary.ts";
import { groupOf, intervalOf, isChosen, overlapNs } from "./scope.ts";
import { worldStops, type WorldStop } from "./world-stops.ts";

/** One garbage collection, from the begin of its mark phase to that of the next. */
export interface GcCycle {
  /** Row of the range table. */
  readonly range: number;
  /** The how-many-eth in the trace, from 1. */
  readonly number: number;
  readonly trigger: GcTrigger;
  readonly markStart: number;
  readonly markNs: number;
  readonly isComplete: boolean;
  /** Bytes; NaN where no reading came before. The goal is the one in force when the cycle began. */
  readonly heapAtStart: number;
  readonly heapGoal: number;
  readonly heapAtEnd: number;
  readonly sweepTermination: WorldStop | undefined;
  readonly markTermination: WorldStop | undefined;
  /** Time of goroutines in scope in mark assists, ns, and who they were: by start function, most first. */
  readonly assistNs: number;
  readonly assistedBy: readonly { readonly name: string; readonly count: number; readonly ns: number }[];
  /** Time that background mark workers ran, by mode, ns. */
  readonly workerNs: { readonly dedicated: number; readonly fractional: number; readonly idle: number };
  /** Sweeping after the mark phase, until the next one begins. */
  readonly sweep: {
    readonly count: number;
    readonly ns: number;
    readonly sweptBytes: number;
    readonly reclaimedBytes: number;
  };
}

/** Why a cycle began, as the stack of the goroutine that began it tells. */
export type GcTrigger = "heap" | "runtime.GC" | "periodic" | "FreeOSMemory" | "unknown";

/** The outermost function that tells comes first: runtime.GC allocates too, and FreeOSMemory calls what runtime.GC does. */
const TRIGGERS: readonly (readonly [prefix: string, trigger: GcTrigger])[] = [
  ["runtime/debug.freeOSMemory", "FreeOSMemory"],
  ["runtime/debug.FreeOSMemory", "FreeOSMemory"],
  ["runtime.GC", "runtime.GC"],
  ["runtime.forcegchelper", "periodic"],
  ["runtime.mallocgc", "heap"],
  ["runtime.newobject", "heap"],
  ["runtime.makeslice", "heap"],
  ["runtime.growslice", "heap"],
];

type Mode = keyof GcCycle["workerNs"];
const MODES: Readonly<Record<string, Mode>> = {
  "GC (dedicated)": "dedicated",
  "GC (fractional)": "fractional",
  "GC (idle)": "idle",
};

/** The garbage collections whose mark phase reaches into a window, by start, each whole. Costs ranges and labels. */
export function gcCycles(trace: Trace, scope: Scope): readonly GcCycle[] {
  const { ranges } = trace;
  const marks = rangesNamed(trace, RANGE_GC_MARK).sort((a, b) => ranges.start[a]! - ranges.start[b]!);
  const parts = new CycleParts(
    trace,
    scope,
    Float64Array.from(marks, (range) => ranges.start[range]!),
  );
  const { stops } = worldStops(trace, { from: 0, to: trace.durationNs });
  return marks.flatMap((range, i) => {
    const { from, to } = intervalOf(trace, ranges.start[range]!, ranges.end[range]!);
    if (from > scope.to || to < scope.from) return [];
    const before = i === 0 ? Number.NEGATIVE_INFINITY : intervalOf(trace, 0, ranges.end[marks[i - 1]!]!).to;
    const next = i + 1 < marks.length ? ranges.start[marks[i + 1]!]! : Number.POSITIVE_INFINITY;
    const cycle: GcCycle = {
      range,
      number: i + 1,
      trigger: triggerOf(trace, ranges.stack[range]! as StackIndex),
      markStart: from,
      markNs: to - from,
      isComplete: !Number.isNaN(ranges.end[range]!),
      heapAtStart: valueAt(trace, METRIC_HEAP_LIVE, from),
      heapGoal: heapGoalBytes(valueAt(trace, METRIC_HEAP_GOAL, from)),
      heapAtEnd: valueAt(trace, METRIC_HEAP_LIVE, to),
      sweepTermination: stops.findLast(
        (stop) => stop.reason === "GC sweep termination" && stop.start >= before && stop.start < to,
      ),
      markTermination: stops.find(
        (stop) => stop.reason === "GC mark termination" && stop.start >= from && stop.start < next,
      ),
      ...parts.of(i),
    };
    return [cycle];
  });
}

function rangesNamed(trace: Trace, name: string): number[] {
  const rows: number[] = [];
  trace.ranges.name.forEach((row, range) => {
    if (trace.symbols.strings.get(row as StringIndex) === name) rows.push(range);
  });
  return rows;
}

function triggerOf(trace: Trace, stack: StackIndex): GcTrigger {
  if (stack === NO_STACK) return "unknown";
  const functions = trace.symbols.framesOf(stack).map((frame) => frame.function);
  return TRIGGERS.find(([prefix]) => functions.some((name) => name.startsWith(prefix)))?.[1] ?? "unknown";
}

function valueAt(trace: Trace, metric: string, time: number): number {
  const series = trace.metrics.find(({ name }) => name === metric);
  return series === undefined ? Number.NaN : (series.value[binarySearchLast(series.time, time)] ?? Number.NaN);
}

/** Gathers, cycle by cycle, who assisted, who worked and what was swept: what begins after a cycle does is its own. */
class CycleParts {
  readonly #trace: Trace;
  readonly #starts: Float64Array;
  readonly #assists = new Map<number, Map<string, { count: number; ns: number }>>();
  readonly #workers = new Map<number, Record<Mode, number>>();
  readonly #sweeps = new Map<number, { count: number; ns: number; sweptBytes: number; reclaimedBytes: number }>();

  constructor(trace: Trace, scope: Scope, starts: Float64Array) {
    this.#trace = trace;
    this.#starts = starts;
    this.#addAssists(scope);
    this.#addWorkers();
    this.#addSweeps();
  }

  of(cycle: number): Pick<GcCycle, "assistNs" | "assistedBy" | "workerNs" | "sweep"> {
    const assistedBy = Array.from(this.#assists.get(cycle) ?? [], ([name, sums]) => ({ name, ...sums })).sort(
      (a, b) => b.ns - a.ns,
    );
    return {
      assistNs: assistedBy.reduce((sum, { ns }) => sum + ns, 0),
      assistedBy,
      workerNs: this.#workers.get(cycle) ?? { dedicated: 0, fractional: 0, idle: 0 },
      sweep: this.#sweeps.get(cycle) ?? { count: 0, ns: 0, sweptBytes: 0, reclaimedBytes: 0 },
    };
  }

  #addAssists(scope: Scope): void {
    const { ranges } = this.#trace;
    for (const range of rangesNamed(this.#trace, RANGE_ASSIST)) {
      const goroutine = ranges.charged[range]!;
      if (!isChosen(scope, goroutine)) continue;
      const { from, to } = intervalOf(this.#trace, ranges.start[range]!, ranges.end[range]!);
      const payers = valueOf(
        this.#assists,
        this.#cycleAt(from),
        () => new Map<string, { count: number; ns: number }>(),
      );
      const sums = valueOf(payers, groupOf(this.#trace, goroutine), () => ({ count: 0, ns: 0 }));
      sums.count++;
      sums.ns += to - from;
    }
  }

  /** A worker's label lasts until its goroutine stops. */
  #addWorkers(): void {
    const { labels, symbols, spans, goroutines } = this.#trace;
    for (let row = 0; row < labels.length; row++) {
      const mode = MODES[symbols.strings.get(labels.label[row] as StringIndex)];
      const goroutine = labels.goroutine[row]! as GoroutineIndex;
      if (mode === undefined || goroutine < 0) continue;
      const from = labels.time[row]!;
      const first = goroutines.spanOffsets[goroutine]!;
      const last = goroutines.spanOffsets[goroutine + 1]!;
      const span = binarySearchLast(spans.start, from, first, last);
      if (span < first || spans.state[span] !== SpanState.Running) continue;
      const sums = valueOf(this.#workers, this.#cycleAt(from), () => ({ dedicated: 0, fractional: 0, idle: 0 }));
      sums[mode] += overlapNs(from, spanEnd(this.#trace, goroutine, span as SpanIndex), {
        from,
        to: this.#trace.durationNs,
      });
    }
  }

  #addSweeps(): void {
    const { ranges } = this.#trace;
    for (const range of rangesNamed(this.#trace, RANGE_SWEEP)) {
      const { from, to } = intervalOf(this.#trace, ranges.start[range]!, ranges.end[range]!);
      const sums = valueOf(this.#sweeps, this.#cycleAt(from), () => ({
        count: 0,
        ns: 0,
        sweptBytes: 0,
        reclaimedBytes: 0,
      }));
      sums.count++;
      sums.ns += to - from;
      sums.sweptBytes += ranges.swept[range]!;
      sums.reclaimedBytes += ranges.reclaimed[range]!;
    }
  }

  /** The latest cycle that had begun; -1 before the first. */
  #cycleAt(time: number): number {
    return binarySearchLast(this.#starts, time);
  }
}

function valueOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
