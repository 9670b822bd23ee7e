import { binarySearchLast } from "../base/search.ts";
import type { MetricSeries } from "../model/trace.ts";

/** Means and extremes of a value in the equal columns of a window. */
export interface Samples {
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Readings that are summed up together. */
const BLOCK = 16;

/** Of each 16 readings what they add up to until the next one after them, and their extremes. */
export interface StepBlocks {
  readonly integral: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
}

export function stepBlocks({ time, value }: MetricSeries): StepBlocks {
  const length = Math.max(0, Math.floor((time.length - 1) / BLOCK));
  const integral = new Float64Array(length);
  const min = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < length * BLOCK; row++) {
    const block = Math.floor(row / BLOCK);
    const reading = value[row]!;
    integral[block]! += reading * (time[row + 1]! - time[row]!);
    if (reading < min[block]!) min[block] = reading;
    if (reading > max[block]!) max[block] = reading;
  }
  return { integral, min, max };
}

/** Samples a step function: each reading holds until the next, the last one until the trace ends. */
export function sampleSteps(
  { time, value }: MetricSeries,
  blocks: StepBlocks,
  from: number,
  to: number,
  durationNs: number,
  out: Samples,
): void {
  const columns = out.value.length;
  const width = (to - from) / columns;
  const stop = Math.min(to, durationNs);
  let row = Math.max(0, binarySearchLast(time, from));
  for (let column = 0; column < columns && row < time.length; column++) {
    const left = from + column * width;
    const right = Math.min(stop, left + width);
    let at = Math.max(left, time[row]!);
    if (at >= right) continue;
    const begin = at;
    let sum = 0;
    let low = Infinity;
    let high = -Infinity;
    for (;;) {
      const block = row / BLOCK;
      if (row % BLOCK === 0 && block < blocks.integral.length && at === time[row] && time[row + BLOCK]! <= right) {
        sum += blocks.integral[block]!;
        if (blocks.min[block]! < low) low = blocks.min[block]!;
        if (blocks.max[block]! > high) high = blocks.max[block]!;
        row += BLOCK;
        at = time[row]!;
        if (at === right) break;
        continue;
      }
      const next = row + 1 < time.length ? time[row + 1]! : Infinity;
      const end = next < right ? next : right;
      const reading = value[row]!;
      if (reading < low) low = reading;
      if (reading > high) high = reading;
      sum += reading * (end - at);
      at = end;
      if (next > right) break;
      row++;
      if (next === right) break;
    }
    out.value[column] = low === high ? low : sum / (right - begin);
    out.min[column] = low;
    out.max[column] = high;
  }
}
