import type { Marks } from "../../src/engine/marks.ts";
import type { Row } from "./layout.ts";
import { pixelOfTime, type TimeWindow } from "./view-state.ts";

/** What of the marks a row shows: rows of their columns, by start. */
export interface RowMarks {
  readonly rows: Int32Array;
  /** For each of them the latest end up to it, so that what reaches into a window is found by search. */
  readonly reach: Float64Array;
}

/** Marks as the timeline points at them: by goroutine, by group, and all together. */
export interface PlacedMarks {
  readonly marks: Marks;
  readonly all: RowMarks;
  readonly byGoroutine: ReadonlyMap<number, RowMarks>;
  readonly byGroup: ReadonlyMap<number, RowMarks>;
}

/** Marks that lie this near to each other are drawn as one; css pixels. */
const NEAR_PX = 2;

/** Sorts marks to the tracks they lie on. `groups`: the group of each mark's goroutine, or -1. O(marks). */
export function placeMarks(marks: Marks, groups: Int32Array): PlacedMarks {
  return {
    marks,
    all: allMarks(marks),
    byGoroutine: sorted(marks, marks.goroutine),
    byGroup: sorted(marks, groups),
  };
}

/** All marks together, as if they lay on one track. */
export function allMarks(marks: Marks): RowMarks {
  return reaching(
    marks,
    Int32Array.from(marks.start, (_, mark) => mark),
  );
}

function sorted(marks: Marks, keys: Int32Array): ReadonlyMap<number, RowMarks> {
  const rows = new Map<number, number[]>();
  keys.forEach((key, mark) => {
    if (key < 0) return;
    const list = rows.get(key);
    if (list === undefined) rows.set(key, [mark]);
    else list.push(mark);
  });
  return new Map([...rows].map(([key, list]) => [key, reaching(marks, Int32Array.from(list))]));
}

function reaching(marks: Marks, rows: Int32Array): RowMarks {
  let latest = -Infinity;
  return { rows, reach: Float64Array.from(rows, (mark) => (latest = Math.max(latest, marks.end[mark]!))) };
}

/** The marks of a row: those of its goroutine; of a group those of all, while its goroutines have no rows of their own. */
export function marksOfRow({ byGoroutine, byGroup }: PlacedMarks, row: Row): RowMarks | undefined {
  if (row.kind !== "track") return undefined;
  if (row.track.kind === "goroutine") return byGoroutine.get(row.track.index);
  return row.track.kind === "group" && !row.open ? byGroup.get(row.track.index) : undefined;
}

/** A stretch of the screen in device pixels; `count`: how many marks lie in it. */
export interface MarkStretch {
  readonly x0: number;
  readonly x1: number;
  readonly count: number;
}

/** Where the marks of a row lie in a window across `width` device pixels; those that touch are one stretch. O(marks in the window). */
export function markStretches(
  { start, end }: Marks,
  { rows, reach }: RowMarks,
  window: TimeWindow,
  width: number,
  dpr: number,
): MarkStretch[] {
  const stretches: MarkStretch[] = [];
  const near = NEAR_PX * dpr;
  let x0 = 0;
  let x1 = 0;
  let count = 0;
  for (let i = firstReaching(reach, window.from); i < rows.length; i++) {
    const mark = rows[i]!;
    if (start[mark]! > window.to) break;
    if (end[mark]! < window.from) continue;
    const left = Math.max(0, Math.floor(pixelOfTime(window, width, start[mark]!)));
    const right = Math.min(width, Math.max(left + 1, Math.round(pixelOfTime(window, width, end[mark]!))));
    if (count > 0 && left <= x1 + near) {
      x1 = Math.max(x1, right);
      count++;
      continue;
    }
    if (count > 0) stretches.push({ x0, x1, count });
    x0 = left;
    x1 = right;
    count = 1;
  }
  if (count > 0) stretches.push({ x0, x1, count });
  return stretches;
}

function firstReaching(reach: Float64Array, time: number): number {
  let low = 0;
  let high = reach.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reach[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
