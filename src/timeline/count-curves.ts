import type { Steps } from "../base/steps.ts";
import type { MetricSeries, Trace } from "../model/trace.ts";
import { METRIC_GOMAXPROCS } from "../model/vocabulary.ts";
import { meanCounts, resampleCounts, type CountTable } from "./count-table.ts";
import { gridOver, octaveOf, type Grid } from "./grid.ts";
import { sampleSteps, type Samples } from "./step-curve.ts";
import { aliveBetween, indexLifetimes, type Lifetimes } from "./lifetimes.ts";
import { FILE_CALL, sumStates, type StateTimes } from "./state-times.ts";
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
  const table = meanCounts(times, 0, grid.width, trace.durationNs);
  yield;
  const procs = trace.metrics.find(({ name }) => name === METRIC_GOMAXPROCS);
  const tops = new Map(
    kinds.map((kind) => [kind, mostIn(table, COUNTED[kind], kind === "threads" ? procs : undefined)]),
  );
  yield;
  return { files, lifetimes: indexLifetimes(trace), table, octave: octaveOf(grid.width), procs, tops };
}

/** Most goroutines in one column, or the highest of the readings. */
function mostIn(table: CountTable, rows: readonly number[], readings: MetricSeries | undefined): number {
  let top = 0;
  for (let column = 0; column < table.columns; column++) {
    let sum = 0;
    for (const row of rows) sum += table.means[row]?.[column] ?? 0;
    top = Math.max(top, sum);
  }
  const most = Math.ceil(top - 1e-4);
  return readings?.value.reduce((a, b) => Math.max(a, b), most) ?? most;
}

/** Counts per column of a window: their means; extremes are those of the means at the finest width that is kept. */
export function countCurves(
  trace: Trace,
  counts: Counts,
  table: CountTable,
  kind: CountedKind,
  from: number,
  to: number,
  columns: number,
): SeriesTile {
  const curves = COUNTED[kind];
  const told = curves.map((row) => curveOf(row, counts.files !== undefined));
  const procs = kind === "threads" ? counts.procs : undefined;
  const length = (curves.length + (procs === undefined ? 0 : 1)) * columns;
  const samples: Samples = {
    value: new Float64Array(length),
    min: new Float64Array(length),
    max: new Float64Array(length),
  };
  resampleCounts(table, curves, from, to, trace.durationNs, columns, samples);
  if (procs !== undefined) {
    const last = (column: Float64Array): Float64Array => column.subarray(curves.length * columns);
    const { value, min, max } = samples;
    sampleSteps(procs, from, to, trace.durationNs, { value: last(value), min: last(min), max: last(max) });
  }
  return {
    track: { kind, index: 0 },
    names: [...told.map(({ name }) => name), ...(procs === undefined ? [] : [PROCS_NAME])],
    styles: [...told.map(({ style }) => style), ...(procs === undefined ? [] : [PROCS_STYLE])],
    stacked: true,
    lines: procs === undefined ? 0 : 1,
    unit: "count",
    columns,
    ...samples,
    top: counts.tops.get(kind) ?? 0,
  };
}

/** The table whose columns are as wide as those of a window, or that of the whole trace. O(spans in the window), bounded. */
export function countTable(
  trace: Trace,
  styles: Uint8Array,
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
  return meanCounts(
    sumStates(trace, styles, alive, grid, counts.files),
    grid.first * grid.width,
    grid.width,
    trace.durationNs,
  );
}
