import type { GoroutineIndex } from "../base/indices.ts";
import type { Steps } from "../base/steps.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import type { Grid } from "./grid.ts";
import { GOROUTINE_STYLES, STATE_STYLE } from "./goroutine-style.ts";

/** The row of the time in syscalls on files, where these are told apart, after those of the styles. */
export const FILE_CALL = GOROUTINE_STYLES;

/** Time that goroutines spent in each style, per column of a grid: `ns[style * columns + column]`. */
export interface StateTimes {
  readonly columns: number;
  readonly ns: Float64Array;
  /** A bit per style that occurs. */
  readonly mask: number;
}

/**
 * Adds up goroutines over the columns of a grid. A span costs the same however many columns it crosses: its whole columns
 * are noted at both ends and summed afterwards. `files`: see `StateSums`. O(spans in the grid + goroutines * log(spans) + columns).
 */
export function sumStates(
  trace: Trace,
  styles: Uint8Array,
  goroutines: Int32Array,
  grid: Grid,
  files?: Uint8Array,
): StateTimes {
  const sums = new StateSums(trace, styles, grid, files);
  const { spanOffsets } = trace.goroutines;
  for (const goroutine of goroutines) sums.add(goroutine, spanOffsets[goroutine]!, spanOffsets[goroutine + 1]!);
  return sums.finish();
}

const SPANS_PER_STEP = 1 << 16;

/** The same into sums that may be others' too, some spans at a step. */
export function* addStates(trace: Trace, goroutines: Int32Array, sums: StateSums): Steps<void> {
  const { spanOffsets } = trace.goroutines;
  let left = SPANS_PER_STEP;
  for (const goroutine of goroutines) {
    const last = spanOffsets[goroutine + 1]!;
    for (let first = spanOffsets[goroutine]!; first < last;) {
      const end = Math.min(last, first + left);
      sums.add(goroutine, first, end);
      left -= end - first;
      first = end;
      if (left > 0) continue;
      left = SPANS_PER_STEP;
      yield;
    }
  }
}

/** Time by style and column, while it is added up. `files`: of which stacks syscalls are told apart as FILE_CALL. */
export class StateSums {
  readonly #trace: Trace;
  readonly #styles: Uint8Array;
  readonly #files: Uint8Array | undefined;
  readonly #rows: number;
  readonly #grid: Grid;
  readonly #columns: number;
  readonly #ns: Float64Array;
  readonly #whole: Int32Array;
  #mask = 0;

  constructor(trace: Trace, styles: Uint8Array, grid: Grid, files?: Uint8Array) {
    this.#trace = trace;
    this.#styles = styles;
    this.#files = files;
    this.#rows = GOROUTINE_STYLES + (files === undefined ? 0 : 1);
    this.#grid = grid;
    this.#columns = grid.end - grid.first;
    this.#ns = new Float64Array(this.#rows * this.#columns);
    this.#whole = new Int32Array(this.#rows * (this.#columns + 1));
  }

  /** Adds spans `span` to before `until`, all of one goroutine. */
  add(goroutine: number, span: number, until: number): void {
    const { start, state, reason, stack } = this.#trace.spans;
    const files = this.#files;
    const { created, spanOffsets } = this.#trace.goroutines;
    const { width, first, end: stop } = this.#grid;
    const from = first * width;
    const to = stop * width;
    if (span >= until || created[goroutine]! >= to) return;
    const last = spanOffsets[goroutine + 1]!;
    const ended = goroutineEnd(this.#trace, goroutine as GoroutineIndex);
    if (ended <= from) return;
    const columns = this.#columns;
    const ns = this.#ns;
    const whole = this.#whole;
    const stateStyles = STATE_STYLE;
    const styles = this.#styles;
    let at = start[span]! < from ? lastAtOrBefore(start, span, until, from) : span;
    let next = start[at]!;
    for (; at < until && next < to; at++) {
      const a = next > from ? next : from;
      next = at + 1 < last ? start[at + 1]! : ended;
      const b = next < to ? next : to;
      if (b <= a) continue;
      const now = state[at]!;
      let style = now === SpanState.Waiting ? styles[reason[at]!]! : stateStyles[now]!;
      if (files !== undefined && now >= SpanState.Syscall && stack[at]! >= 0 && files[stack[at]!] === 1)
        style = FILE_CALL;
      this.#mask |= 1 << style;
      const base = style * columns;
      const head = Math.floor(a / width) - first;
      const tail = Math.floor(b / width) - first;
      if (head === tail) {
        ns[base + head]! += b - a;
        continue;
      }
      ns[base + head]! += (first + head + 1) * width - a;
      if (tail < columns) ns[base + tail]! += b - (first + tail) * width;
      whole[base + style + head + 1]!++;
      whole[base + style + tail]!--;
    }
  }

  /** Adds what others added up in columns that are as wide or less. */
  addTimes(times: StateTimes, grid: Grid): void {
    const ratio = this.#grid.width / grid.width;
    this.#mask |= times.mask;
    for (let style = 0; style < GOROUTINE_STYLES; style++) {
      if ((times.mask & (1 << style)) === 0) continue;
      const from = style * times.columns;
      const to = style * this.#columns - this.#grid.first;
      for (let column = 0; column < times.columns; column++)
        this.#ns[to + Math.floor((grid.first + column) / ratio)]! += times.ns[from + column]!;
    }
  }

  finish(): StateTimes {
    for (let style = 0; style < this.#rows; style++) {
      if ((this.#mask & (1 << style)) !== 0) addWhole(this.#ns, this.#whole, style, this.#columns, this.#grid.width);
    }
    return { columns: this.#columns, ns: this.#ns, mask: this.#mask };
  }
}

function addWhole(ns: Float64Array, whole: Int32Array, style: number, columns: number, width: number): void {
  const base = style * columns;
  let count = 0;
  for (let column = 0; column < columns; column++) {
    count += whole[base + style + column]!;
    if (count !== 0) ns[base + column]! += count * width;
  }
}

/** The last of rows low to high that starts at or before a time; `low` is known to. */
function lastAtOrBefore(start: Float64Array, low: number, high: number, time: number): number {
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (start[middle]! <= time) low = middle;
    else high = middle;
  }
  return low;
}
