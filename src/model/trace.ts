import type {
  GoroutineIndex,
  ProcIndex,
  RegionIndex,
  SpanIndex,
  StackIndex,
  StringIndex,
  TaskIndex,
  ThreadIndex,
} from "../base/indices.ts";
import type { Damage } from "./damage.ts";
import type { ClockSnapshot } from "./event.ts";
import type { SparseColumn } from "./sparse-column.ts";
import type { Symbols } from "./symbols.ts";
import type { EventKind, ProcState, ResourceKind, SpanState } from "./vocabulary.ts";

type IntColumn = Uint16Array | Uint8Array;
/** As narrow as the largest value allows; -1 for none. */
type IndexColumn = Int32Array | Int16Array | Int8Array;

/**
 * A trace, whole: tables as columns, built once, never changed. All times are ns since the first event (float64).
 * Indices into a table are branded where they stand alone; in a column they are plain numbers, -1 for none.
 */
export interface Trace {
  /** What the header says, for example "go 1.26". */
  readonly format: string;
  /** Last event's time. */
  readonly durationNs: number;
  readonly eventCount: number;
  /** Number of events by kind. */
  readonly kindCounts: Readonly<Record<EventKind, number>>;
  readonly damage: readonly Damage[];
  readonly clocks: readonly ClockSnapshot[];
  readonly symbols: Symbols;
  readonly goroutines: GoroutineTable;
  readonly spans: SpanTable;
  readonly procs: ProcTable;
  readonly threads: ThreadTable;
  readonly ranges: RangeTable;
  readonly metrics: readonly MetricSeries[];
  readonly tasks: TaskTable;
  readonly regions: RegionTable;
  readonly logs: LogTable;
  readonly labels: LabelTable;
  readonly samples: SampleTable;
  /** Times of the Sync events, that is of the generations' starts. */
  readonly syncs: Float64Array;
}

/**
 * One row per life of a goroutine; `symbols.goroutines` has its id. A row that the trace only mentions (in a CPU sample)
 * has no spans, and NaN for `created`.
 */
export interface GoroutineTable {
  readonly length: number;
  /** Root function of the first stack seen, a string index; 0 ("") if no stack was seen. */
  readonly name: Int32Array;
  /** First appearance: creation, or the Sync before it was first mentioned. */
  readonly created: Float64Array;
  /** 1 if it was created within the trace, 0 if it was there before. */
  readonly born: Uint8Array;
  /** When an event first spoke of it: `created` if it was born in the trace, and later than that if not. */
  readonly mentioned: Float64Array;
  /** When it first ran; NaN if never. */
  readonly started: Float64Array;
  /** When it ended; NaN if it was still there at the end. */
  readonly ended: Float64Array;
  /** The goroutine that created it, or -1. */
  readonly parent: Int32Array;
  /** Stack of the go statement that created it, or -1. */
  readonly creationStack: Int32Array;
  /** Spans of goroutine g are rows spanOffsets[g] to spanOffsets[g+1] of the span table; length+1 entries. */
  readonly spanOffsets: Uint32Array;
  /** Goroutine of span 64 · i, where `spanOwner` begins to look; see `indexOwners`. */
  readonly spanOwners: Uint32Array;
}

/**
 * What lies between two transitions of a goroutine. Rows of one goroutine lie together, in time order, and abut:
 * a span ends where the next begins, the last one at the goroutine's end or, failing that, the trace's.
 */
export interface SpanTable {
  readonly length: number;
  readonly start: Float64Array;
  /** SpanState. */
  readonly state: Uint8Array;
  /** Reason, as row of `reasons`; 0 is "". Only Runnable (of its own accord) and Waiting spans have one. */
  readonly reason: IntColumn;
  /** String index of each reason that occurs. */
  readonly reasons: Int32Array;
  /** Stack of the event that began the span; for a Runnable span that another began, the waker's stack; or -1. */
  readonly stack: IndexColumn;
  /** Runnable: the goroutine that made it so (by waking or by creating it), or -1. */
  readonly waker: SparseColumn;
  /** Proc and thread of the event that began the span, or -1. For Running and Syscall: those it is on. */
  readonly proc: IndexColumn;
  readonly thread: IndexColumn;
}

/** Procs in order of first appearance; `symbols.procs` has the ids. */
export interface ProcTable {
  readonly length: number;
  /** States of proc p are rows stateOffsets[p] to stateOffsets[p+1]; they abut as spans do. */
  readonly stateOffsets: Uint32Array;
  readonly stateStart: Float64Array;
  /** ProcState; NotExist before a proc is first seen and never again. */
  readonly state: Uint8Array;
  /** Thread that holds the proc, or -1. */
  readonly stateThread: Int32Array;
  /** What ran on proc p, by time: rows runOffsets[p] to runOffsets[p+1] of `run`. */
  readonly runOffsets: Uint32Array;
  /** Goroutine spans (Running or Syscall) on the proc. */
  readonly run: Int32Array;
}

/** Threads in order of first appearance; `symbols.threads` has the ids. */
export interface ThreadTable {
  readonly length: number;
  /** How many of the spans in `procs.run` each thread ran. */
  readonly runCounts: Uint32Array;
}

/** Ranges in the order they end; those still open when the trace ends come last. */
export interface RangeTable {
  readonly length: number;
  /** String index. */
  readonly name: Int32Array;
  /** ResourceKind. */
  readonly scope: Uint8Array;
  /** Row of the goroutine or proc it is bound to, or -1. */
  readonly subject: Int32Array;
  /** Where it was first seen. */
  readonly start: Float64Array;
  /** NaN if it had not ended. */
  readonly end: Float64Array;
  /** 1: it was under way already when the trace, or the part of it that could be read, began; see `rangeSince`. */
  readonly active: Uint8Array;
  /** Goroutine whose time it took, or -1: the one it is bound to; for a sweep the one that began and ended it. */
  readonly charged: Int32Array;
  /** Goroutine, proc and stack of the event that began it, or -1. */
  readonly goroutine: Int32Array;
  readonly proc: Int32Array;
  readonly stack: Int32Array;
  /** Sweeps: bytes swept and reclaimed; otherwise 0. */
  readonly swept: Float64Array;
  readonly reclaimed: Float64Array;
}

export interface MetricSeries {
  readonly name: string;
  readonly time: Float64Array;
  readonly value: Float64Array;
}

/** One row per task id; `symbols.tasks` has the ids. */
export interface TaskTable {
  readonly length: number;
  readonly name: Int32Array;
  /** Parent's row, or -1. */
  readonly parent: Int32Array;
  /** NaN where the trace does not hold the event. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly startGoroutine: Int32Array;
  readonly endGoroutine: Int32Array;
  readonly startStack: Int32Array;
  /** How many goroutines did something for it. */
  readonly goroutineCount: Int32Array;
  readonly regionCount: Int32Array;
  readonly logCount: Int32Array;
  readonly childCount: Int32Array;
  /** Pairs of a task and a goroutine that did something for it, in order of first sight. */
  readonly memberTask: Int32Array;
  readonly memberGoroutine: Int32Array;
}

/** User regions, those of a goroutine together, by start; see `offsets`. */
export interface RegionTable {
  readonly length: number;
  /** Regions of goroutine g are rows offsets[g] to offsets[g+1]. */
  readonly offsets: Uint32Array;
  readonly goroutine: Int32Array;
  readonly task: Int32Array;
  readonly name: Int32Array;
  /** NaN: began before the trace. */
  readonly start: Float64Array;
  /** NaN: had not ended when the trace did. */
  readonly end: Float64Array;
  readonly startStack: Int32Array;
  readonly endStack: Int32Array;
  /** 1: no region of the program's, but the task that a goroutine inherits from the region it was created in. */
  readonly inherited: Uint8Array;
}

export interface LogTable {
  readonly length: number;
  readonly time: Float64Array;
  readonly goroutine: Int32Array;
  readonly task: Int32Array;
  readonly category: Int32Array;
  readonly message: Int32Array;
  readonly stack: Int32Array;
}

/** Labels that the runtime sets on goroutines, such as "GC (dedicated)"; a label lasts until its goroutine stops. */
export interface LabelTable {
  readonly length: number;
  readonly time: Float64Array;
  readonly goroutine: Int32Array;
  readonly label: Int32Array;
}

/** CPU samples. */
export interface SampleTable {
  readonly length: number;
  readonly time: Float64Array;
  readonly goroutine: Int32Array;
  readonly proc: Int32Array;
  readonly thread: Int32Array;
  readonly stack: Int32Array;
}

/** Re-exported for readers of this file: what the columns above hold. */
export type {
  GoroutineIndex,
  ProcIndex,
  RegionIndex,
  ResourceKind,
  SpanIndex,
  SpanState,
  StackIndex,
  StringIndex,
  TaskIndex,
  ThreadIndex,
  ProcState,
};

/** End of a span, given the goroutine it belongs to. */
export function spanEnd(trace: Trace, goroutine: GoroutineIndex, span: SpanIndex): number {
  return span + 1 < trace.goroutines.spanOffsets[goroutine + 1]!
    ? trace.spans.start[span + 1]!
    : goroutineEnd(trace, goroutine);
}

/** When a goroutine ended or, if it did not, the trace. */
export function goroutineEnd(trace: Trace, goroutine: GoroutineIndex): number {
  const ended = trace.goroutines.ended[goroutine]!;
  return Number.isNaN(ended) ? trace.durationNs : ended;
}

const OWNER_BITS = 6;

/** Notes the owner of every 64th span, for `spanOwner`. */
export function indexOwners(spanOffsets: Uint32Array): Uint32Array {
  const goroutines = spanOffsets.length - 1;
  const owners = new Uint32Array(Math.ceil(spanOffsets[goroutines]! / 2 ** OWNER_BITS));
  let goroutine = 0;
  for (let i = 0; i < owners.length; i++) {
    while (spanOffsets[goroutine + 1]! <= i << OWNER_BITS) goroutine++;
    owners[i] = goroutine;
  }
  return owners;
}

/** The goroutine that a span belongs to. */
export function spanOwner({ goroutines }: Trace, span: SpanIndex): GoroutineIndex {
  const { spanOffsets, spanOwners } = goroutines;
  let goroutine = spanOwners[span >>> OWNER_BITS]!;
  while (spanOffsets[goroutine + 1]! <= span) goroutine++;
  return goroutine as GoroutineIndex;
}

/**
 * Whether a row of the proc table is a proc that ever was. Traces before Go 1.22 place events that have no proc at made-up
 * ones (such as 1000003, where syscalls end); nothing runs there.
 */
function procExisted(procs: ProcTable, proc: ProcIndex): boolean {
  return (
    procs.stateOffsets[proc] !== procs.stateOffsets[proc + 1] || procs.runOffsets[proc] !== procs.runOffsets[proc + 1]
  );
}

/** The procs that ever were, by their ids. */
export function procsById({ procs, symbols }: Trace): readonly ProcIndex[] {
  return Array.from({ length: procs.length }, (_, row) => row as ProcIndex)
    .filter((proc) => procExisted(procs, proc))
    .sort((a, b) => symbols.procs.number(a) - symbols.procs.number(b));
}

/** How many procs there were. */
export function procCount({ procs }: Trace): number {
  let count = 0;
  for (let proc = 0; proc < procs.length; proc++) if (procExisted(procs, proc as ProcIndex)) count++;
  return count;
}
