import type { GoroutineIndex, ProcIndex, ThreadIndex } from "../base/indices.ts";
import { Part } from "../base/part.ts";
import type { Steps } from "../base/steps.ts";
import { procsById, type Trace } from "../model/trace.ts";
import { Arrangements } from "./arrangements.ts";
import { ByteCache } from "./byte-cache.ts";
import {
  countCurves,
  countGoroutines,
  countGrid,
  countWindow,
  type CountedKind,
  type CountedWindow,
  type Counts,
} from "./count-curves.ts";
import { fileStacks } from "./file-calls.ts";
import { frameRows } from "./frames.ts";
import type { GappedLane } from "./gapped-lane.ts";
import { indexGc, type GcIndex } from "./gc-index.ts";
import { groupStyle, reasonStyles } from "./goroutine-style.ts";
import { octaveOf } from "./grid.ts";
import { groupLife, summariseGroup, summaryBase, type GroupSummary } from "./group-summary.ts";
import { describeMembers, groupByFunction, membersOf, type Groups } from "./groups.ts";
import { findHeapSeries, heapCurves, type HeapSeries } from "./heap-curves.ts";
import { GoroutineLane, RunLane, type Lane, type RunStyles } from "./lane.ts";
import { buildPyramid, pyramidBase, type LanePyramid } from "./lane-pyramid.ts";
import { PartCache } from "./part-cache.ts";
import { procEvents, ProcStateLane } from "./proc-events.ts";
import { regionsOfGoroutine } from "./regions.ts";
import { indexRows, rowsOf, type RowIndex } from "./row-index.ts";
import { buildRunDetail, type RunDetail } from "./run-detail.ts";
import { runsOfProc, type RunList } from "./run-list.ts";
import { addStates, StateSums } from "./state-times.ts";
import { Style } from "./style.ts";
import { describeTasks, indexTasks, taskTypes, type TaskIndexes, type TaskList } from "./tasks.ts";
import { threadRuns, threadsWithProc } from "./thread-runs.ts";
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

/** Of a group. */
const FEW_SPANS = 1 << 17;

/** So many goroutines are kept of which it is known what lies under them. */
const LANES_KEPT = 1000;
interface KeptLanes extends GoroutineLanes {
  readonly byteLength: number;
}

/**
 * Bytes that pyramids may take together, and so much again summaries and what is known of procs and threads: one a span, and
 * room for small traces. All that there is of one kind fits, so that tracks side by side do not push each other out.
 */
function cacheLimit(trace: Trace): number {
  return trace.spans.length + (4 << 20);
}

/**
 * A trace as the timeline sees it: its goroutines grouped, and what makes tiles fast, built when first needed: in `Part`s,
 * so that whoever needs one may take its steps between other work. What is not built yet when it is asked for is built at
 * once; `missingFor` tells what that would be.
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
  readonly #pyramids: PartCache<LanePyramid>;
  readonly #summaries: PartCache<GroupSummary>;
  readonly #runs: PartCache<RunDetail>;
  readonly countsPart: Part<Counts>;
  /** Of the track of waiters: syscalls on files are counted apart. */
  readonly waitersPart: Part<Counts>;
  readonly procEventsPart: Part<readonly GappedLane[]>;
  readonly threadRunsPart: Part<readonly RunList[]>;
  /** Memory to add up goroutines of small windows in. */
  readonly sums: StateSums;
  /** Of the window that was counted last: several tracks show it. */
  #counted: CountedWindow | undefined;
  #heap: HeapSeries | undefined;
  #tasks: TaskIndexes | undefined;
  #threadsWithProc: readonly GappedLane[] | undefined;
  #samples: RowIndex | undefined;
  #logs: RowIndex | undefined;
  #labels: RowIndex | undefined;
  readonly #lanes: ByteCache<number, KeptLanes>;

  constructor(trace: Trace) {
    this.trace = trace;
    this.groups = groupByFunction(trace);
    this.gc = indexGc(trace);
    this.reasonStyles = reasonStyles(trace);
    this.arrangements = new Arrangements(trace, this.reasonStyles, this.groups, () => this.tasks());
    this.#runStyles = runStyles(this.groups);
    this.#pyramids = new PartCache(cacheLimit(trace));
    this.#summaries = new PartCache(cacheLimit(trace));
    this.#runs = new PartCache(cacheLimit(trace));
    this.#lanes = new ByteCache(LANES_KEPT);
    this.sums = new StateSums(trace, this.reasonStyles, { width: 1, first: 0, end: 0 });
    this.countsPart = new Part(() => this.#count());
    this.procEventsPart = new Part(() => procEvents(trace));
    this.threadRunsPart = new Part(() => threadRuns(trace));
    this.waitersPart = new Part(() => this.#countWaiters());
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

  procs(): readonly ProcIndex[] {
    return procsById(this.trace);
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

  /** Whether there is such a track; those of groups and types of tasks are known while their arrangement is. */
  has({ kind, index }: TrackRef): boolean {
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
    if (kind === "task-type") return this.arrangements.tasks(index) !== undefined;
    if (kind === "group") return this.arrangements.has(index);
    const length = lengths[kind];
    return length === undefined || inRange(index, length);
  }

  /** Throws a RangeError for a track that there is not. */
  check(track: TrackRef): void {
    if (!this.has(track)) throw new RangeError(`no track ${track.kind} ${track.index}`);
  }

  /** The lane of a goroutine, or what ran on a proc or thread. Throws a RangeError for other tracks, and for what the trace does not have. */
  lane(track: TrackRef): Lane {
    const { trace } = this;
    const { kind, index } = track;
    if (kind === "goroutine" && inRange(index, trace.goroutines.length))
      return new GoroutineLane(trace, this.reasonStyles, index as GoroutineIndex);
    if (kind === "proc" && inRange(index, trace.procs.length))
      return new RunLane(trace, this.#runStyles, runsOfProc(trace, index));
    if (kind === "thread" && inRange(index, trace.threads.length))
      return new RunLane(trace, this.#runStyles, this.threadRunsPart.finish()[index]!);
    throw new RangeError(`no track ${kind} ${index}`);
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
    return this.procEventsPart.finish()[proc]!;
  }

  /** When a thread held a proc, whose number is the `ref`. */
  threadStates(thread: number): GappedLane {
    this.#threadsWithProc ??= threadsWithProc(this.trace);
    return this.#threadsWithProc[thread]!;
  }

  /** What a proc or thread looks like in wide windows. */
  runDetail(track: TrackRef): RunDetail {
    return this.#runs.get(keyOf(track), () => buildRunDetail(this.lane(track)));
  }

  /** What is left to do for it; its lane has to be there. */
  missingRuns(track: TrackRef): Part<unknown> | undefined {
    return this.#runs.missing(keyOf(track), () => buildRunDetail(this.lane(track)));
  }

  /** The pyramid of a lane for columns of 2^octave ns, or undefined where its spans are to be looked at. */
  pyramid(key: string, lane: Lane, octave: number): LanePyramid | undefined {
    const base = pyramidBase(lane);
    if (base === undefined || octave < base) return undefined;
    return this.#pyramids.get(key, () => buildPyramid(lane, base));
  }

  missingPyramid(key: string, lane: Lane, octave: number): Part<unknown> | undefined {
    const base = pyramidBase(lane);
    if (base === undefined || octave < base) return undefined;
    return this.#pyramids.missing(key, () => buildPyramid(lane, base));
  }

  /** Of a group by start function. Throws a RangeError for one that there is not. */
  groupMembers(group: number): Int32Array {
    if (!inRange(group, this.groups.infos.length))
      throw new RangeError(`no group ${group} in this trace: it has ${this.groups.infos.length}`);
    return membersOf(this.groups, group);
  }

  summary(group: number): GroupSummary {
    return this.#summaries.get(`${group}`, () => this.#summarise(group));
  }

  missingSummary(group: number): Part<unknown> | undefined {
    return this.#summaries.missing(`${group}`, () => this.#summarise(group));
  }

  *#summarise(group: number): Steps<GroupSummary> {
    const members = this.arrangements.members(group);
    return yield* summariseGroup(this.trace, this.reasonStyles, members, yield* groupLife(this.trace, members));
  }

  counts(kind: CountedKind): Counts {
    return (kind === "waiters" ? this.waitersPart : this.countsPart).finish();
  }

  /** Every goroutine is in one group: the same pass counts them all, and summarises the groups. */
  *#count(): Steps<Counts> {
    const { trace, groups } = this;
    const grid = countGrid(trace);
    const sums = new StateSums(trace, this.reasonStyles, grid);
    for (const { index } of groups.infos) {
      const members = membersOf(groups, index);
      const life = yield* groupLife(trace, members);
      // Few spans are added up twice sooner than a group of few columns is in many.
      const isOnce = life.spans >= FEW_SPANS || 2 ** summaryBase(life) <= grid.width;
      const counts = isOnce ? { octave: octaveOf(grid.width), sums } : undefined;
      this.#summaries.put(`${index}`, yield* summariseGroup(trace, this.reasonStyles, members, life, counts));
      if (!isOnce) yield* addStates(trace, members, sums);
      yield;
    }
    return yield* countGoroutines(trace, grid, yield* sums.finishSteps(), ["goroutines", "threads"]);
  }

  *#countWaiters(): Steps<Counts> {
    const { trace } = this;
    const grid = countGrid(trace);
    const files = fileStacks(trace);
    const sums = new StateSums(trace, this.reasonStyles, grid, files);
    yield* addStates(trace, this.groups.members, sums);
    return yield* countGoroutines(trace, grid, yield* sums.finishSteps(), ["waiters"], files);
  }

  heapCurves(from: number, to: number, columns: number): SeriesTile {
    this.#heap ??= findHeapSeries(this.trace);
    return heapCurves(this.#heap, this.trace.durationNs, from, to, columns);
  }

  countCurves(kind: CountedKind, from: number, to: number, columns: number): SeriesTile {
    const { trace } = this;
    const counts = this.counts(kind);
    let counted = this.#counted;
    if (counted?.counts !== counts || counted.from !== from || counted.to !== to || counted.columns !== columns) {
      counted = this.#counted = countWindow(trace, this.reasonStyles, this.sums, counts, from, to, columns);
    }
    return countCurves(trace, counted, kind);
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
function runStyles({ of, infos }: Groups): RunStyles {
  const styles = Uint8Array.from(infos, ({ name, index }) => (name === GC_WORKER ? Style.GCWorker : groupStyle(index)));
  const byGoroutine = new Uint8Array(of.length);
  for (let goroutine = 0; goroutine < of.length; goroutine++) byGoroutine[goroutine] = styles[of[goroutine]!]!;
  return byGoroutine;
}
