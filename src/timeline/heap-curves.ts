import type { MetricSeries, Trace } from "../model/trace.ts";
import { METRIC_HEAP_GOAL, METRIC_HEAP_LIVE } from "../model/vocabulary.ts";
import { Style } from "./style.ts";
import type { SeriesTile } from "./types.ts";

const CURVES = [
  { metric: METRIC_HEAP_LIVE, name: "heap in use", style: Style.GCMark },
  { metric: METRIC_HEAP_GOAL, name: "heap goal", style: Style.GCAssist },
] as const;

/** Heap in use and goal. Values are NaN in columns before the first reading. O(readings in the window + columns). */
export function heapCurves(trace: Trace, from: number, to: number, columns: number): SeriesTile {
  const value = new Float64Array(CURVES.length * columns).fill(Number.NaN);
  const min = value.slice();
  const max = value.slice();
  let top = 0;
  CURVES.forEach((curve, row) => {
    const series = trace.metrics.find((metric) => metric.name === curve.metric);
    if (series === undefined) return;
    for (const reading of series.value) if (reading > top) top = reading;
    const slice = (column: Float64Array): Float64Array => column.subarray(row * columns, (row + 1) * columns);
    sampleSteps(series, from, to, trace.durationNs, { value: slice(value), min: slice(min), max: slice(max) });
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

/** The last reading at or before a time, as row; -1 if there is none. */
export function readingAt(series: MetricSeries, time: number): number {
  let low = -1;
  let high = series.time.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (series.time[middle]! <= time) low = middle;
    else high = middle;
  }
  return low;
}

/** Samples a step function: each reading holds until the next. Of values that hold equally long, the first counts. */
function sampleSteps(
  series: MetricSeries,
  from: number,
  to: number,
  durationNs: number,
  out: { readonly value: Float64Array; readonly min: Float64Array; readonly max: Float64Array },
): void {
  const columns = out.value.length;
  const width = (to - from) / columns;
  const held = new Float64Array(columns);
  const { time, value } = series;
  for (let row = Math.max(0, readingAt(series, from)); row < time.length && time[row]! < to; row++) {
    const begin = Math.max(from, time[row]!);
    const end = Math.min(to, row + 1 < time.length ? time[row + 1]! : durationNs);
    const reading = value[row]!;
    const last = Math.min(columns - 1, Math.floor((end - from) / width));
    for (let column = Math.floor((begin - from) / width); column <= last; column++) {
      const left = from + column * width;
      const ns = Math.min(end, left + width) - Math.max(begin, left);
      if (ns <= 0) continue;
      if (!(out.min[column]! <= reading)) out.min[column] = reading;
      if (!(out.max[column]! >= reading)) out.max[column] = reading;
      if (ns > held[column]!) {
        held[column] = ns;
        out.value[column] = reading;
      }
    }
  }
}
