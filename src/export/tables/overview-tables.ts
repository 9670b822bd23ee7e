import type { Fact } from "../../analysis/facts.ts";
import type { TraceOverview } from "../../analysis/overview.ts";
import { formatCount, formatNs, formatShare, timeAt } from "../../base/format.ts";
import type { Trace } from "../../model/trace.ts";
import { resultTable, type ResultTable } from "../result-table.ts";
import { column, goroutineLabel, timeName } from "./columns.ts";
import { procTable } from "./scheduler-tables.ts";

export function overviewTables(trace: Trace, overview: TraceOverview): readonly ResultTable[] {
  return [timesTable(overview), factsTable(trace, overview), procTable(trace, overview.procs), overTimeTable(overview)];
}

/** One of them. */
export function overviewTable(trace: Trace, overview: TraceOverview, name: "times" | "facts"): ResultTable {
  return name === "times" ? timesTable(overview) : factsTable(trace, overview);
}

function timesTable(overview: TraceOverview): ResultTable {
  return resultTable("times", "Where goroutine time went; of it, at the end, what passed in ranges", overview.times, [
    column("name", "", "text", (row) => timeName(row.column)),
    column("kind", "kind", "text", (row) => row.column.kind, true),
    column("ns", "time", "ns", ({ ns }) => ns),
    column("share", "share", "share", ({ ns }) => ns / overview.goroutineNs),
  ]);
}

function factsTable(trace: Trace, overview: TraceOverview): ResultTable {
  return resultTable("facts", "What stands out", overview.facts, [
    column("kind", "", "text", ({ kind }) => kind, true),
    column("text", "", "text", (fact) => factText(trace, fact)),
  ]);
}

function overTimeTable({ states }: TraceOverview): ResultTable {
  const parts = states.states[0]!.goroutines.length;
  const partNs = (states.to - states.from) / parts;
  return resultTable(
    "over_time",
    "Goroutines by state over time, on the mean",
    [...Array(parts).keys()],
    [
      column("from_ns", "from", "time", (part) => states.from + part * partNs),
      column("to_ns", "to", "time", (part) => states.from + (part + 1) * partNs, true),
      ...states.states.map(({ state, goroutines }) => column<number>(state, state, "mean", (part) => goroutines[part])),
    ],
  );
}

type FactOf<Kind extends Fact["kind"]> = Extract<Fact, { kind: Kind }>;
type Telling = { readonly [Kind in Fact["kind"]]: (trace: Trace, fact: FactOf<Kind>) => string };

const TELLING: Telling = {
  pause: (_, { reason, ns, start }) => `the world stood still for ${formatNs(ns)} at ${timeAt(start, 1000)}: ${reason}`,
  assists: (_, { ns, shareOfRunning }) =>
    `goroutines spent ${formatNs(ns)} in mark assists, ${formatShare(shareOfRunning, 1)} of the time they ran`,
  latency: (trace, { latency, goroutine }) =>
    `goroutines waited to run: median ${formatNs(latency.p50)}, 99 % within ${formatNs(latency.p99)}, at most ${formatNs(latency.max)} (${goroutineLabel(trace, goroutine)})`,
  blocked: (_, { group, reason, ns, goroutines }) =>
    `blocked for ${formatNs(ns)}, ${formatCount(goroutines)} goroutines of ${group}: ${reason || "not known"}`,
  stuck: (trace, { goroutines, goroutine, ns }) =>
    `${formatCount(goroutines)} goroutines blocked and did not run again, the longest for ${formatNs(ns)} (${goroutineLabel(trace, goroutine)})`,
  "idle-while-waiting": (trace, { ns, waits, goroutine }) =>
    `${formatCount(waits)} long waits to run, ${formatNs(ns)} together, while a proc was idle; most for ${goroutineLabel(trace, goroutine)}`,
};

function factText<Kind extends Fact["kind"]>(trace: Trace, fact: FactOf<Kind>): string {
  return TELLING[fact.kind as Kind](trace, fact);
}
