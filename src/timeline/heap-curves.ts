import type { MetricSeries, Trace } from "../model/trace.ts";
import { heapGoalBytes, METRIC_HEAP_GOAL, METRIC_HEAP_LIVE } from "../model/vocabulary.ts";
import { sampleSteps, stepBlocks, type StepBlocks } from "./step-curve.ts";
import { Style } from "./style.ts";
import type { SeriesTile } from "./types.ts";

const CURVES = [
  { metric: METRIC_HEAP_LIVE, name: "heap in use", style: Style.GCMark },
  { metric: METRIC_HEAP_GOAL, name: "heap goal", style: Style.GCAssist },
] as const;

/** The readings of each curve, if the trace has any, and the largest of all. */
export interface HeapSeries {
  readonly series: readonly (HeapReadings | undefined)[];
  readonly top: number;
}

interface HeapReadings {
  readonly readings: MetricSeries;
  readonly blocks: StepBlocks;
}

export function findHeapSeries(trace: Trace): HeapSeries {
  const series = CURVES.map(({ metric }) => {
    const readings = withoutAbsence(trace.metrics.find(({ name }) => name === metric));
    return readings && { readings, blocks: stepBlocks(readings) };
  });
  let top = 0;
  for (const found of series) {
    if (found === undefined) continue;
    const { value } = found.readings;
    for (let row = 0; row < value.length; row++) if (value[row]! > top) top = value[row]!;
  }
  return { series, top };
}

/** Goals that are none are drawn as 0, and do not set the scale. */
function withoutAbsence(series: MetricSeries | undefined): MetricSeries | undefined {
  if (series?.name !== METRIC_HEAP_GOAL) return series;
  return { ...series, value: series.value.map(heapGoalBytes) };
}

/** Heap in use and goal. Values are NaN in columns before the first reading. O(columns + readings in the window / 16). */
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
  series.forEach((found, row) => {
    const slice = (column: Float64Array): Float64Array => column.subarray(row * columns, (row + 1) * columns);
    if (found === undefined) return;
    const out = { value: slice(value), min: slice(min), max: slice(max) };
    sampleSteps(found.readings, found.blocks, from, to, durationNs, out);
  });
  return {
    track: { kind: "heap", index: 0 },
    names: CURVES.map((curve) => curve.name),
    styles: CURVES.map((curve) => curve.style),
    stacked: false,
    lines: 0,
    unit: "bytes",
    columns,
    value,
    min,
    max,
    top,
  };
}
