import type { GoroutineIndex } from "../base/indices.ts";
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
 * are noted at both ends and summed afterwards. `files`: of which stacks syscalls are told apart as FILE_CALL.
 * O(spans in the grid + goroutines * log(spans) + columns).
 */
export function sumStates(
  trace: Trace,
  styles: Uint8Array,
  goroutines: Int32Array,
  grid: Grid,
  files?: Uint8Array,
): StateTimes {
  const { width, first } = grid;
  const columns = grid.end - first;
  const from = first * width;
  const to = grid.end * width;
  const rows = GOROUTINE_STYLES + (files === undefined ? 0 : 1);
  const ns = new Float64Array(rows * columns);
  const whole = new Int32Array(rows * (columns + 1));
  let mask = 0;
  const { start, state, reason, stack } = trace.spans;
  const stateStyles = STATE_STYLE;
  const { created, spanOffsets } = trace.goroutines;

  for (const goroutine of goroutines as Iterable<GoroutineIndex>) {
    const last = spanOffsets[goroutine + 1]!;
    let span = spanOffsets[goroutine]!;
    if (span === last || created[goroutine]! >= to) continue;
    const end = goroutineEnd(trace, goroutine);
    if (end <= from) continue;
    if (start[span]! < from) span = lastAtOrBefore(start, span, last, from);
    let next = start[span]!;
    for (; span < last && next < to; span++) {
      const a = next > from ? next : from;
      next = span + 1 < last ? start[span + 1]! : end;
      const b = next < to ? next : to;
      if (b <= a) continue;
      const now = state[span]!;
      let style = now === SpanState.Waiting ? styles[reason[span]!]! : stateStyles[now]!;
      if (files !== undefined && now >= SpanState.Syscall && stack[span]! >= 0 && files[stack[span]!] === 1)
        style = FILE_CALL;
      mask |= 1 << style;
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
  for (let style = 0; style < rows; style++) {
    if ((mask & (1 << style)) !== 0) addWhole(ns, whole, style, columns, width);
  }
  return { columns, ns, mask };
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
