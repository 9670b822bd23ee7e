import type { Analyses } from "../../src/engine/analyses/types.ts";
import type { PlotData } from "../kit/plot-data.ts";

export type MmuPoint = Awaited<ReturnType<Analyses["mmu"]>>[number];

/** Of all windows of a length, the percentiles whose curves stand beside the minimum. */
export const SHARES = [0.001, 0.01, 0.1, 0.5] as const;

/** From the minimum to the last percentile. */
const CURVES = [
  { name: "minimum", colour: "--gs-stw", width: 2 },
  { name: "p0.1", colour: "--gs-group-1", width: 1 },
  { name: "p1", colour: "--gs-group-4", width: 1 },
  { name: "p10", colour: "--gs-group-2", width: 1 },
  { name: "median", colour: "--gs-group-0", width: 1 },
] as const;

const SHORTEST_NS = 1000;

/** Utilization by window length. `points` are ascending by window, the longest of which is `wholeNs`. */
export function mmuPlot(points: readonly MmuPoint[], wholeNs: number): PlotData {
  return {
    title: "Minimum mutator utilization by window length",
    x: points.map(({ windowNs }) => windowNs),
    xAxis: "length",
    xName: "window length",
    yName: "the program’s share of its procs",
    unit: "share",
    shape: "lines",
    range: [SHORTEST_NS, Math.max(wholeNs, 2 * SHORTEST_NS)],
    series: CURVES.map((curve, i) => ({
      ...curve,
      values: points.map(({ mmu, percentiles }) => (i === 0 ? mmu : (percentiles[i - 1] ?? null))),
    })),
  };
}
