import type { Trace } from "../model/trace.ts";
import { GOROUTINE_STYLES } from "./goroutine-style.ts";
import { gridOver, octaveOf } from "./grid.ts";
import { aliveBetween, indexLifetimes, type Lifetimes } from "./lifetimes.ts";
import { sumStates, type StateTimes } from "./state-times.ts";
import { STYLE_NAMES, Style } from "./style.ts";
import type { SeriesTile } from "./types.ts";

const SPANS_PER_COLUMN = 256;
const MIN_COLUMNS = 2048;
const MAX_COLUMNS = 1 << 16;
/** With more goroutines than this in a window the whole trace's table serves however far one zooms in. */
const MAX_EXACT = 20_000;

/** States from the foot of the stack up. */
const CURVES = [
  Style.Running,
  Style.Syscall,
  Style.SyscallBlocked,
  Style.Runnable,
  Style.BlockedSync,
  Style.BlockedNet,
  Style.BlockedSleep,
  Style.BlockedGC,
  Style.BlockedOther,
] as const;

/** How many goroutines were in each state, on average over columns of a power-of-two width. */
export interface Counts {
  readonly lifetimes: Lifetimes;
  readonly table: Table;
  readonly octave: number;
  /** Most goroutines in one column. */
  readonly top: number;
}

/** Time in ns by state from `origin` to each column's edge: `sum[style * (columns + 1) + edge]`. */
interface Table {
  readonly origin: number;
  readonly width: number;
  readonly columns: number;
  /** Where the last column ends: the trace may end within it. */
  readonly end: number;
  readonly sum: Float64Array;
}

/** One pass over all spans; 0.3 bytes a span are kept. */
export function countGoroutines(trace: Trace, styles: Uint8Array): Counts {
  const goroutines = Int32Array.from({ length: trace.goroutines.length }, (_, g) => g);
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, trace.spans.length / SPANS_PER_COLUMN));
  const octave = octaveOf(Math.max(1, trace.durationNs) / columns);
  const grid = gridOver(2 ** octave, 0, Math.max(1, trace.durationNs));
  const times = sumStates(trace, styles, goroutines, grid);
  let top = 0;
  for (let column = 0; column < times.columns; column++) {
    let sum = 0;
    for (let style = 0; style < GOROUTINE_STYLES; style++) sum += times.ns[style * times.columns + column]!;
    const lasts = Math.min(grid.width, trace.durationNs - column * grid.width);
    if (lasts > 0) top = Math.max(top, sum / lasts);
  }
  return {
    lifetimes: indexLifetimes(trace, goroutines),
    table: accumulate(times, 0, grid.width, trace.durationNs),
    octave,
    top: Math.ceil(top - 1e-9),
  };
}

/** Counts per column of a window: their means; extremes are those of the means at the finest width that is kept. */
export function countCurves(
  trace: Trace,
  styles: Uint8Array,
  counts: Counts,
  from: number,
  to: number,
  columns: number,
): SeriesTile {
  const table = tableFor(trace, styles, counts, from, to, columns);
  const value = new Float64Array(CURVES.length * columns);
  const min = new Float64Array(value.length);
  const max = new Float64Array(value.length);
  const width = (to - from) / columns;
  CURVES.forEach((style, row) => {
    let left = Math.max(0, from);
    let before = timeUntil(table, style, left);
    if (timeUntil(table, style, Math.min(trace.durationNs, to)) === before) return;
    for (let column = 0; column < columns; column++) {
      const right = Math.min(trace.durationNs, from + (column + 1) * width);
      if (right <= left) continue;
      const at = row * columns + column;
      const after = timeUntil(table, style, right);
      value[at] = min[at] = max[at] = (after - before) / (right - left);
      widen(table, style, left, right, at, min, max);
      left = right;
      before = after;
    }
  });
  return {
    track: { kind: "goroutines", index: 0 },
    names: CURVES.map((style) => STYLE_NAMES[style]),
    styles: CURVES,
    stacked: true,
    unit: "count",
    columns,
    value,
    min,
    max,
    top: counts.top,
  };
}

function tableFor(trace: Trace, styles: Uint8Array, counts: Counts, from: number, to: number, columns: number): Table {
  const octave = octaveOf((to - from) / columns);
  if (octave >= counts.octave) return counts.table;
  const alive = aliveBetween(trace, counts.lifetimes, from, to);
  if (alive.length > MAX_EXACT) return counts.table;
  const grid = gridOver(2 ** octave, Math.max(0, from), to);
  return accumulate(sumStates(trace, styles, alive, grid), grid.first * grid.width, grid.width, trace.durationNs);
}

function accumulate(times: StateTimes, origin: number, width: number, durationNs: number): Table {
  // A window may reach beyond the trace's end.
  const columns = Math.max(1, Math.min(times.columns, Math.ceil((durationNs - origin) / width)));
  const sum = new Float64Array(GOROUTINE_STYLES * (columns + 1));
  for (let style = 0; style < GOROUTINE_STYLES; style++) {
    let total = 0;
    for (let column = 0; column < columns; column++) {
      total += times.ns[style * times.columns + column]!;
      sum[style * (columns + 1) + column + 1] = total;
    }
  }
  return { origin, width, columns, end: Math.min(origin + columns * width, durationNs), sum };
}

/** Time in a state until `time`; within a column its time is taken as spread evenly. */
function timeUntil(table: Table, style: number, time: number): number {
  const column = Math.max(0, Math.min(table.columns - 1, Math.floor((time - table.origin) / table.width)));
  const base = style * (table.columns + 1) + column;
  const before = table.sum[base]!;
  const left = table.origin + column * table.width;
  const share = Math.max(0, Math.min(1, (time - left) / lengthOf(table, column)));
  return before + (table.sum[base + 1]! - before) * share;
}

function lengthOf(table: Table, column: number): number {
  const left = table.origin + column * table.width;
  return Math.min(table.end, left + table.width) - left;
}

/** Lowers `min[at]` and raises `max[at]` to the counts of the table's columns from `left` to `right`. */
function widen(
  table: Table,
  style: number,
  left: number,
  right: number,
  at: number,
  min: Float64Array,
  max: Float64Array,
): void {
  const base = style * (table.columns + 1);
  const last = Math.min(table.columns, Math.ceil((right - table.origin) / table.width));
  for (let column = Math.max(0, Math.floor((left - table.origin) / table.width)); column < last; column++) {
    const count = (table.sum[base + column + 1]! - table.sum[base + column]!) / lengthOf(table, column);
    if (count < min[at]!) min[at] = count;
    if (count > max[at]!) max[at] = count;
  }
}
