import type { GoroutineIndex, ProcIndex, StringIndex, ThreadIndex } from "../base/indices.ts";
import { procExisted, type Trace } from "../model/trace.ts";
import { ByteCache } from "./byte-cache.ts";
import { countCurves, countGoroutines, type CountedKind, type Counts } from "./count-curves.ts";
import { findHeapSeries, heapCurves, type HeapSeries } from "./heap-curves.ts";
import { indexGc, type GcIndex } from "./gc-index.ts";
import { groupStyle, reasonStyles } from "./goroutine-style.ts";
import { Arrangements } from "./arrangements.ts";
import { describeMembers, groupByFunction, membersOf, type Groups } from "./groups.ts";
import { summariseGroup, type GroupSummary } from "./group-summary.ts";
import { GoroutineLane, RunLane, type Lane, type RunStyles } from "./lane.ts";
import type { GappedLane } from "./gapped-lane.ts";
import { buildOccupancy, type Occupancy } from "./occupancy.ts";
import { procEvents, ProcStateLane } from "./proc-events.ts";
import { threadRuns, threadsWithProc, type ThreadRuns } from "./thread-runs.ts";
import { buildPyramid, pyramidBase, type LanePyramid } from "./lane-pyramid.ts";
import { frameRows } from "./frames.ts";
import { regionsOfGoroutine } from "./regions.ts";
import { indexRows, rowsOf, type RowIndex } from "./row-index.ts";
import { describeTasks, indexTasks, taskTypes, type TaskIndexes, type TaskList } from "./tasks.ts";
import { Style } from "./style.ts";
import type {
  GoroutineLanes,
  TaskMembers,
  GroupMembers,
  GroupOrder,
  SeriesTile,
  TrackOutline,
  TrackRef,
} from "./types.ts";

/** Runs the background marking of the garbage collector: coloured as such, whatever its group. */
const GC_WORKER = "runtime.gcBgMarkWorker";

/** So many goroutines are kept of which it is known what lies under them. */
const LANES_KEPT = 1000;
interface KeptLanes extends GoroutineLanes {
  readonly byteLength: number;
}

/** Bytes that pyramids and summaries may take together: one a span, and room for small traces. */
function cacheLimit(trace: Trace): number {
  return trace.spans.length + (4 << 20);
}

/**
 * A trace as the timeline sees it: its goroutines grouped, and what makes tiles fast, built when first asked for. Of
 * pyramids and summaries those used last are kept.
 */
export class Timeline {
  readonly trace: Trace;
  /** By start function. */
  readonly groups: Groups;
  readonly arrangements: Arrangements;
  readonly gc: GcIndex;
  /** Style of each reason of the span table. */
  readonly reasonStyles: Uint8Array;
  readonly #runStyles: RunStyles;
  readonly #pyramids: ByteCache<string, LanePyramid>;
  readonly #summaries: ByteCache<number, GroupSummary>;
  #counts: Counts | undefined;
  #waiters: Counts | undefined;
  #heap: HeapSeries | undefined;
  #procEvents: readonly GappedLane[] | undefined;
  #threadRuns: ThreadRuns | undefined;
  #threadsWithProc: readonly GappedLane[] | undefined;
  #tasks: TaskIndexes | undefined;
  #samples: RowIndex | undefined;
  #logs: RowIndex | undefined;
  #labels: RowIndex | undefined;
  readonly #lanes: ByteCache<number, KeptLanes>;
  readonly #occupancy: ByteCache<string, Occupancy>;

  constructor(trace: Trace) {
    this.trace = trace;
    this.groups = groupByFunction(trace);
    this.gc = indexGc(trace);
    this.reasonStyles = reasonStyles(trace);
    this.arrangements = new Arrangements(trace, this.reasonStyles, this.groups, () => this.tasks());
    this.#runStyles = runStyles(trace, this.groups);
    this.#pyramids = new ByteCache(cacheLimit(trace));
    this.#summaries = new ByteCache(cacheLimit(trace));
    this.#occupancy = new ByteCache(cacheLimit(trace));
    this.#lanes = new ByteCache(LANES_KEPT);
  }

  outline(): TrackOutline {
    const { symbols } = this.trace;
    return {
      procs: this.procs().map((index) => ({ index, id: symbols.procs.text(index) })),
      threads: this.#threads(),
      groups: this.groups.infos,
      taskTypes: this.#tasks?.types ?? taskTypes(this.trace),
    };
  }

  /** Those that ever were, by id. */
  procs(): readonly ProcIndex[] {
    const { procs, symbols } = this.trace;
    return Array.from({ length: procs.length }, (_, index) => index as ProcIndex)
      .filter((index) => procExisted(procs, index))
      .sort((a, b) => symbols.procs.number(a) - symbols.procs.number(b));
  }

  #threads(): TrackOutline["threads"] {
    return Array.from(this.trace.threads.runCounts, (count, index) => ({ count, index: index as ThreadIndex }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || a.index - b.index)
      .map(({ index }) => ({ index, id: this.trace.symbols.threads.text(index) }));
  }

  /** Of the track of a group. Throws a RangeError for one that there is not. */
  members(group: number, order: GroupOrder = "seen"): GroupMembers {
    return describeMembers(this.trace, group, this.arrangements.ordered(group, order));
  }

  /** Throws a RangeError for a track that the trace does not have. */
  check({ kind, index }: TrackRef): void {
    const { trace } = this;
    const lengths: Readonly<Partial<Record<TrackRef["kind"], number>>> = {
      regions: trace.goroutines.length,
      logs: trace.goroutines.length,
      frames: trace.goroutines.length,
      goroutine: trace.goroutines.length,
      proc: trace.procs.length,
      thread: trace.threads.length,
      task: trace.tasks.length,
    };
    if (kind === "task-type") return void this.taskList(index);
    const length = lengths[kind];
    if (length !== undefined && !inRange(index, length)) throw new RangeError(`no track ${kind} ${index}`);
  }

  /** The lane of a goroutine, or what ran on a proc or thread. Throws a RangeError for other tracks, and for what the trace does not have. */
  lane(track: TrackRef): Lane {
    const { trace } = this;
    if (track.kind === "goroutine" && inRange(track.index, trace.goroutines.length)) {
      return new GoroutineLane(trace, this.reasonStyles, track.index as GoroutineIndex);
    }
    if (track.kind === "proc" && inRange(track.index, trace.procs.length)) {
      const { runOffsets } = trace.procs;
      return new RunLane(
        trace,
        this.#runStyles,
        trace.procs.run,
        runOffsets[track.index]!,
        runOffsets[track.index + 1]!,
      );
    }
    if (track.kind === "thread" && inRange(track.index, trace.threads.length)) {
      this.#threadRuns ??= threadRuns(trace);
      const { offsets } = this.#threadRuns;
      return new RunLane(
        trace,
        this.#runStyles,
        this.#threadRuns.run,
        offsets[track.index]!,
        offsets[track.index + 1]!,
      );
    }
    throw new RangeError(`no track ${track.kind} ${track.index}`);
  }

  tasks(): TaskIndexes {
    return (this.#tasks ??= indexTasks(this.trace));
  }

  /** Of the track of a type of task. Throws a RangeError for one that there is not. */
  taskList(type: number): TaskList {
    const list = this.arrangements.tasks(type);
    if (list === undefined) throw new RangeError(`no type of task ${type} of ${this.tasks().byType.length}`);
    return list;
  }

  /** Throws a RangeError for a type that there is not. */
  taskMembers(type: number): TaskMembers {
    return describeTasks(this.trace, type, this.taskList(type).tasks);
  }

  /** CPU samples of a goroutine, by time; likewise logs and labels. */
  samplesOf(goroutine: GoroutineIndex): Int32Array {
    const { samples, goroutines } = this.trace;
    this.#samples ??= indexRows(samples.goroutine, samples.length, goroutines.length);
    return rowsOf(this.#samples, goroutine);
  }

  logsOf(goroutine: GoroutineIndex): Int32Array {
    const { logs, goroutines } = this.trace;
    this.#logs ??= indexRows(logs.goroutine, logs.length, goroutines.length);
    return rowsOf(this.#logs, goroutine);
  }

  labelsOf(goroutine: GoroutineIndex): Int32Array {
    const { labels, goroutines } = this.trace;
    this.#labels ??= indexRows(labels.goroutine, labels.length, goroutines.length);
    return rowsOf(this.#labels, goroutine);
  }

  /** What there is to show under a goroutine. Throws a RangeError for one that there is not. */
  lanesOf(goroutine: GoroutineIndex): GoroutineLanes {
    if (!inRange(goroutine, this.trace.goroutines.length)) throw new RangeError(`no track goroutine ${goroutine}`);
    return this.#lanes.get(goroutine, () => ({
      goroutine,
      regions: regionsOfGoroutine(this.trace, goroutine).rows,
      frames: frameRows(this, goroutine),
      logs: this.logsOf(goroutine).length + this.labelsOf(goroutine).length > 0,
      byteLength: 1,
    }));
  }

  /** When a thread held the proc, and when it was idle. */
  procStates(proc: number): Lane {
    return new ProcStateLane(this.trace, proc);
  }

  /** What happened on a proc beside what ran. */
  procEvents(proc: number): GappedLane {
    this.#procEvents ??= procEvents(this.trace);
    return this.#procEvents[proc]!;
  }

  /** When a thread held a proc, whose number is the `ref`. */
  threadStates(thread: number): GappedLane {
    this.#threadsWithProc ??= threadsWithProc(this.trace);
    return this.#threadsWithProc[thread]!;
  }

  /** Which share of its time a proc or thread ran something. */
  occupancy(track: TrackRef, lane: Lane): Occupancy {
    return this.#occupancy.get(keyOf(track), () => buildOccupancy(lane));
  }

  /** The pyramid of a lane for columns of 2^octave ns, or undefined where its spans are to be looked at. */
  pyramid(key: string, lane: Lane, octave: number): LanePyramid | undefined {
    const base = pyramidBase(lane);
    if (base === undefined || octave < base) return undefined;
    return this.#pyramids.get(key, () => buildPyramid(lane, base));
  }

  /** Of a group by start function. Throws a RangeError for one that there is not. */
  groupMembers(group: number): Int32Array {
    if (!inRange(group, this.groups.infos.length))
      throw new RangeError(`no group ${group} in this trace: it has ${this.groups.infos.length}`);
    return membersOf(this.groups, group);
  }

  summary(group: number): GroupSummary {
    const members = this.arrangements.members(group);
    return this.#summaries.get(group, () => summariseGroup(this.trace, this.reasonStyles, members));
  }

  /** Of the track of waiters syscalls on files are counted apart. */
  counts(kind: CountedKind): Counts {
    if (kind === "waiters") return (this.#waiters ??= countGoroutines(this.trace, this.reasonStyles, ["waiters"]));
    return (this.#counts ??= countGoroutines(this.trace, this.reasonStyles, ["goroutines", "threads"]));
  }

  heapCurves(from: number, to: number, columns: number): SeriesTile {
    this.#heap ??= findHeapSeries(this.trace);
    return heapCurves(this.#heap, this.trace.durationNs, from, to, columns);
  }

  countCurves(kind: CountedKind, from: number, to: number, columns: number): SeriesTile {
    return countCurves(this.trace, this.reasonStyles, this.counts(kind), kind, from, to, columns);
  }
}

/** Names a track among what is kept. */
export function keyOf({ kind, index }: TrackRef): string {
  return `${kind}:${index}`;
}

function inRange(index: number, length: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < length;
}

/** By goroutine: what a proc or thread looks like that runs it. */
function runStyles(trace: Trace, groups: Groups): RunStyles {
  return Uint8Array.from(groups.of, (group, goroutine) => {
    const name = trace.symbols.strings.get(trace.goroutines.name[goroutine]! as StringIndex);
    return name === GC_WORKER ? Style.GCWorker : groupStyle(group);
  });
}
