import type { GoroutineIndex } from "../base/indices.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { gridOver, octaveOf, type Grid } from "./grid.ts";
import { activeTimes, BAR_ROWS, barOf, statesOf, type BarStates } from "./group-bars.ts";
import { NOTHING } from "./lane.ts";
import { aliveBetween, indexLifetimes, type Lifetimes } from "./lifetimes.ts";
import { addStates, StateSums, type StateTimes } from "./state-times.ts";

const SPANS_PER_COLUMN = 32;
const MIN_COLUMNS = 512;
const MAX_COLUMNS = 1 << 18;
const GOROUTINES_PER_STEP = 1 << 16;
const COLUMNS_PER_STEP = 1 << 16;
/** With more goroutines than this in a window, the base level serves however far one zooms in. */
const MAX_EXACT = 20_000;

/** Bar charts of a group at power-of-two widths: `BAR_ROWS` bytes a column, a quarter of a byte a span in all. */
export interface GroupSummary {
  readonly lifetimes: Lifetimes;
  readonly base: number;
  readonly levels: readonly BarLevel[];
  readonly byteLength: number;
}

interface BarLevel {
  readonly first: number;
  readonly columns: number;
  /** Most active time in a column. */
  readonly peak: number;
  readonly bars: Uint8Array;
}

/** When the goroutines of a group lived, and how many spans they have. */
export interface GroupLife {
  readonly from: number;
  readonly to: number;
  readonly spans: number;
}

export function* groupLife(trace: Trace, goroutines: Int32Array): Steps<GroupLife> {
  const { created, spanOffsets } = trace.goroutines;
  let from = trace.durationNs;
  let to = 0;
  let spans = 0;
  for (let row = 0; row < goroutines.length; row++) {
    if ((row + 1) % GOROUTINES_PER_STEP === 0) yield;
    const goroutine = goroutines[row]! as GoroutineIndex;
    if (Number.isNaN(created[goroutine]!)) continue;
    from = Math.min(from, created[goroutine]!);
    to = Math.max(to, goroutineEnd(trace, goroutine));
    spans += spanOffsets[goroutine + 1]! - spanOffsets[goroutine]!;
  }
  return { from, to, spans };
}

/** Octave of a summary's finest level. */
export function summaryBase({ from, to, spans }: GroupLife): number {
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, spans / SPANS_PER_COLUMN));
  return octaveOf(Math.max(1, to - from) / columns);
}

/** One pass over the spans of a group. `counts`: sums in columns of that octave, to which those of the group are added. */
export function* summariseGroup(
  trace: Trace,
  styles: Uint8Array,
  goroutines: Int32Array,
  life: GroupLife,
  counts?: { readonly octave: number; readonly sums: StateSums },
): Steps<GroupSummary> {
  const { from, to } = life;
  const base = summaryBase(life);
  const finest = Math.min(base, counts?.octave ?? base);
  let grid = gridOver(2 ** finest, from, to);
  const sums = new StateSums(trace, styles, grid);
  yield* addStates(trace, goroutines, sums);
  let times = yield* sums.finishSteps();
  if (counts !== undefined) yield* counts.sums.addTimes(times, grid);
  const levels: BarLevel[] = [];
  for (let octave = finest; ; octave++) {
    if (octave >= base) levels.push(yield* drawLevel(times, grid, trace.durationNs));
    if (octave >= base && times.columns <= 2) break;
    const above = gridOver(2 ** (octave + 1), from, to);
    times = yield* halve(times, grid, above);
    grid = above;
  }
  yield;
  const lifetimes = yield* indexLifetimes(trace, goroutines);
  const byteLength = levels.reduce((sum, level) => sum + level.bars.length, lifetimes.byteLength);
  return { lifetimes, base, levels, byteLength };
}

/** Rectangles of the group's chart in a window, each row's in time order. `sums` is memory to add up in. */
export function groupRectangles(
  trace: Trace,
  sums: StateSums,
  summary: GroupSummary,
  octave: number,
  from: number,
  to: number,
  emit: (start: number, end: number, style: number, row: number) => void,
): void {
  const level = summary.levels[Math.max(0, Math.min(octave - summary.base, summary.levels.length - 1))]!;
  if (octave < summary.base) {
    const alive = aliveBetween(trace, summary.lifetimes, from, to, MAX_EXACT);
    if (alive.length === 0) return;
    if (alive.length <= MAX_EXACT) {
      const grid = gridOver(2 ** octave, from, to);
      const times = sums.timesIn(alive, grid);
      const near = inOneGo(drawLevel(times, grid, trace.durationNs, level.peak * 2 ** (octave - summary.base)));
      emitBars(near.bars, near.first, grid.width, 0, near.columns, trace.durationNs, emit);
      return;
    }
  }
  const width = 2 ** Math.max(summary.base, Math.min(octave, summary.base + summary.levels.length - 1));
  const first = Math.max(0, Math.floor(from / width) - level.first);
  const end = Math.min(level.columns, Math.ceil(to / width) - level.first);
  emitBars(level.bars, level.first, width, first, end, trace.durationNs, emit);
}

function emitBars(
  bars: Uint8Array,
  origin: number,
  width: number,
  first: number,
  end: number,
  until: number,
  emit: (start: number, end: number, style: number, row: number) => void,
): void {
  for (let row = 0; row < BAR_ROWS; row++) {
    let column = first;
    while (column < end) {
      const begin = column;
      const style = bars[column * BAR_ROWS + row]!;
      do column++;
      while (column < end && bars[column * BAR_ROWS + row] === style);
      if (style !== NOTHING) emit((origin + begin) * width, Math.min(until, (origin + column) * width), style, row);
    }
  }
}

/** Draws a chart as high as its highest bar, or as one of `atLeast` active time in a column. */
function* drawLevel(times: StateTimes, grid: Grid, durationNs: number, atLeast = 0): Steps<BarLevel> {
  const { columns } = times;
  const states = statesOf(times);
  const active = activeTimes(states, columns);
  // That the trace ends within a column does not make its bar lower.
  const whole = Math.max(0, Math.min(columns, Math.floor(durationNs / grid.width) - grid.first));
  let peak = atLeast;
  for (let column = 0; column < whole; column++) if (active[column]! > peak) peak = active[column]!;
  for (let column = whole; column < columns; column++)
    if (active[column]! > 0) peak = Math.max(peak, active[column]! / shareWithin(grid, column, durationNs));
  const bars = new Uint8Array(columns * BAR_ROWS);
  for (let first = 0; first < whole; first += COLUMNS_PER_STEP) {
    drawBars(states, active, peak, first, Math.min(whole, first + COLUMNS_PER_STEP), bars);
    if (whole > COLUMNS_PER_STEP) yield;
  }
  for (let column = whole; column < columns; column++)
    drawBars(states, active, peak * shareWithin(grid, column, durationNs), column, column + 1, bars);
  return { first: grid.first, columns, peak, bars };
}

function drawBars(
  states: BarStates,
  active: Float64Array,
  peak: number,
  first: number,
  end: number,
  bars: Uint8Array,
): void {
  for (let column = first; column < end; column++)
    barOf(states, column, active[column]!, peak, bars, column * BAR_ROWS);
}

/** How much of a column lies within the trace. */
function shareWithin(grid: Grid, column: number, durationNs: number): number {
  return Math.max(0, Math.min(1, durationNs / grid.width - (grid.first + column)));
}

/** Sums pairs of columns into a grid of columns twice as wide. */
function* halve(times: StateTimes, grid: Grid, above: Grid): Steps<StateTimes> {
  const columns = above.end - above.first;
  const rows: (Float64Array | undefined)[] = [];
  for (const from of times.rows) {
    const to = from && new Float64Array(columns);
    rows.push(to);
    if (from === undefined || to === undefined) continue;
    for (let column = 0; column < from.length; column++)
      to[Math.floor((grid.first + column) / 2) - above.first]! += from[column]!;
    if (columns > COLUMNS_PER_STEP) yield;
  }
  return { columns, rows };
}
