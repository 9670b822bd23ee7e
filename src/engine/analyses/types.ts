import type { Distribution } from "../../analysis/distribution.ts";
import type { Bucket } from "../../analysis/histogram.ts";
import type { GcCycle } from "../../analysis/gc-cycles.ts";
import type { UtilizationFlags } from "../../analysis/mmu/gc-busy.ts";
import type { MmuPoint, WorstWindow } from "../../analysis/mmu/mmu.ts";
import type { ProcRow } from "../../analysis/proc-utilization.ts";
import type { RegionTypeRow } from "../../analysis/regions.ts";
import type { Switches } from "../../analysis/switches.ts";
import type { TaskTypeRow } from "../../analysis/tasks.ts";
import type { WorldStop } from "../../analysis/world-stops.ts";
import type { GoroutineIndex } from "../../base/indices.ts";
import type { ScopeOverview } from "./overview-types.ts";
import type { Lasting, TaskRef } from "../accounts/types.ts";
import type { FrameText, GoroutineRef, SpanRef } from "../protocol.ts";

/** Which goroutines an analysis looks at. */
export type GoroutineChoice =
  | { readonly kind: "all" }
  /** A group of the track outline. */
  | { readonly kind: "group"; readonly group: number }
  | { readonly kind: "goroutine"; readonly goroutine: GoroutineIndex }
  /** Those whose start function contains the text, in any case of letters; * stands for anything. */
  | { readonly kind: "match"; readonly text: string }
  /** Those that did something for a task, a row of the task table, or for its subtasks. */
  | { readonly kind: "task"; readonly task: number };

/** A window, ns since the first event, and goroutines. */
export interface ScopeRequest {
  readonly from: number;
  readonly to: number;
  readonly goroutines: GoroutineChoice;
  /** Who asks, if they want to be able to give it up; see `Engine.giveUp`. */
  readonly asker?: string;
}

/**
 * Questions about a scope. Each is computed when first asked for and kept for a while. All throw a RangeError for a group
 * or goroutine that there is not.
 */
export interface Analyses {
  /** What happened, at first sight. */
  scopeOverview(scope: ScopeRequest): Promise<ScopeOverview>;
  gc(scope: ScopeRequest): Promise<GcReport>;
  goroutineGroups(scope: ScopeRequest): Promise<GroupReport>;
  /** Rows from `first` on, at most `count`, in the order asked for. */
  goroutineRows(
    scope: ScopeRequest,
    order: RowOrder,
    first: number,
    count: number,
    filter?: GoroutineFilter,
  ): Promise<GoroutinePage>;
  goroutineSpread(scope: ScopeRequest, filter: GoroutineFilter): Promise<GoroutineSpread>;
  /** Where the goroutines of a scope were created, most first. */
  creationStacks(scope: ScopeRequest): Promise<readonly CreationRow[]>;
  /** Points of the curve at these window lengths, ns, with percentiles at `shares`. */
  mmu(
    scope: ScopeRequest,
    flags: UtilizationFlags,
    windows: readonly number[],
    shares: readonly number[],
  ): Promise<readonly MmuPoint[]>;
  /** The ten windows of this length with the least utilization that do not overlap, worst first. */
  worstWindows(scope: ScopeRequest, flags: UtilizationFlags, windowNs: number): Promise<readonly WorstWindow[]>;
  /** How long goroutines waited to run, and what the procs did. */
  scheduler(scope: ScopeRequest): Promise<SchedulerReport>;
  tasks(scope: ScopeRequest): Promise<TaskReport>;
  /** Ordered by "start" or "ns". */
  taskRows(scope: ScopeRequest, choice: TaskChoice, order: RowOrder, first: number, count: number): Promise<TaskPage>;
  regions(scope: ScopeRequest): Promise<RegionReport>;
  /** Ordered by "start", "ns", or the key of a column. */
  regionRows(
    scope: ScopeRequest,
    choice: RegionChoice,
    order: RowOrder,
    first: number,
    count: number,
  ): Promise<RegionPage>;
  /** A table as text: unless another format is named, as CSV (RFC 4180), the same that the command line writes. */
  csv(table: CsvTable, scope: ScopeRequest, format?: TableFormat): Promise<string>;
}

/** "tsv" has tabs between columns, "markdown" is for a person. */
export type TableFormat = "csv" | "tsv" | "markdown";

export type CsvTable =
  | "cycles"
  | "stops"
  | "groups"
  | "goroutines"
  | "latency"
  | "procs"
  | "regions"
  | "tasks"
  | "times"
  | "facts";

export interface StopRow extends WorldStop {
  readonly askedBy: GoroutineRef | undefined;
}

export interface GcReport {
  readonly cycles: readonly GcCycle[];
  /** By start. */
  readonly stops: readonly StopRow[];
  readonly duration: Distribution;
  readonly histogram: readonly Bucket[];
}

/** A way to spend time that occurs in the scope. */
export interface TimeColumnInfo {
  /** Names it in a `RowOrder`; the same for all scopes of a trace. */
  readonly key: string;
  readonly kind: "state" | "blocked" | "range";
  readonly name: string;
  readonly style: number;
  /** Of all goroutines in scope, ns. */
  readonly totalNs: number;
}

export interface GroupReport {
  readonly columns: readonly TimeColumnInfo[];
  readonly rows: readonly GroupReportRow[];
  readonly goroutines: number;
  readonly lifetimeNs: number;
}

export interface GroupReportRow {
  /** Row of the track outline's groups. */
  readonly group: number;
  readonly name: string;
  readonly count: number;
  readonly created: number;
  readonly ended: number;
  readonly lifetime: Distribution;
  /** By column. */
  readonly times: readonly Distribution[];
}

/** "id", "created", "ended", "lifetime", or the key of a column. */
export interface RowOrder {
  readonly by: string;
  readonly descending: boolean;
}

/** Goroutines whose lifetime, or time in a column, lies in a bracket, ns. */
export interface TimeBracket {
  /** "lifetime", or the key of a column. */
  readonly by: string;
  readonly minNs: number;
  readonly belowNs: number;
}

/** Which goroutines of a scope are listed: those that meet all of it. At most thirty brackets. */
export interface GoroutineFilter {
  readonly brackets: readonly TimeBracket[];
  /** `CreationRow.stack` */
  readonly creationStack?: number;
}

/** How times of goroutines are spread; those that are 0 are counted apart. */
export interface Spread {
  readonly by: string;
  readonly histogram: readonly Bucket[];
  readonly none: number;
}

export interface GoroutineSpread {
  readonly lifetime: Spread;
  readonly columns: readonly (Spread & { readonly info: TimeColumnInfo })[];
}

export interface CreationRow {
  /** Row of the stack table, or -1: created before the trace, or by nobody that has a stack. */
  readonly stack: number;
  readonly frames: readonly FrameText[];
  readonly goroutines: number;
  /** One of them. */
  readonly first: GoroutineRef;
}

export interface GoroutinePage {
  /** How many are listed. */
  readonly total: number;
  readonly columns: readonly TimeColumnInfo[];
  readonly first: number;
  readonly rows: readonly GoroutineRow[];
}

export interface GoroutineRow {
  readonly goroutine: GoroutineRef;
  /** When it was there: first seen, and ended or NaN. */
  readonly created: number;
  readonly ended: number;
  /** How long it was there in the window, ns. */
  readonly lifetime: number;
  /** By column, ns. */
  readonly times: readonly number[];
}

/** Latencies are from runnable to running, ns; each wait counts whole, there where it ended. */
export interface SchedulerReport {
  readonly overall: Distribution;
  readonly histogram: readonly Bucket[];
  /** By start function; those that waited longest in all first. `group` is a row of the track outline's groups. */
  readonly groups: readonly { readonly group: number; readonly name: string; readonly latency: Distribution }[];
  /** The window in equal parts, with the waits that ended in each, and how many were runnable at once on the mean. */
  readonly overTime: readonly {
    readonly from: number;
    readonly to: number;
    readonly latency: Distribution;
    readonly runnable: number;
  }[];
  /** The longest waits, longest first. */
  readonly longest: readonly (SpanRef & { readonly goroutine: GoroutineRef })[];
  readonly procs: readonly (ProcRow & { readonly id: string })[];
  readonly switches: Switches;
  /** From when on GOMAXPROCS was what. */
  readonly gomaxprocs: readonly { readonly time: number; readonly procs: number }[];
}

/** Regions of one name that were started in one place. */
export interface RegionType extends Omit<RegionTypeRow, "frame"> {
  readonly frame: FrameText | undefined;
}

export interface RegionReport {
  /** Most frequent first. Distributions are of those that began and ended within the trace. */
  readonly types: readonly RegionType[];
  readonly count: number;
  /** Of all types together. */
  readonly histogram: readonly Bucket[];
}

/** Which regions of a scope are listed. Bounds of time are met only by regions that began and ended within the trace. */
export interface RegionChoice {
  readonly name?: string;
  /** `frameRow` of a `RegionType`. */
  readonly frameRow?: number;
  readonly minNs?: number;
  readonly belowNs?: number;
}

export interface RegionPage {
  readonly total: number;
  readonly columns: readonly TimeColumnInfo[];
  readonly first: number;
  readonly rows: readonly RegionRow[];
}

export interface RegionRow extends Lasting {
  /** Row of the region table. */
  readonly region: number;
  readonly name: string;
  readonly goroutine: GoroutineRef;
  readonly task: TaskRef | undefined;
  /** By column, ns. */
  readonly times: readonly number[];
}

export interface TaskReport {
  /** By name, most frequent first. Distributions are of those that began and ended within the trace. */
  readonly types: readonly TaskTypeRow[];
  readonly count: number;
  /** Of all types together. */
  readonly histogram: readonly Bucket[];
}

/** Which tasks of a scope are listed. Bounds of time are met only by tasks that began and ended within the trace. */
export interface TaskChoice {
  readonly name?: string;
  /** In the task's name, a region's name, or a log's category or message. */
  readonly text?: string;
  readonly minNs?: number;
  readonly belowNs?: number;
}

export interface TaskPage {
  readonly total: number;
  readonly first: number;
  readonly rows: readonly TaskRow[];
}

export interface TaskRow {
  /** Row of the task table. */
  readonly task: number;
  readonly id: string;
  readonly name: string;
  readonly parentId: string | undefined;
  /** Where the trace does not hold its begin or end, that is the trace's. */
  readonly start: number;
  readonly end: number;
  readonly began: boolean;
  readonly ended: boolean;
  /** Which goroutine began it. */
  readonly goroutine: GoroutineRef | undefined;
  /** How many goroutines did something for it, and how many regions, logs and subtasks it has. */
  readonly goroutines: number;
  readonly regions: number;
  readonly logs: number;
  readonly children: number;
}
