import type { SchedulerReport, ScopeRequest } from "../../src/engine/analyses/types.ts";
import { onEdges, partEdges, type PlotData } from "../kit/plot-data.ts";

type Part = SchedulerReport["overTime"][number];

function overTime({ from, to }: ScopeRequest, parts: number): Pick<PlotData, "x" | "xAxis" | "xName" | "range"> {
  return { x: partEdges(from, to, parts), xAxis: "time", xName: "time since the trace began", range: [from, to] };
}

/** Percentiles of the waits that ended in each part of the scope's time. */
export function latencyPlot(parts: readonly Part[], scope: ScopeRequest): PlotData {
  const values = (of: (part: Part) => number): readonly (number | null)[] => onEdges(parts.map(of));
  return {
    ...overTime(scope, parts.length),
    title: "Scheduling latency over time",
    yName: "latency",
    unit: "ns",
    shape: "steps",
    series: [
      { name: "longest", colour: "--gs-dim", values: values(({ latency }) => latency.max), width: 1 },
      { name: "p99", colour: "--gs-runnable", values: values(({ latency }) => latency.p99) },
      { name: "p50", colour: "--gs-running", values: values(({ latency }) => latency.p50) },
    ],
  };
}

/** How many goroutines were runnable at once, on the mean, beside GOMAXPROCS. */
export function runnablePlot({ overTime: parts, gomaxprocs }: SchedulerReport, scope: ScopeRequest): PlotData {
  const axis = overTime(scope, parts.length);
  return {
    ...axis,
    title: "Goroutines runnable at once",
    yName: "goroutines",
    unit: "count",
    shape: "steps",
    means: true,
    series: [
      { name: "runnable", colour: "--gs-runnable", values: onEdges(parts.map(({ runnable }) => runnable)) },
      {
        name: "GOMAXPROCS",
        colour: "--gs-dim",
        width: 1,
        values: axis.x.map((at) => gomaxprocs.findLast(({ time }) => time <= at)?.procs ?? null),
      },
    ],
  };
}
