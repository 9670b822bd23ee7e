import type { ProcRow } from "../../analysis/proc-utilization.ts";
import type { SchedulingLatency } from "../../analysis/scheduling-latency.ts";
import type { StatesOverTime } from "../../analysis/states-over-time.ts";
import type { Switches } from "../../analysis/switches.ts";
import type { Distribution } from "../../analysis/distribution.ts";
import type { Bucket } from "../../analysis/histogram.ts";
import type { Trace } from "../../model/trace.ts";
import { resultTable, type ResultTable } from "../result-table.ts";
import { column, distributionColumns, goroutineLabel } from "./columns.ts";

interface LatencyRow {
  readonly name: string;
  readonly latency: Distribution;
}

/** Scheduling latency, overall and by group: from runnable to running. */
export function latencyTable({ overall, groups }: SchedulingLatency): ResultTable {
  const rows: readonly LatencyRow[] = [{ name: "all", latency: overall }, ...groups];
  return resultTable<LatencyRow>("latency", "Scheduling latency: from runnable to running", rows, [
    column("name", "", "text", ({ name }) => name),
    column("count", "times", "count", ({ latency }) => latency.count),
    ...distributionColumns<LatencyRow>("latency", "", ({ latency }) => latency, ["p50", "p90", "p99", "max"]),
  ]);
}

export function longestWaitsTable(trace: Trace, { longest }: SchedulingLatency): ResultTable {
  return resultTable("longest", "Longest waits to run", longest, [
    column("goroutine", "", "text", ({ goroutine }) => goroutineLabel(trace, goroutine)),
    column("start_ns", "at", "time", ({ span }) => trace.spans.start[span]!),
    column("ns", "for", "ns", ({ ns }) => ns),
  ]);
}

export function histogramTable(name: string, title: string, buckets: readonly Bucket[]): ResultTable {
  const all = buckets.reduce((sum, { count }) => sum + count, 0);
  return resultTable(name, title, buckets, [
    column("from_ns", "from", "ns", ({ from }) => from),
    column("to_ns", "to", "ns", ({ to }) => to),
    column("count", "count", "count", ({ count }) => count),
    column("share", "share", "share", ({ count }) => count / all),
    column("total_ns", "together", "ns", ({ total }) => total),
  ]);
}

/** A row for each part of the window: latency of the waits that ended in it, and how many goroutines were runnable. */
export function latencyOverTimeTable({ overTime }: SchedulingLatency, states: StatesOverTime): ResultTable {
  const goroutines = (state: string, i: number): number =>
    states.states.find((row) => row.state === state)!.goroutines[i]!;
  const rows = overTime.map((part, i) => ({
    ...part,
    running: goroutines("running", i),
    runnable: goroutines("runnable", i),
  }));
  return resultTable("over_time", "Over time", rows, [
    column("from_ns", "from", "time", ({ from }) => from),
    column("to_ns", "to", "time", ({ to }) => to),
    column("running", "running", "mean", ({ running }) => running),
    column("runnable", "runnable", "mean", ({ runnable }) => runnable),
    column("count", "began to run", "count", ({ latency }) => latency.count),
    ...distributionColumns<(typeof rows)[number]>("latency", "latency", ({ latency }) => latency, [
      "p50",
      "p99",
      "max",
    ]),
  ]);
}

export function procTable(trace: Trace, rows: readonly ProcRow[]): ResultTable {
  return resultTable("procs", "Procs", rows, [
    column("id", "proc", "text", ({ proc }) => trace.symbols.procs.text(proc)),
    column("running_ns", "ran goroutines", "ns", ({ runningNs }) => runningNs),
    column("utilization", "of the time", "share", ({ runningNs, heldNs, idleNs }) => runningNs / (heldNs + idleNs)),
    column("syscall_ns", "in syscalls", "ns", ({ syscallNs }) => syscallNs),
    column("held_ns", "held by a thread", "ns", ({ heldNs }) => heldNs),
    column("idle_ns", "idle", "ns", ({ idleNs }) => idleNs),
    column("starts", "began to run one", "count", ({ starts }) => starts),
  ]);
}

export function switchTable(switches: Switches): ResultTable {
  const rows: readonly { readonly name: string; readonly count: number }[] = [
    { name: "began to run after being runnable", count: switches.starts },
    { name: "of those, taken by another proc than the one it was made runnable on", count: switches.taken },
    { name: "of those, moved to another proc than the one it ran on before", count: switches.moved },
    { name: "preempted", count: switches.preempted },
    { name: "yielded (runtime.Gosched)", count: switches.yielded },
    ...switches.stoppedOtherwise.map(({ reason, count }) => ({ name: `stopped: ${reason}`, count })),
    { name: "blocked", count: switches.blocked },
    { name: "entered a syscall", count: switches.syscalls },
    { name: "lost the proc in a syscall", count: switches.syscallsBlocked },
    { name: "procs handed to another thread", count: switches.handOffs },
  ];
  return resultTable("switches", "Switches", rows, [
    column("name", "", "text", ({ name }) => name),
    column("count", "times", "count", ({ count }) => count),
  ]);
}

export function gomaxprocsTable(settings: readonly { readonly time: number; readonly procs: number }[]): ResultTable {
  return resultTable("gomaxprocs", "GOMAXPROCS", settings, [
    column("time_ns", "from", "time", ({ time }) => time),
    column("procs", "procs", "count", ({ procs }) => procs),
  ]);
}
