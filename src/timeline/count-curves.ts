import { inOneGo, type Steps } from "../base/steps.ts";
import type { MetricSeries, Trace } from "../model/trace.ts";
import { METRIC_GOMAXPROCS } from "../model/vocabulary.ts";
import { cellsOf, meanCounts, resampleCounts, type Cells, type CountTable } from "./count-table.ts";
import { gridOver, octaveOf, type Grid } from "./grid.ts";
import { sampleSteps, stepBlocks } from "./step-curve.ts";
import { aliveBetween, indexLifetimes, type Lifetimes } from "./lifetimes.ts";
import { FILE_CALL, sumStates, type StateSums, type StateTimes } from "./state-times.ts";
import { STATE_WORDS } from "./names.ts";
import { Style } from "./style.ts";
import type { SeriesTile } from "./types.ts";

const SPANS_PER_COLUMN = 64;
const MIN_COLUMNS = 2048;
const MAX_COLUMNS = 1 << 18;
/** With more goroutines or spans than this in a window the whole trace's table serves, though its columns are wider than pixels. */
const MAX_GOROUTINES = 20_000;
const MAX_SPANS = 150_000;

/** The tracks that count goroutines, and the rows of `StateTimes` they show from the foot of the stack up. */
export const COUNTED = {
  goroutines: [
    Style.Running,
    Style.Syscall,
    Style.SyscallBlocked,
    Style.Runnable,
    Style.BlockedSync,
    Style.BlockedNet,
    Style.BlockedSleep,
    Style.BlockedGC,
    Style.BlockedOther,
  ],
  /** A goroutine that runs, or is in a syscall, has a thread. */
  threads: [Style.Running, Style.Syscall, Style.SyscallBlocked],
  waiters: [Style.BlockedNet, FILE_CALL, Style.SyscallBlocked],
} as const;
export type CountedKind = keyof typeof COUNTED;

const FILE_WORDS = "in a syscall on a file";
const OTHER_CALL_WORDS = "in another syscall, without a proc";

/** What a curve is called, and its style. */
function curveOf(row: number, isApart: boolean): { readonly name: string; readonly style: number } {
  if (row === FILE_CALL) return { name: FILE_WORDS, style: Style.Syscall };
  const name = isApart && row === Style.SyscallBlocked ? OTHER_CALL_WORDS : STATE_WORDS[row]!;
  return { name, style: row };
}

/** The number of procs, a line over the threads. */
const PROCS_NAME = "GOMAXPROCS";
const PROCS_STYLE = Style.GCAssist;

/** How many goroutines were in each state, on average over columns of a power-of-two width. */
export interface Counts {
  /** The stacks whose syscalls are on files, where these are told apart. */
  readonly files: Uint8Array | undefined;
  readonly lifetimes: Lifetimes;
  readonly table: CountTable;
  readonly octave: number;
  /** Readings of GOMAXPROCS, if the trace has any. */
  readonly procs: MetricSeries | undefined;
  /** By track: most goroutines in one column; for the threads, or procs. */
  readonly tops: ReadonlyMap<CountedKind, number>;
}

/** The columns of the whole trace's table. */
export function countGrid(trace: Trace): Grid {
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, trace.spans.length / SPANS_PER_COLUMN));
  const duration = Math.max(1, trace.durationNs);
  return gridOver(2 ** octaveOf(duration / columns), 0, duration);
}

/** Counts for some tracks from the time by state in the columns of `countGrid`; 0.3 bytes a span are kept. */
export function* countGoroutines(
  trace: Trace,
  grid: Grid,
  times: StateTimes,
  kinds: readonly CountedKind[],
  files?: Uint8Array,
): Steps<Counts> {
  const table = yield* meanCounts(times, 0, grid.width, trace.durationNs);
  const procs = trace.metrics.find(({ name }) => name === METRIC_GOMAXPROCS);
  const tops = new Map(
    kinds.map((kind) => [kind, mostIn(table, COUNTED[kind], kind === "threads" ? procs : undefined)]),
  );
  yield;
  return { files, lifetimes: yield* indexLifetimes(trace), table, octave: octaveOf(grid.width), procs, tops };
}

/** Most goroutines in one column, or the highest of the readings. */
function mostIn(table: CountTable, rows: readonly number[], readings: MetricSeries | undefined): number {
  const sums = new Float64Array(table.columns);
  for (const row of rows) {
    const means = table.means[row];
    if (means !== undefined) for (let column = 0; column < sums.length; column++) sums[column]! += means[column]!;
  }
  let top = 0;
  for (let column = 0; column < sums.length; column++) if (sums[column]! > top) top = sums[column]!;
  const most = Math.ceil(top - 1e-4);
  return readings?.value.reduce((a, b) => Math.max(a, b), most) ?? most;
}

/** A window, and what its columns are read from. */
export interface CountedWindow {
  readonly counts: Counts;
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  readonly table: CountTable;
  readonly cells: Cells;
}

/** `sums` is memory to add up in. */
export function countWindow(
  trace: Trace,
  styles: Uint8Array,
  sums: StateSums,
  counts: Counts,
  from: number,
  to: number,
  columns: number,
): CountedWindow {
  const table = countTable(trace, styles, sums, counts, from, to, columns);
  return { counts, from, to, columns, table, cells: cellsOf(table, from, to, trace.durationNs, columns) };
}

/** Counts per column of a window: their means. */
export function countCurves(
  trace: Trace,
  { counts, table, cells, from, to, columns }: CountedWindow,
  kind: CountedKind,
): SeriesTile {
  const curves = COUNTED[kind];
  const told = curves.map((row) => curveOf(row, counts.files !== undefined));
  const procs = kind === "threads" ? counts.procs : undefined;
  const value = new Float64Array((curves.length + (procs === undefined ? 0 : 1)) * columns);
  resampleCounts(table, cells, curves, value);
  if (procs !== undefined) {
    const last = value.subarray(curves.length * columns);
    const out = { value: last, min: new Float64Array(columns), max: new Float64Array(columns) };
    sampleSteps(procs, stepBlocks(procs), from, to, trace.durationNs, out);
  }
  return {
    track: { kind, index: 0 },
    names: [...told.map(({ name }) => name), ...(procs === undefined ? [] : [PROCS_NAME])],
    styles: [...told.map(({ style }) => style), ...(procs === undefined ? [] : [PROCS_STYLE])],
    stacked: true,
    lines: procs === undefined ? 0 : 1,
    unit: "count",
    columns,
    value,
    min: new Float64Array(0),
    max: new Float64Array(0),
    top: counts.tops.get(kind) ?? 0,
  };
}

/** The table whose columns are as wide as those of a window, or that of the whole trace. O(spans in the window), bounded. */
function countTable(
  trace: Trace,
  styles: Uint8Array,
  sums: StateSums,
  counts: Counts,
  from: number,
  to: number,
  columns: number,
): CountTable {
  const octave = octaveOf((to - from) / columns);
  const spans = trace.spans.length * ((to - from) / trace.durationNs);
  if (octave >= counts.octave || spans > MAX_SPANS) return counts.table;
  const alive = aliveBetween(trace, counts.lifetimes, from, to, MAX_GOROUTINES);
  if (alive.length > MAX_GOROUTINES) return counts.table;
  const grid = gridOver(2 ** octave, Math.max(0, from), to);
  const times =
    counts.files === undefined ? sums.timesIn(alive, grid) : sumStates(trace, styles, alive, grid, counts.files);
  return inOneGo(meanCounts(times, grid.first * grid.width, grid.width, trace.durationNs));
}
