import type { StateTimes } from "./state-times.ts";
import type { Samples } from "./step-curve.ts";

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
  readonly blocks: readonly (Blocks | undefined)[];
}

/** Of each eight columns that are whole what they add up to, and their extremes. */
interface Blocks {
  readonly sum: Float64Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
}

export function meanCounts(times: StateTimes, origin: number, width: number, durationNs: number): CountTable {
  // A window may reach beyond the trace's end.
  const columns = Math.max(1, Math.min(times.columns, Math.ceil((durationNs - origin) / width)));
  const means = Array.from({ length: times.ns.length / times.columns }, (_, row) => {
    if ((times.mask & (1 << row)) === 0) return undefined;
    const mean = new Float32Array(columns);
    const base = row * times.columns;
    for (let column = 0; column < columns; column++) mean[column] = times.ns[base + column]! / width;
    mean[columns - 1] = times.ns[base + columns - 1]! / Math.min(width, durationNs - origin - (columns - 1) * width);
    return mean;
  });
  return { origin, width, columns, means, blocks: means.map((mean) => mean && blocksOf(mean)) };
}

function blocksOf(mean: Float32Array): Blocks {
  const length = Math.floor(mean.length / BLOCK);
  const sum = new Float64Array(length);
  const min = new Float32Array(length);
  const max = new Float32Array(length);
  for (let block = 0; block < length; block++) {
    let low = mean[block * BLOCK]!;
    let high = low;
    let all = 0;
    for (let column = block * BLOCK; column < (block + 1) * BLOCK; column++) {
      const value = mean[column]!;
      all += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    sum[block] = all;
    min[block] = low;
    max[block] = high;
  }
  return { sum, min, max };
}

/**
 * Means and extremes of each row's curve in the equal columns of a window, curve after curve; within a column of the table
 * its mean holds throughout. O(columns, or a quarter of the table's in the window).
 */
export function resampleCounts(
  table: CountTable,
  rows: readonly number[],
  from: number,
  to: number,
  durationNs: number,
  columns: number,
  out: Samples,
): void {
  rows.forEach((row, curve) => {
    const means = table.means[row];
    const blocks = table.blocks[row];
    if (means !== undefined && blocks !== undefined)
      resample(table, means, blocks, from, to, durationNs, columns, curve * columns, out);
  });
}

function resample(
  { origin, width, columns: length }: CountTable,
  means: Float32Array,
  blocks: Blocks,
  from: number,
  to: number,
  durationNs: number,
  columns: number,
  offset: number,
  out: Samples,
): void {
  const step = (to - from) / columns;
  const final = length - 1;
  for (let column = 0; column < columns; column++) {
    const left = Math.max(0, from + column * step);
    const right = Math.min(durationNs, from + (column + 1) * step);
    if (right <= left) continue;
    const first = Math.max(0, Math.min(final, Math.floor((left - origin) / width)));
    const last = Math.max(first, Math.min(final, Math.ceil((right - origin) / width) - 1));
    const mean = means[first]!;
    let low = mean;
    let high = mean;
    let sum = mean * (Math.min(right, origin + (first + 1) * width) - left);
    for (let at = first + 1; at < last;) {
      if (at % BLOCK === 0 && at + BLOCK <= last) {
        const block = at / BLOCK;
        sum += blocks.sum[block]! * width;
        if (blocks.min[block]! < low) low = blocks.min[block]!;
        if (blocks.max[block]! > high) high = blocks.max[block]!;
        at += BLOCK;
        continue;
      }
      const next = means[at++]!;
      sum += next * width;
      if (next < low) low = next;
      if (next > high) high = next;
    }
    if (last > first) {
      const next = means[last]!;
      sum += next * (right - Math.max(left, origin + last * width));
      if (next < low) low = next;
      if (next > high) high = next;
    }
    out.value[offset + column] = low === high ? low : sum / (right - left);
    out.min[offset + column] = low;
    out.max[offset + column] = high;
  }
}
