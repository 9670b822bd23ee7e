import type { GoroutineIndex, ProcIndex, ThreadIndex } from "../base/indices.ts";

/**
 * What a track shows. A track is named by its kind and a number: of a proc its ProcIndex, of a thread its ThreadIndex, of a group its number,
 * of a type of task its number, of a task its TaskIndex;
 * of a goroutine and of what lies under it its GoroutineIndex, and 0 for the kinds that exist once.
 */
export type TrackKind =
  | "gc"
  | "heap"
  | "goroutines"
  | "threads"
  | "waiters"
  | "utilization"
  | "proc"
  | "thread"
  | "group"
  | "goroutine"
  | "regions"
  | "logs"
  | "frames"
  | "task-type"
  | "task";

/**
 * Rows of rectangles in each kind of track: GC has mark phases above pauses; a group's are a bar chart; of a proc's the
 * second, what ran, lies over the first, whether a thread held it, and the third is what happened meanwhile.
 */
export const TRACK_ROWS: Readonly<Record<TrackKind, number>> = {
  gc: 2,
  heap: 0,
  goroutines: 0,
  threads: 0,
  waiters: 0,
  utilization: 256,
  proc: 3,
  thread: 2,
  group: 4,
  goroutine: 1,
  regions: 12,
  logs: 2,
  frames: 24,
  "task-type": 1,
  task: 13,
};

export interface TrackRef {
  readonly kind: TrackKind;
  readonly index: number;
  /** Tells rows of one and the same track apart, as of a goroutine in several groups; what they show is the same. */
  readonly copy?: number;
}

/** Goroutines that started in the same function. Groups come ordered by total time not spent waiting, longest first. */
export interface GroupInfo {
  readonly index: number;
  /** Start function; "" where unknown. */
  readonly name: string;
  readonly count: number;
}

/** What the page needs to lay out all tracks without holding a table. */
export interface TrackOutline {
  /** By id. */
  readonly procs: readonly { readonly index: ProcIndex; readonly id: string }[];
  /** Those that ran goroutines, the one that ran most first. */
  readonly threads: readonly { readonly index: ThreadIndex; readonly id: string }[];
  readonly groups: readonly GroupInfo[];
  readonly taskTypes: readonly TaskTypeInfo[];
}

/** Tasks of one name; the most frequent come first. */
export interface TaskTypeInfo {
  readonly index: number;
  readonly name: string;
  readonly count: number;
}

/** Tasks of one type, by start. */
export interface TaskMembers {
  readonly type: number;
  readonly tasks: Int32Array;
  readonly ids: Float64Array;
  /** Where the trace does not hold begin or end, that is the trace's. */
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/** What there is to show under a goroutine: rows of regions and frames, 0 if it has none, and whether it has logs or labels. */
export interface GoroutineLanes {
  readonly goroutine: GoroutineIndex;
  readonly regions: number;
  readonly frames: number;
  readonly logs: boolean;
}

/** Goroutines of one group in the order they are shown. */
export interface GroupMembers {
  readonly group: number;
  readonly goroutines: Int32Array;
  /** Ids to show; exact up to 2^53. */
  readonly ids: Float64Array;
  /** Start function of each, a row of `names`. */
  readonly name: Int32Array;
  readonly names: readonly string[];
  readonly created: Float64Array;
  readonly ended: Float64Array;
}

/** What goroutines are shown together by: "creator" is the chain of start functions of who created whom. */
export type Grouping = "function" | "creator" | "task" | "label" | "none";

/** Goroutines of a group: those first seen first, or those first that lived, ran, or waited longest. */
export type MemberOrder = "seen" | "lifetime" | "running" | "runnable" | "blocked";

/** Groups likewise, by the sum over their goroutines; "active": longest not waiting. */
export type GroupOrder = "active" | MemberOrder;

/**
 * Which goroutines to show: those that pass all parts. Of tasks those for which such a goroutine did something; as for the
 * text, it may be in the task's name instead.
 */
export interface GoroutineFilter {
  /** In the start function's name, * standing for anything; or a goroutine's id as "G12" or "12". */
  readonly text: string;
  /** A function that is on one of its stacks, likewise. */
  readonly frame: string;
  /** Styles, as bits, of which it has a span that lasts `leastNs` or longer; 0 for all. */
  readonly states: number;
  readonly leastNs: number;
}

/** How goroutines are arranged on the timeline. */
export interface Arrangement {
  readonly grouping: Grouping;
  readonly order: GroupOrder;
  readonly filter: GoroutineFilter;
}

/** A group of an arrangement. `index` is that of its track. */
export interface ArrangedGroup extends GroupInfo {
  /** How deep it is within other groups; those it lies in come before it. */
  readonly depth: number;
  /** What a scope calls its goroutines: a row of the outline's groups, or -1 if they are not all of one start function. */
  readonly scope: number;
  /** Its number among all groups of this grouping: the same whatever the filter, and each time the trace is opened. */
  readonly key: number;
  /** How many of its goroutines belong to another group, too, and longer. */
  readonly also: number;
}

/** Tasks of one name that pass a filter. `index` is that of its track, `key` the outline's. */
export interface ArrangedTaskType extends TaskTypeInfo {
  readonly key: number;
}

export interface Arranged {
  readonly groups: readonly ArrangedGroup[];
  /** Goroutines that pass the filter, and all there are. */
  readonly shown: number;
  readonly total: number;
  /** Those of which there is a task that passes. */
  readonly taskTypes: readonly ArrangedTaskType[];
  readonly tasksShown: number;
  readonly tasksTotal: number;
}

/** Asks what to draw in a window of time for some tracks. */
export interface TileRequest {
  readonly tracks: readonly TrackRef[];
  /** ns since the first event, from < to. */
  readonly from: number;
  readonly to: number;
  /** How many device pixels the window is wide: the level of detail. */
  readonly pixels: number;
}

/**
 * Rectangles of several tracks as columns. Those of tracks[i] are rows offsets[i] to offsets[i+1], one `row` after the
 * other, in time order, and do not overlap within one `row`. Times are ns; a rectangle that is narrower than a pixel was widened to one only if it
 * stands for something rare that must be seen.
 */
export interface Tile {
  readonly request: TileRequest;
  readonly offsets: Uint32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Style. */
  readonly style: Uint8Array;
  /** Row within the track, from the top: 0 except in tracks that nest. */
  readonly row: Uint8Array;
  /** Goroutine span (goroutine, group and proc tracks) or range (gc track), or -1 where several are merged. */
  readonly ref: Int32Array;
  /** Where it lies in the height of its track; see `shapeOf`. */
  readonly shape: Uint32Array;
  /** What the rectangle says: index into `labels`, or -1. */
  readonly label: Int32Array;
  readonly labels: readonly string[];
  readonly series: readonly SeriesTile[];
  /** Tracks of the request that cannot be drawn yet; instead of them there is a rectangle that says so. */
  readonly pending: readonly number[];
}

/**
 * Curves of the tracks that have no rectangles: per pixel column the mean over its time, and the extremes,
 * which curves that stack have none of. NaN where a value is
 * not known yet.
 */
export interface SeriesTile {
  readonly track: TrackRef;
  readonly names: readonly string[];
  /** Style per curve; stacked if the track's curves add up. */
  readonly styles: readonly number[];
  readonly stacked: boolean;
  /** So many of the curves, the last ones, are lines over those that are stacked. */
  readonly lines: number;
  readonly unit: "bytes" | "count";
  /** Curves one after the other, each of `columns` values. */
  readonly columns: number;
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Largest value of the whole trace, so that the scale stands still. */
  readonly top: number;
}

/** Time in a style. */
export interface StyleTime {
  readonly style: number;
  readonly ns: number;
}

/** What lies under the pointer. */
export interface Hit {
  readonly track: TrackRef;
  /** First and last of the spans or ranges that the pixel covers; the same when it is one. */
  readonly firstRef: number;
  readonly lastRef: number;
  readonly count: number;
  readonly start: number;
  readonly end: number;
  readonly style: number;
  /** Where several are merged, the time of each style, the longest first; time without any at the end. */
  readonly parts?: readonly StyleTime[];
  /** What it is, in a few words. */
  readonly title: string;
  /** More facts, one a line. */
  readonly lines: readonly string[];
  /** What a click on it selects, where that is not the span or range. */
  readonly selects?: { readonly kind: "region" | "task"; readonly row: number };
}

export type { GoroutineIndex, ProcIndex, ThreadIndex };
