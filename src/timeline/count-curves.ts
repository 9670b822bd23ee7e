import type { MetricSeries, Trace } from "../model/trace.ts";
import { METRIC_GOMAXPROCS } from "../model/vocabulary.ts";
import { gridOver, octaveOf } from "./grid.ts";
import { sampleSteps, type Samples } from "./step-curve.ts";
import { aliveBetween, indexLifetimes, type Lifetimes } from "./lifetimes.ts";
import { FILE_CALL, sumStates, type StateTimes } from "./state-times.ts";
import { fileStacks } from "./file-calls.ts";
import { STATE_WORDS } from "./names.ts";
import { Style } from "./style.ts";
import type { SeriesTile } from "./types.ts";

const SPANS_PER_COLUMN = 128;
const MIN_COLUMNS = 2048;
const MAX_COLUMNS = 1 << 16;
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
  readonly table: Table;
  readonly octave: number;
  /** Readings of GOMAXPROCS, if the trace has any. */
  readonly procs: MetricSeries | undefined;
  /** By track: most goroutines in one column; for the threads, or procs. */
  readonly tops: ReadonlyMap<CountedKind, number>;
}

/** Mean counts per column: `means[row * columns + column]`, rows as of `StateTimes`. The last column is the mean of what is within the trace. */
interface Table {
  /** A bit per row that occurs. */
  readonly mask: number;
  readonly origin: number;
  readonly width: number;
  readonly columns: number;
  readonly means: Float32Array;
}

/** For some tracks. One pass over all spans; 0.3 bytes a span are kept. Those that wait are told apart by whether they do for files. */
export function countGoroutines(trace: Trace, styles: Uint8Array, kinds: readonly CountedKind[]): Counts {
  const goroutines = Int32Array.from({ length: trace.goroutines.length }, (_, g) => g);
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, trace.spans.length / SPANS_PER_COLUMN));
  const octave = octaveOf(Math.max(1, trace.durationNs) / columns);
  const grid = gridOver(2 ** octave, 0, Math.max(1, trace.durationNs));
  const files = kinds.includes("waiters") ? fileStacks(trace) : undefined;
  const times = sumStates(trace, styles, goroutines, grid, files);
  const table = averages(times, 0, grid.width, trace.durationNs);
  const procs = trace.metrics.find(({ name }) => name === METRIC_GOMAXPROCS);
  const tops = new Map(
    kinds.map((kind) => [kind, mostIn(table, COUNTED[kind], kind === "threads" ? procs : undefined)]),
  );
  return { files, lifetimes: indexLifetimes(trace, goroutines), table, octave, procs, tops };
}

/** Most goroutines in one column, or the highest of the readings. */
function mostIn({ columns, means }: Table, rows: readonly number[], readings: MetricSeries | undefined): number {
  let top = 0;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (const row of rows) sum += means[row * columns + column]!;
    top = Math.max(top, sum);
  }
  const most = Math.ceil(top - 1e-4);
  return readings?.value.reduce((a, b) => Math.max(a, b), most) ?? most;
}

/** Counts per column of a window: their means; extremes are those of the means at the finest width that is kept. */
export function countCurves(
  trace: Trace,
  styles: Uint8Array,
  counts: Counts,
  kind: CountedKind,
  from: number,
  to: number,
  columns: number,
): SeriesTile {
  const curves = COUNTED[kind];
  const told = curves.map((row) => curveOf(row, counts.files !== undefined));
  const procs = kind === "threads" ? counts.procs : undefined;
  const table = tableFor(trace, styles, counts, from, to, columns);
  const length = (curves.length + (procs === undefined ? 0 : 1)) * columns;
  const samples: Samples = {
    value: new Float64Array(length),
    min: new Float64Array(length),
    max: new Float64Array(length),
  };
  resample(table, curves, from, to, trace.durationNs, columns, samples);
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

function tableFor(trace: Trace, styles: Uint8Array, counts: Counts, from: number, to: number, columns: number): Table {
  const octave = octaveOf((to - from) / columns);
  const spans = trace.spans.length * ((to - from) / trace.durationNs);
  if (octave >= counts.octave || spans > MAX_SPANS) return counts.table;
  const alive = aliveBetween(trace, counts.lifetimes, from, to, MAX_GOROUTINES);
  if (alive.length > MAX_GOROUTINES) return counts.table;
  const grid = gridOver(2 ** octave, Math.max(0, from), to);
  return averages(
    sumStates(trace, styles, alive, grid, counts.files),
    grid.first * grid.width,
    grid.width,
    trace.durationNs,
  );
}

function averages(times: StateTimes, origin: number, width: number, durationNs: number): Table {
  // A window may reach beyond the trace's end.
  const columns = Math.max(1, Math.min(times.columns, Math.ceil((durationNs - origin) / width)));
  const rows = times.ns.length / times.columns;
  const means = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const lasts = Math.min(width, durationNs - origin - column * width);
      means[row * columns + column] = times.ns[row * times.columns + column]! / lasts;
    }
  }
  return { mask: times.mask, origin, width, columns, means };
}

/**
 * Means and extremes of each curve in the equal columns of a window, curve after curve; within a column of the table its
 * mean holds throughout.
 */
function resample(
  table: Table,
  styles: readonly number[],
  from: number,
  to: number,
  durationNs: number,
  columns: number,
  out: Samples,
): void {
  const { origin, width, means } = table;
  const step = (to - from) / columns;
  const final = table.columns - 1;
  const curves = [...styles.keys()].filter((curve) => (table.mask & (1 << styles[curve]!)) !== 0);
  for (let column = 0; column < columns; column++) {
    const left = Math.max(0, from + column * step);
    const right = Math.min(durationNs, from + (column + 1) * step);
    if (right <= left) continue;
    const first = Math.max(0, Math.min(final, Math.floor((left - origin) / width)));
    const last = Math.max(first, Math.min(final, Math.ceil((right - origin) / width) - 1));
    const head = Math.min(right, origin + (first + 1) * width) - left;
    const tail = right - Math.max(left, origin + last * width);
    for (const curve of curves) {
      const base = styles[curve]! * table.columns;
      const mean = means[base + first]!;
      let low = mean;
      let high = mean;
      let sum = mean * head;
      for (let at = first + 1; at <= last; at++) {
        const next = means[base + at]!;
        sum += next * (at < last ? width : tail);
        if (next < low) low = next;
        if (next > high) high = next;
      }
      const row = curve * columns + column;
      out.value[row] = low === high ? low : sum / (right - left);
      out.min[row] = low;
      out.max[row] = high;
    }
  }
}
