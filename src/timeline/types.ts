import type { GoroutineIndex, ProcIndex } from "../base/indices.ts";

/**
 * What a track shows. A track is named by its kind and a number: of a proc its ProcIndex, of a group its GroupIndex,
 * of a goroutine its GoroutineIndex, and 0 for the kinds that exist once.
 */
export type TrackKind = "gc" | "heap" | "goroutines" | "proc" | "group" | "goroutine";

/** Rows of rectangles in each kind of track, from the top: GC has mark phases above pauses; a group's are a bar chart. */
export const TRACK_ROWS: Readonly<Record<TrackKind, number>> = {
  gc: 2,
  heap: 0,
  goroutines: 0,
  proc: 1,
  group: 4,
  goroutine: 1,
};

export interface TrackRef {
  readonly kind: TrackKind;
  readonly index: number;
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
  readonly groups: readonly GroupInfo[];
}

/** Goroutines of one group in the order they are shown (first seen first). */
export interface GroupMembers {
  readonly group: number;
  readonly goroutines: Int32Array;
  /** Ids to show; exact up to 2^53. */
  readonly ids: Float64Array;
  readonly created: Float64Array;
  readonly ended: Float64Array;
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
  /** What the rectangle says: index into `labels`, or -1. */
  readonly label: Int32Array;
  readonly labels: readonly string[];
  readonly series: readonly SeriesTile[];
}

/**
 * Curves of the heap and goroutines tracks: per pixel column the mean over its time, and the extremes. NaN where a value is
 * not known yet.
 */
export interface SeriesTile {
  readonly track: TrackRef;
  readonly names: readonly string[];
  /** Style per curve; stacked if the track's curves add up. */
  readonly styles: readonly number[];
  readonly stacked: boolean;
  readonly unit: "bytes" | "count";
  /** Curves one after the other, each of `columns` values. */
  readonly columns: number;
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Largest value of the whole trace, so that the scale stands still. */
  readonly top: number;
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
  /** What it is, in a few words. */
  readonly title: string;
  /** More facts, one a line. */
  readonly lines: readonly string[];
}

export type { GoroutineIndex, ProcIndex };
