import type { CreationStack } from "../../analysis/creation-stacks.ts";
import type { GoroutineAccount } from "../../analysis/goroutine-account.ts";
import type { GoroutineGroups, GroupRow } from "../../analysis/goroutine-groups.ts";
import type { GoroutineList } from "../../analysis/goroutine-list.ts";
import { histogramOf, type Bucket } from "../../analysis/histogram.ts";
import { spanReason } from "../../analysis/accounting.ts";
import { regionName } from "../../analysis/regions.ts";
import { groupOf } from "../../analysis/scope.ts";
import { taskName } from "../../analysis/tasks.ts";
import { RUNNABLE, RUNNING, SYSCALL, SYSCALL_BLOCKED } from "../../analysis/time-columns.ts";
import type { GoroutineIndex, SpanIndex, StackIndex, StringIndex } from "../../base/indices.ts";
import { spanEnd, type Trace } from "../../model/trace.ts";
import { SPAN_STATE_NAMES } from "../../model/vocabulary.ts";
import { resultTable, type ColumnOf, type ResultTable } from "../result-table.ts";
import { column, distributionColumns, goroutineId, goroutineLabel, timeColumns, timeKey, timeName } from "./columns.ts";
import { typeHistogramTable } from "./task-tables.ts";

/** Groups of goroutines; for programs, every statistic of every column in which one of them has spent time. */
export function groupTable({ columns, rows }: GoroutineGroups): ResultTable {
  const used = columns.flatMap((info, i) => (rows.some(({ times }) => times[i]!.total > 0) ? [{ info, i }] : []));
  const blocked = used.filter(({ info }) => info.kind === "blocked").map(({ i }) => i);
  return resultTable<GroupRow>("groups", "Goroutines by the function they started in", rows, [
    column("name", "", "text", ({ name }) => name),
    column("system", "runtime's own", "text", ({ isSystem }) => String(isSystem), true),
    column("count", "goroutines", "count", ({ count }) => count),
    column("created", "created", "count", ({ created }) => created, true),
    column("ended", "ended", "count", ({ ended }) => ended, true),
    ...distributionColumns<GroupRow>("lifetime", "lifetime", ({ lifetime }) => lifetime, ["total", "p50", "max"]),
    column("blocked_total_ns", "blocked", "ns", ({ times }) => blocked.reduce((sum, i) => sum + times[i]!.total, 0)),
    ...used.flatMap(({ info, i }) =>
      distributionColumns<GroupRow>(
        timeKey(info),
        timeName(info),
        ({ times }) => times[i]!,
        SHOWN.has(i) ? ["total"] : [],
      ),
    ),
  ]);
}

const SHOWN: ReadonlySet<number> = new Set([RUNNING, RUNNABLE, SYSCALL, SYSCALL_BLOCKED]);

export function goroutineTable(trace: Trace, list: GoroutineList): ResultTable {
  const { goroutines } = trace;
  const row = (i: number): number => list.goroutine[i]!;
  const columns: ColumnOf<number>[] = [
    column("id", "id", "text", (i) => goroutineId(trace, row(i))),
    column("name", "started in", "text", (i) => groupOf(trace, row(i))),
    column("parent", "created by", "text", (i) => goroutineId(trace, goroutines.parent[row(i)]!), true),
    column("created_ns", "from", "time", (i) => goroutines.created[row(i)]!),
    column("started_ns", "first ran", "time", (i) => goroutines.started[row(i)]!, true),
    column("ended_ns", "ended", "time", (i) => goroutines.ended[row(i)]!),
    column("lifetime_ns", "lifetime", "ns", (i) => list.lifetime[i]!),
    ...timeColumns(list),
  ];
  const length = list.length;
  return { name: "goroutines", title: "Goroutines", columns, length, cell: (i, c) => columns[c]!.value(i) };
}

/** Where goroutines were created: the frame of the go statement, and the stack in full. */
export function creationTable(trace: Trace, rows: readonly CreationStack[]): ResultTable {
  const frames = ({ stack }: CreationStack): readonly string[] => framesText(trace, stack);
  return resultTable<CreationStack>("created_at", "Where they were created", rows, [
    column("frame", "", "text", (row) => frames(row)[0] ?? "not known"),
    column("count", "goroutines", "count", ({ goroutines }) => goroutines),
    column("stack", "stack", "text", (row) => frames(row).join(" < "), true),
  ]);
}

function framesText(trace: Trace, stack: number): readonly string[] {
  return trace.symbols.framesOf(stack as StackIndex).map((frame) => `${frame.function} ${frame.file}:${frame.line}`);
}

/** How goroutines' lifetimes, and their times in each column, are spread; who spent none in it is not counted. */
export function spreadTable({ lifetime, columns, times }: GoroutineList): ResultTable {
  const spread = (name: string, values: Float64Array): { name: string; histogram: readonly Bucket[] } => ({
    name,
    histogram: histogramOf(values.filter((ns) => ns > 0)),
  });
  return typeHistogramTable([
    spread("lifetime", lifetime),
    ...columns.map((info, i) => spread(timeName(info), times[i]!)),
  ]);
}

/** All about one goroutine, as tables. */
export function accountTables(trace: Trace, account: GoroutineAccount): readonly ResultTable[] {
  const { spans, regions, logs, labels } = trace;
  const text = (index: number): string => trace.symbols.strings.get(index as StringIndex);
  const others = (name: string, title: string, rows: readonly { goroutine: number; count?: number }[]): ResultTable =>
    resultTable(name, title, rows, [
      column("id", "id", "text", ({ goroutine }) => goroutineId(trace, goroutine)),
      column("name", "started in", "text", ({ goroutine }) => groupOf(trace, goroutine)),
      ...(rows.some(({ count }) => count !== undefined)
        ? [column<{ count?: number }>("count", "times", "count", ({ count }) => count)]
        : []),
    ]);
  const spanRows = Array.from(
    { length: account.lastSpan - account.firstSpan },
    (_, i) => (account.firstSpan + i) as SpanIndex,
  );
  const owner = account.goroutine as GoroutineIndex;
  return [
    resultTable("times", "Where its time went", account.times, [
      column("name", "", "text", (row) => timeName(row.column)),
      column("ns", "time", "ns", ({ ns }) => ns),
      column("share", "of lifetime", "share", ({ ns }) => ns / account.lifetime),
    ]),
    others("parent", "Created by", account.parent < 0 ? [] : [{ goroutine: account.parent }]),
    others(
      "children",
      "Created",
      account.children.map((goroutine) => ({ goroutine })),
    ),
    others("wakers", "Woken by", account.wakers),
    resultTable("wakings", "Woken from where", account.wakings, [
      column("goroutine", "by", "text", ({ goroutine }) =>
        goroutine < 0 ? "the runtime" : goroutineLabel(trace, goroutine),
      ),
      column("count", "times", "count", ({ count }) => count),
      column("function", "in", "text", ({ stack }) => framesText(trace, stack)[0]),
      column("stack", "stack", "text", ({ stack }) => framesText(trace, stack).join(" < "), true),
    ]),
    others("woke", "Woke", account.woke),
    others(
      "related",
      "Related: itself, who woke it, and who woke them",
      account.related.map((goroutine) => ({ goroutine })),
    ),
    resultTable("tasks", "Tasks it did something for", account.tasks, [
      column("id", "id", "text", (task) => trace.symbols.tasks.text(task)),
      column("name", "type", "text", (task) => taskName(trace, task)),
    ]),
    resultTable("regions", "Regions", account.regions, [
      column("name", "name", "text", (region) => regionName(trace, region)),
      column("start_ns", "from", "time", (region) => regions.start[region]!),
      column("end_ns", "to", "time", (region) => regions.end[region]!),
    ]),
    resultTable("logs", "Logs", account.logs, [
      column("time_ns", "at", "time", (log) => logs.time[log]!),
      column("category", "category", "text", (log) => text(logs.category[log]!)),
      column("message", "message", "text", (log) => text(logs.message[log]!)),
    ]),
    resultTable("labels", "Labels of the runtime's", account.labels, [
      column("time_ns", "at", "time", (label) => labels.time[label]!),
      column("label", "label", "text", (label) => text(labels.label[label]!)),
    ]),
    resultTable("spans", "What it did", spanRows, [
      column("start_ns", "from", "time", (span) => spans.start[span]!),
      column("ns", "for", "ns", (span) => spanEnd(trace, owner, span) - spans.start[span]!),
      column("state", "state", "text", (span) => SPAN_STATE_NAMES[spans.state[span]!]),
      column("reason", "reason", "text", (span) => spanReason(trace, span)),
      column("proc", "proc", "text", (span) =>
        spans.proc[span]! < 0 ? undefined : trace.symbols.procs.text(spans.proc[span]!),
      ),
      column("waker", "made runnable by", "text", (span) => goroutineId(trace, spans.waker.get(span))),
    ]),
  ];
}
