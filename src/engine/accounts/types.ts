import type { TaskEvent } from "../../analysis/task-account.ts";
import type { GoroutineIndex } from "../../base/indices.ts";
import type { TimeColumnInfo } from "../analyses/types.ts";
import type { FrameText, GoroutineRef, SpanRef } from "../protocol.ts";

/**
 * All about one thing of the trace. All throw a RangeError for a row that there is not. Lists are cut at `LISTED`, with a count
 * of all beside them; what may be longer comes in pages.
 */
export interface Accounts {
  task(task: number): Promise<TaskDetails>;
  /** What was done for a task in order, of that only what mentions the text; from `first` on, at most `count`. */
  taskEvents(task: number, text: string, first: number, count: number): Promise<TaskEventPage>;
  region(region: number): Promise<RegionDetails>;
  /** Whom a goroutine had to do with in a window, ns, and what it did there for tasks and in regions. */
  goroutineAccount(goroutine: GoroutineIndex, from: number, to: number): Promise<GoroutineAccounts>;
  /** Its spans that reach into a window, by start; from `first` on, at most `count`. */
  goroutineSpans(goroutine: GoroutineIndex, from: number, to: number, first: number, count: number): Promise<SpanPage>;
}

/** The first of a list, and how long it is in all. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

export interface GoroutineAccounts {
  readonly spanCount: number;
  /** Goroutines that it created, by creation, in all the trace. */
  readonly children: Listed<GoroutineRef & { readonly created: number }>;
  /** Who unblocked it from where (that one's stack), most often first; undefined: no goroutine, but the runtime. */
  readonly wakings: Listed<{
    readonly goroutine: GoroutineRef | undefined;
    readonly stack: readonly FrameText[];
    readonly count: number;
  }>;
  /** Whom it unblocked. */
  readonly woke: Listed<{ readonly goroutine: GoroutineRef; readonly count: number }>;
  /** Those that unblocked it in all the trace, and those that unblocked them. */
  readonly related: Listed<GoroutineRef>;
  readonly tasks: Listed<TaskRef & Lasting>;
  readonly regions: Listed<{ readonly region: number; readonly name: string } & Lasting>;
  readonly logs: Listed<Said>;
  readonly labels: Listed<Said>;
}

/** A log with its category, or a label that the runtime gave a goroutine. */
export interface Said {
  readonly time: number;
  readonly category: string;
  readonly text: string;
}

export interface SpanPage {
  readonly total: number;
  readonly first: number;
  readonly rows: readonly SpanRef[];
}

/** A task as a link shows it: its row of the task table, and the program's names for it. */
export interface TaskRef {
  readonly task: number;
  readonly id: string;
  readonly name: string;
}

/** From when to when; where the trace does not hold its begin or end, that is the trace's. */
export interface Lasting {
  readonly start: number;
  readonly end: number;
  readonly began: boolean;
  readonly ended: boolean;
}

export interface TaskDetails extends TaskRef, Lasting {
  readonly parent: TaskRef | undefined;
  /** Which goroutine began it, where, and that one's group. */
  readonly goroutine: GoroutineRef | undefined;
  readonly group: number;
  readonly startStack: readonly FrameText[];
  /** Where the time of its goroutines went, each from the first to the last thing that it did for the task, ns. */
  readonly times: readonly TimeColumnInfo[];
  readonly goroutineNs: number;
  /** How much of it passed while the garbage collector marked, and while it had stopped the world, ns. */
  readonly markNs: number;
  readonly stoppedNs: number;
  readonly goroutines: readonly { readonly goroutine: GoroutineRef; readonly from: number; readonly to: number }[];
  readonly goroutineCount: number;
  readonly children: readonly (TaskRef & Lasting)[];
  readonly childCount: number;
  readonly regionCount: number;
  readonly logCount: number;
}

export interface TaskEventPage {
  readonly total: number;
  readonly first: number;
  readonly rows: readonly TaskEventRow[];
}

export interface TaskEventRow extends Omit<TaskEvent, "goroutine"> {
  readonly goroutine: GoroutineRef | undefined;
}

export interface RegionDetails extends Lasting {
  /** Row of the region table. */
  readonly region: number;
  readonly name: string;
  readonly goroutine: GoroutineRef;
  readonly group: number;
  readonly task: TaskRef | undefined;
  /** Where its goroutine's time in it went, ns. */
  readonly times: readonly TimeColumnInfo[];
  readonly startStack: readonly FrameText[];
  readonly endStack: readonly FrameText[];
}
