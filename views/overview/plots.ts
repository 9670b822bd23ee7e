import type { ScopeRequest } from "../../src/engine/analyses/types.ts";
import type { ScopeOverview } from "../../src/engine/analyses/overview-types.ts";
import { styleVariable } from "../kit/palette.ts";
import { onEdges, partEdges, type PlotData } from "../kit/plot-data.ts";

/** Goroutines by state over the scope's time, one upon the other. */
export function statesPlot({ states, parts }: ScopeOverview, { from, to }: ScopeRequest): PlotData {
  return {
    title: "Goroutines by state over time",
    x: partEdges(from, to, parts),
    xAxis: "time",
    xName: "time since the trace began",
    yName: "goroutines",
    unit: "count",
    shape: "stack",
    means: true,
    range: [from, to],
    series: states.map(({ name, style, goroutines }) => ({
      name,
      colour: styleVariable(style),
      values: onEdges(goroutines),
    })),
  };
}

/** How many procs ran goroutines of the scope, and how many there were to be. */
export function procsPlot({ procs, gomaxprocs, parts }: ScopeOverview, { from, to }: ScopeRequest): PlotData {
  const x = partEdges(from, to, parts);
  const busy = Array.from({ length: parts }, (_, i) => procs.reduce((sum, row) => sum + (row.utilization[i] ?? 0), 0));
  const setting = x.map((at) => gomaxprocs.findLast(({ time }) => time <= at)?.procs ?? null);
  return {
    title: "Procs that ran goroutines over time",
    x,
    xAxis: "time",
    xName: "time since the trace began",
    yName: "procs",
    unit: "count",
    shape: "steps",
    means: true,
    range: [from, to],
    series: [
      { name: "procs running goroutines", colour: "--gs-running", values: onEdges(busy) },
      { name: "GOMAXPROCS", colour: "--gs-dim", values: setting, width: 1 },
    ],
  };
}
