import type { GcCycle } from "../../analysis/gc-cycles.ts";
import type { MmuPoint, WorstWindow } from "../../analysis/mmu/mmu.ts";
import type { WorldStop, WorldStops } from "../../analysis/world-stops.ts";
import type { Distribution } from "../../analysis/distribution.ts";
import type { Trace } from "../../model/trace.ts";
import { resultTable, type ResultTable } from "../result-table.ts";
import { column, distributionColumns, goroutineLabel } from "./columns.ts";

export function cycleTable(cycles: readonly GcCycle[]): ResultTable {
  return resultTable<GcCycle>("cycles", "Garbage collections", cycles, [
    column("number", "#", "count", ({ number }) => number),
    column("trigger", "why", "text", ({ trigger }) => trigger),
    column("mark_start_ns", "at", "time", ({ markStart }) => markStart),
    column("mark_ns", "mark", "ns", ({ markNs }) => markNs),
    column("complete", "complete", "text", ({ isComplete }) => String(isComplete), true),
    column("heap_start_bytes", "heap", "bytes", ({ heapAtStart }) => heapAtStart),
    column("heap_goal_bytes", "goal", "bytes", ({ heapGoal }) => heapGoal),
    column("heap_end_bytes", "heap at end", "bytes", ({ heapAtEnd }) => heapAtEnd),
    column("sweep_termination_ns", "first pause", "ns", ({ sweepTermination }) => sweepTermination?.ns),
    column(
      "sweep_termination_time_to_stop_ns",
      "time to stop",
      "ns",
      ({ sweepTermination }) => sweepTermination?.timeToStopNs,
      true,
    ),
    column("mark_termination_ns", "second pause", "ns", ({ markTermination }) => markTermination?.ns),
    column(
      "mark_termination_time_to_stop_ns",
      "time to stop",
      "ns",
      ({ markTermination }) => markTermination?.timeToStopNs,
      true,
    ),
    column("assist_ns", "assists", "ns", ({ assistNs }) => assistNs),
    column("assisted_most_by", "most by", "text", ({ assistedBy }) => assistedBy[0]?.name),
    column("dedicated_ns", "dedicated", "ns", ({ workerNs }) => workerNs.dedicated),
    column("fractional_ns", "fractional", "ns", ({ workerNs }) => workerNs.fractional, true),
    column("idle_ns", "idle", "ns", ({ workerNs }) => workerNs.idle, true),
    column("sweep_ns", "sweep", "ns", ({ sweep }) => sweep.ns, true),
    column("swept_bytes", "swept", "bytes", ({ sweep }) => sweep.sweptBytes, true),
    column("reclaimed_bytes", "reclaimed", "bytes", ({ sweep }) => sweep.reclaimedBytes, true),
  ]);
}

export function stopTable(trace: Trace, { stops }: WorldStops): ResultTable {
  return resultTable<WorldStop>("stops", "Stops of the world", stops, [
    column("reason", "why", "text", ({ reason }) => reason),
    column("start_ns", "at", "time", ({ start }) => start),
    column("ns", "for", "ns", ({ ns }) => ns),
    column("time_to_stop_ns", "time to stop", "ns", ({ timeToStopNs }) => timeToStopNs),
    column("goroutine", "asked by", "text", ({ goroutine }) => goroutineLabel(trace, goroutine)),
  ]);
}

export function stopReasonTable({ reasons }: WorldStops): ResultTable {
  type Row = { readonly reason: string; readonly duration: Distribution };
  return resultTable<Row>("reasons", "Stops of the world by reason", reasons, [
    column("reason", "why", "text", ({ reason }) => reason),
    column("count", "times", "count", ({ duration }) => duration.count),
    ...distributionColumns<Row>("pause", "pause", ({ duration }) => duration, ["total", "p50", "p99", "max"]),
  ]);
}

/** `shares`: what the percentiles of the points are, 0.01 for the first percentile. */
export function mmuTable(points: readonly MmuPoint[], shares: readonly number[]): ResultTable {
  return resultTable<MmuPoint>(
    "mmu",
    "Mutator utilization: the program's share of its procs, at the least, in any window",
    points,
    [
      column("window_ns", "window", "ns", ({ windowNs }) => windowNs),
      column("mmu", "minimum", "share", ({ mmu }) => mmu),
      ...shares.map((share, i) => {
        const percent = Number((share * 100).toPrecision(6));
        return column<MmuPoint>(`p${percent}`, `p${percent}`, "share", ({ percentiles }) => percentiles[i]);
      }),
    ],
  );
}

export function worstWindowTable(windows: readonly WorstWindow[]): ResultTable {
  return resultTable<WorstWindow>("worst", "Windows in which the program had least", windows, [
    column("start_ns", "from", "time", ({ start }) => start),
    column("end_ns", "to", "time", ({ end }) => end),
    column("utilization", "utilization", "share", ({ utilization }) => utilization),
    column("proc", "proc", "text", ({ proc }) => (proc < 0 ? "all" : String(proc))),
  ]);
}
