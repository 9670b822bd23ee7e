import type { GoroutineIndex } from "../base/indices.ts";
import type { Steps } from "../base/steps.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { gridOver, octaveOf, type Grid } from "./grid.ts";
import { activeTimes, BAR_ROWS, barOf, statesOf } from "./group-bars.ts";
import { NOTHING } from "./lane.ts";
import { aliveBetween, indexLifetimes, type Lifetimes } from "./lifetimes.ts";
import { addStates, StateSums, sumStates, type StateTimes } from "./state-times.ts";
import { GOROUTINE_STYLES } from "./goroutine-style.ts";

const SPANS_PER_COLUMN = 32;
const MIN_COLUMNS = 512;
const MAX_COLUMNS = 1 << 18;
const GOROUTINES_PER_STEP = 1 << 16;
/** With more goroutines than this in a window, the base level serves however far one zooms in. */
const MAX_EXACT = 20_000;

/** Bar charts of a group at power-of-two widths: `BAR_ROWS` bytes a column, half a byte a span in all. */
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

/** One pass over the spans of a group. `heard`: is told the time by state in the columns of the finest level. */
export function* summariseGroup(
  trace: Trace,
  styles: Uint8Array,
  goroutines: Int32Array,
  life: GroupLife,
  heard?: (times: StateTimes, grid: Grid) => void,
): Steps<GroupSummary> {
  const { from, to } = life;
  const base = summaryBase(life);
  let grid = gridOver(2 ** base, from, to);
  const sums = new StateSums(trace, styles, grid);
  yield* addStates(trace, goroutines, sums);
  let times = sums.finish();
  yield;
  heard?.(times, grid);
  const levels = [drawLevel(times, grid, trace.durationNs)];
  for (let octave = base + 1; times.columns > 2; octave++) {
    yield;
    const above = gridOver(2 ** octave, from, to);
    times = halve(times, grid, above);
    grid = above;
    levels.push(drawLevel(times, grid, trace.durationNs));
  }
  yield;
  const lifetimes = indexLifetimes(trace, goroutines);
  const byteLength = levels.reduce((sum, level) => sum + level.bars.length, lifetimes.byteLength);
  return { lifetimes, base, levels, byteLength };
}

/** Rectangles of the group's chart in a window, each row's in time order. */
export function groupRectangles(
  trace: Trace,
  styles: Uint8Array,
  summary: GroupSummary,
  octave: number,
  from: number,
  to: number,
  emit: (start: number, end: number, style: number, row: number) => void,
): void {
  const level = summary.levels[Math.max(0, Math.min(octave - summary.base, summary.levels.length - 1))]!;
  if (octave < summary.base) {
    const alive = aliveBetween(trace, summary.lifetimes, from, to, MAX_EXACT);
    if (alive.length <= MAX_EXACT) {
      const grid = gridOver(2 ** octave, from, to);
      const near = drawLevel(
        sumStates(trace, styles, alive, grid),
        grid,
        trace.durationNs,
        level.peak * 2 ** (octave - summary.base),
      );
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
function drawLevel(times: StateTimes, grid: Grid, durationNs: number, atLeast = 0): BarLevel {
  const { columns } = times;
  const states = statesOf(times);
  const active = activeTimes(times, states);
  let peak = atLeast;
  // That the trace ends within a column does not make its bar lower.
  for (let column = 0; column < columns; column++) {
    if (active[column]! > 0) peak = Math.max(peak, active[column]! / shareWithin(grid, column, durationNs));
  }
  const bars = new Uint8Array(columns * BAR_ROWS);
  for (let column = 0; column < columns; column++) {
    barOf(
      times,
      states,
      column,
      active[column]!,
      peak * shareWithin(grid, column, durationNs),
      bars,
      column * BAR_ROWS,
    );
  }
  return { first: grid.first, columns, peak, bars };
}

/** How much of a column lies within the trace. */
function shareWithin(grid: Grid, column: number, durationNs: number): number {
  return Math.max(0, Math.min(1, durationNs / grid.width - (grid.first + column)));
}

/** Sums pairs of columns into a grid of columns twice as wide. */
function halve(times: StateTimes, grid: Grid, above: Grid): StateTimes {
  const columns = above.end - above.first;
  const ns = new Float64Array(GOROUTINE_STYLES * columns);
  for (let style = 0; style < GOROUTINE_STYLES; style++) {
    if ((times.mask & (1 << style)) === 0) continue;
    for (let column = 0; column < times.columns; column++) {
      ns[style * columns + Math.floor((grid.first + column) / 2) - above.first]! +=
        times.ns[style * times.columns + column]!;
    }
  }
  return { columns, ns, mask: times.mask };
}
