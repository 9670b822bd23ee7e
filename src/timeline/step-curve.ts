import { binarySearchLast } from "../base/search.ts";
import type { MetricSeries } from "../model/trace.ts";

/** Means and extremes of a value in the equal columns of a window. */
export interface Samples {
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Samples a step function: each reading holds until the next, the last one until the trace ends. */
export function sampleSteps(series: MetricSeries, from: number, to: number, durationNs: number, out: Samples): void {
  const { time, value } = series;
  const columns = out.value.length;
  const width = (to - from) / columns;
  const stop = Math.min(to, durationNs);
  let row = Math.max(0, binarySearchLast(series.time, from));
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
