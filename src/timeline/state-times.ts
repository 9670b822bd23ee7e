import type { GoroutineIndex } from "../base/indices.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import type { Grid } from "./grid.ts";
import { GOROUTINE_STYLES, STATE_STYLE } from "./goroutine-style.ts";

/** The row of the time in syscalls on files, where these are told apart, after those of the styles. */
export const FILE_CALL = GOROUTINE_STYLES;

/** Time in ns that goroutines spent in each style, per column of a grid: `rows[style][column]`. */
export interface StateTimes {
  readonly columns: number;
  /** Undefined for styles that do not occur. */
  readonly rows: readonly (Float64Array | undefined)[];
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
  return new StateSums(trace, styles, grid, files).timesIn(goroutines, grid);
}

const SPANS_PER_STEP = 1 << 16;
/** To look at a goroutine takes as long as so many of its spans. */
const SPANS_PER_GOROUTINE = 8;

/** The same into sums that may be others' too, some spans at a step. */
export function* addStates(trace: Trace, goroutines: Int32Array, sums: StateSums): Steps<void> {
  const { spanOffsets } = trace.goroutines;
  let left = SPANS_PER_STEP;
  for (const goroutine of goroutines) {
    const last = spanOffsets[goroutine + 1]!;
    left -= SPANS_PER_GOROUTINE;
    for (let first = spanOffsets[goroutine]!; first < last;) {
      const end = Math.min(last, first + Math.max(1, left));
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
  #grid: Grid;
  #columns: number;
  readonly #ns: (Float64Array | undefined)[];
  /** How many more goroutines take the whole of a column than of the one before; of the last they take nothing. */
  readonly #whole: (Int32Array | undefined)[];
  /** Memory of rows, of which so many are in use. */
  readonly #held: { readonly ns: Float64Array; readonly whole: Int32Array }[] = [];
  #used = 0;

  constructor(trace: Trace, styles: Uint8Array, grid: Grid, files?: Uint8Array) {
    this.#trace = trace;
    this.#styles = styles;
    this.#files = files;
    this.#grid = grid;
    this.#columns = grid.end - grid.first;
    const rows = GOROUTINE_STYLES + (files === undefined ? 0 : 1);
    this.#ns = Array.from({ length: rows }, () => undefined);
    this.#whole = Array.from({ length: rows }, () => undefined);
  }

  /** The time of some goroutines in a grid, and nobody else's. The rows that it gave before are used again. */
  timesIn(goroutines: Int32Array, grid: Grid): StateTimes {
    this.#grid = grid;
    this.#columns = grid.end - grid.first;
    this.#used = 0;
    this.#ns.fill(undefined);
    this.#whole.fill(undefined);
    const { spanOffsets } = this.#trace.goroutines;
    for (const goroutine of goroutines) this.add(goroutine, spanOffsets[goroutine]!, spanOffsets[goroutine + 1]!);
    return this.finish();
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
    const rows = this.#ns;
    const wholes = this.#whole;
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
      const ns = rows[style] ?? this.#rowOf(style);
      const head = Math.floor(a / width) - first;
      const tail = Math.floor(b / width) - first;
      if (head === tail) {
        ns[head]! += b - a;
        continue;
      }
      ns[head]! += (first + head + 1) * width - a;
      if (tail < columns) ns[tail]! += b - (first + tail) * width;
      const whole = wholes[style]!;
      whole[head + 1]!++;
      whole[tail]!--;
    }
  }

  #rowOf(style: number): Float64Array {
    const length = this.#columns;
    let held = this.#held[this.#used];
    if (held !== undefined && held.ns.length >= length) {
      held.ns.fill(0, 0, length);
      held.whole.fill(0, 0, length + 1);
    } else this.#held[this.#used] = held = { ns: new Float64Array(length), whole: new Int32Array(length + 1) };
    this.#used++;
    this.#whole[style] = held.whole;
    return (this.#ns[style] = held.ns.length === length ? held.ns : held.ns.subarray(0, length));
  }

  /** Adds what others added up in columns that are as wide or less. */
  *addTimes(times: StateTimes, grid: Grid): Steps<void> {
    const ratio = this.#grid.width / grid.width;
    const shift = grid.first;
    for (const [style, from] of times.rows.entries()) {
      if (from === undefined) continue;
      const to = this.#ns[style] ?? this.#rowOf(style);
      for (let column = 0; column < from.length; column++)
        to[Math.floor((shift + column) / ratio) - this.#grid.first]! += from[column]!;
      yield;
    }
  }

  finish(): StateTimes {
    return inOneGo(this.finishSteps());
  }

  /** A step for each row. */
  *finishSteps(): Steps<StateTimes> {
    for (const [style, ns] of this.#ns.entries()) {
      if (ns === undefined) continue;
      addWhole(ns, this.#whole[style]!, this.#grid.width);
      yield;
    }
    return { columns: this.#columns, rows: this.#ns };
  }
}

function addWhole(ns: Float64Array, whole: Int32Array, width: number): void {
  let count = 0;
  for (let column = 0; column < ns.length; column++) {
    count += whole[column]!;
    if (count !== 0) ns[column]! += count * width;
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
