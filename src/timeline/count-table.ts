import type { Steps } from "../base/steps.ts";
import type { StateTimes } from "./state-times.ts";

/** Columns of a table that are summed up together. */
const BLOCK = 8;

/** Mean counts per column, by row of `StateTimes`; the last column is the mean of what is within the trace. */
export interface CountTable {
  /** When its first column begins, ns. */
  readonly origin: number;
  readonly width: number;
  readonly columns: number;
  /** Undefined for rows that do not occur. */
  readonly means: readonly (Float32Array | undefined)[];
  /** What the columns before each eighth one add up to. */
  readonly sums: readonly (Float64Array | undefined)[];
}

/** A step for each row. */
export function* meanCounts(times: StateTimes, origin: number, width: number, durationNs: number): Steps<CountTable> {
  // A window may reach beyond the trace's end.
  const columns = Math.max(1, Math.min(times.columns, Math.ceil((durationNs - origin) / width)));
  const lastWidth = Math.min(width, durationNs - origin - (columns - 1) * width);
  const means: (Float32Array | undefined)[] = [];
  const sums: (Float64Array | undefined)[] = [];
  for (const ns of times.rows) {
    const mean = ns && new Float32Array(columns);
    means.push(mean);
    if (ns === undefined || mean === undefined) {
      sums.push(undefined);
      continue;
    }
    for (let column = 0; column < columns; column++) mean[column] = ns[column]! / width;
    mean[columns - 1] = ns[columns - 1]! / lastWidth;
    sums.push(blockSums(mean));
    yield;
  }
  return { origin, width, columns, means, sums };
}

function blockSums(mean: Float32Array): Float64Array {
  const sums = new Float64Array(Math.floor(mean.length / BLOCK) + 1);
  let sum = 0;
  for (let column = 0; column < mean.length; column++) {
    if (column % BLOCK === 0) sums[column / BLOCK] = sum;
    sum += mean[column]!;
  }
  if (mean.length % BLOCK === 0) sums[mean.length / BLOCK] = sum;
  return sums;
}

/** Which columns of a table lie in each of the equal columns of a window, and for how long the first and the last do. */
export interface Cells {
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** ns; of a column that lies in one of the table's, all is the head's. Nothing where the trace is not. */
  readonly head: Float64Array;
  readonly tail: Float64Array;
}

export function cellsOf(
  { origin, width, columns: length }: CountTable,
  from: number,
  to: number,
  durationNs: number,
  columns: number,
): Cells {
  const first = new Int32Array(columns);
  const last = new Int32Array(columns);
  const head = new Float64Array(columns);
  const tail = new Float64Array(columns);
  const step = (to - from) / columns;
  for (let column = 0; column < columns; column++) {
    const left = Math.max(0, from + column * step);
    const right = Math.min(durationNs, from + (column + 1) * step);
    if (right <= left) continue;
    const begin = Math.max(0, Math.min(length - 1, Math.floor((left - origin) / width)));
    const end = Math.max(begin, Math.min(length - 1, Math.ceil((right - origin) / width) - 1));
    first[column] = begin;
    last[column] = end;
    head[column] = end === begin ? right - left : origin + (begin + 1) * width - left;
    tail[column] = end === begin ? 0 : right - (origin + end * width);
  }
  return { first, last, head, tail };
}

/**
 * Means of each row's curve in the columns of a window, curve after curve; within a column of the table its mean holds
 * throughout. O(columns).
 */
export function resampleCounts(table: CountTable, cells: Cells, rows: readonly number[], out: Float64Array): void {
  const columns = cells.first.length;
  rows.forEach((row, curve) => {
    const means = table.means[row];
    const sums = table.sums[row];
    if (means !== undefined && sums !== undefined)
      resample(means, sums, table.width, cells, out.subarray(curve * columns, (curve + 1) * columns));
  });
}

function resample(
  means: Float32Array,
  sums: Float64Array,
  width: number,
  { first: firsts, last: lasts, head: heads, tail: tails }: Cells,
  out: Float64Array,
): void {
  for (let column = 0; column < out.length; column++) {
    const head = heads[column]!;
    if (head === 0) continue;
    const first = firsts[column]!;
    const last = lasts[column]!;
    if (last === first) {
      out[column] = means[first]!;
      continue;
    }
    const tail = tails[column]!;
    const whole = sumBetween(means, sums, first + 1, last) * width;
    out[column] = (means[first]! * head + whole + means[last]! * tail) / (head + (last - first - 1) * width + tail);
  }
}

/** What columns `from` to before `to` add up to. */
function sumBetween(means: Float32Array, sums: Float64Array, from: number, to: number): number {
  const first = Math.ceil(from / BLOCK);
  const last = Math.floor(to / BLOCK);
  let sum = 0;
  if (first >= last) {
    for (let column = from; column < to; column++) sum += means[column]!;
    return sum;
  }
  for (let column = from; column < first * BLOCK; column++) sum += means[column]!;
  for (let column = last * BLOCK; column < to; column++) sum += means[column]!;
  return sum + (sums[last]! - sums[first]!);
}
