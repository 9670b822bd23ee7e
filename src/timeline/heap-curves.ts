import { binarySearchLast } from "../base/search.ts";
import type { MetricSeries, Trace } from "../model/trace.ts";
import { heapGoalBytes, METRIC_HEAP_GOAL, METRIC_HEAP_LIVE } from "../model/vocabulary.ts";
import { Style } from "./style.ts";
import type { SeriesTile } from "./types.ts";

const CURVES = [
  { metric: METRIC_HEAP_LIVE, name: "heap in use", style: Style.GCMark },
  { metric: METRIC_HEAP_GOAL, name: "heap goal", style: Style.GCAssist },
] as const;

/** The readings of each curve, if the trace has any, and the largest of all. */
export interface HeapSeries {
  readonly series: readonly (MetricSeries | undefined)[];
  readonly top: number;
}

export function findHeapSeries(trace: Trace): HeapSeries {
  const series = CURVES.map(({ metric }) => withoutAbsence(trace.metrics.find(({ name }) => name === metric)));
  let top = 0;
  for (const found of series) for (const reading of found?.value ?? []) if (reading > top) top = reading;
  return { series, top };
}

/** Goals that are none are drawn as 0, and do not set the scale. */
function withoutAbsence(series: MetricSeries | undefined): MetricSeries | undefined {
  if (series?.name !== METRIC_HEAP_GOAL) return series;
  return { ...series, value: series.value.map(heapGoalBytes) };
}

/** Heap in use and goal. Values are NaN in columns before the first reading. O(readings in the window + columns). */
export function heapCurves(
  { series, top }: HeapSeries,
  durationNs: number,
  from: number,
  to: number,
  columns: number,
): SeriesTile {
  const value = new Float64Array(CURVES.length * columns).fill(Number.NaN);
  const min = value.slice();
  const max = value.slice();
  series.forEach((readings, row) => {
    const slice = (column: Float64Array): Float64Array => column.subarray(row * columns, (row + 1) * columns);
    if (readings !== undefined)
      sampleSteps(readings, from, to, durationNs, { value: slice(value), min: slice(min), max: slice(max) });
  });
  return {
    track: { kind: "heap", index: 0 },
    names: CURVES.map((curve) => curve.name),
    styles: CURVES.map((curve) => curve.style),
    stacked: false,
    unit: "bytes",
    columns,
    value,
    min,
    max,
    top,
  };
}

/** Samples a step function: each reading holds until the next, the last one until the trace ends. */
function sampleSteps(
  series: MetricSeries,
  from: number,
  to: number,
  durationNs: number,
  out: { readonly value: Float64Array; readonly min: Float64Array; readonly max: Float64Array },
): void {
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
