import type UPlot from "uplot";
import { formatNs } from "../../src/base/format.ts";
import { axisLabels, sayX, type PlotData } from "./plot-data.ts";

/** What the options need of the element that shows the plot. */
export interface PlotHost {
  /** What is shown now. */
  readonly data: () => PlotData;
  readonly colour: (variable: string) => string;
  readonly drawn: (plot: UPlot) => void;
  readonly pointed: (plot: UPlot) => void;
  readonly selected: (plot: UPlot) => void;
}

const FONT = "11px system-ui, sans-serif";

/** How a plot is drawn: axes with units and names, colours that follow the theme. */
export function plotOptions(
  Plot: typeof UPlot,
  host: PlotHost,
  size: { readonly width: number; readonly height: number },
): UPlot.Options {
  const { data, colour } = host;
  const { xAxis, xName, yName, unit, shape, series } = data();
  const stepped = Plot.paths.stepped?.({ align: 1 });
  const ordered = shape === "stack" ? series.toReversed() : series;
  const axis: UPlot.Axis = {
    stroke: () => colour("--gs-dim"),
    grid: { stroke: () => colour("--gs-grid"), width: 1 },
    ticks: { stroke: () => colour("--gs-line"), width: 1, size: 4 },
    font: FONT,
    labelFont: FONT,
    labelSize: 16,
    labelGap: 0,
  };
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, drag: { x: xAxis === "time", y: false, setScale: false } },
    padding: [8, 16, 0, 0],
    scales: {
      x: { time: false, distr: xAxis === "length" ? 3 : 1, range: () => [...data().range] as [number, number] },
      y: { range: (plot) => (unit === "share" ? [0, 1] : [0, mostOf(plot) * 1.05 || 1]) },
    },
    axes: [
      {
        ...axis,
        size: 26,
        label: xName,
        space: 90,
        values: (_, splits, _axis, _space, step) =>
          splits.map((x) => (xAxis === "length" ? (isPower(x) ? formatNs(x) : "") : sayX(data(), x, step))),
      },
      {
        ...axis,
        label: yName,
        size: (_, labels) => 12 + 6.2 * Math.max(3, ...(labels ?? []).map((label) => label.length)),
        space: 26,
        values: (_, splits) => [...axisLabels(unit, splits)],
      },
    ],
    series: [
      {},
      ...ordered.map(({ colour: variable, width }): UPlot.Series => ({
        ...(shape === "stack" ? { fill: () => colour(variable), width: 0 } : { stroke: () => colour(variable) }),
        ...(shape === "stack" ? {} : { width: width ?? 1.5 }),
        ...(shape === "lines" || !stepped ? {} : { paths: stepped }),
        points: { show: false },
      })),
    ],
    hooks: { setCursor: [host.pointed], setSelect: [host.selected], draw: [host.drawn] },
  };
}

/** The largest value that is drawn. */
function mostOf(plot: UPlot): number {
  let most = 0;
  for (const values of plot.data.slice(1)) for (const value of values) if ((value ?? 0) > most) most = value!;
  return most;
}

/** A dashed line at a place of the x axis. */
export function drawMark(plot: UPlot, at: number, colour: string): void {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(at, "x", true)) + 0.5;
  if (!(x >= bbox.left && x <= bbox.left + bbox.width)) return;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([4, 3]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function isPower(ns: number): boolean {
  return Math.abs(Math.log10(ns) - Math.round(Math.log10(ns))) < 1e-6;
}
