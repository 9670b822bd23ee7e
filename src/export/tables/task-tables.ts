import type { Bucket } from "../../analysis/histogram.ts";
import type { RegionList, RegionTypeRow } from "../../analysis/regions.ts";
import { regionName, startFrame } from "../../analysis/regions.ts";
import { intervalOf } from "../../analysis/scope.ts";
import type { TaskAccount, TaskEvent } from "../../analysis/task-account.ts";
import { taskDuration, taskName, type TaskTypeRow } from "../../analysis/tasks.ts";
import type { FrameIndex } from "../../base/indices.ts";
import type { Trace } from "../../model/trace.ts";
import { resultTable, type ColumnOf, type ResultTable } from "../result-table.ts";
import { column, distributionColumns, goroutineId, goroutineLabel, timeColumns, timeName } from "./columns.ts";

export function taskTypeTable(rows: readonly TaskTypeRow[]): ResultTable {
  return resultTable<TaskTypeRow>("types", "Tasks by type", rows, [
    column("name", "type", "text", ({ name }) => name),
    column("count", "tasks", "count", ({ count }) => count),
    column("complete", "complete", "count", ({ complete }) => complete),
    ...distributionColumns<TaskTypeRow>("duration", "duration", ({ duration }) => duration, [
      "total",
      "p50",
      "p99",
      "max",
    ]),
  ]);
}

/** How the durations of each type's complete tasks, or regions, are spread. */
export function typeHistogramTable(
  types: readonly { readonly name: string; readonly histogram: readonly Bucket[] }[],
): ResultTable {
  const rows = types.flatMap(({ name, histogram }) => histogram.map((bucket) => ({ name, ...bucket })));
  return resultTable("histogram", "How long they took", rows, [
    column("name", "", "text", ({ name }) => name),
    column("from_ns", "from", "ns", ({ from }) => from),
    column("to_ns", "to", "ns", ({ to }) => to),
    column("count", "count", "count", ({ count }) => count),
  ]);
}

/** Tasks, a row each; an incomplete one ends, or begins, with the trace. */
export function taskTable(trace: Trace, tasks: readonly number[]): ResultTable {
  const table = trace.tasks;
  const interval = (task: number): { from: number; to: number } =>
    intervalOf(trace, table.start[task]!, table.end[task]!);
  return resultTable("tasks", "Tasks", tasks, [
    column("id", "id", "text", (task) => trace.symbols.tasks.text(task)),
    column("name", "type", "text", (task) => taskName(trace, task)),
    column("parent", "parent", "text", (task) =>
      table.parent[task]! < 0 ? undefined : trace.symbols.tasks.text(table.parent[task]!),
    ),
    column("start_ns", "from", "time", (task) => interval(task).from),
    column("ns", "duration", "ns", (task) => interval(task).to - interval(task).from),
    column("complete", "complete", "text", (task) => String(!Number.isNaN(taskDuration(trace, task)))),
    column("goroutines", "goroutines", "count", (task) => table.goroutineCount[task]!),
    column("regions", "regions", "count", (task) => table.regionCount[task]!),
    column("logs", "logs", "count", (task) => table.logCount[task]!),
    column("children", "subtasks", "count", (task) => table.childCount[task]!),
  ]);
}

/** All about one task, as tables. */
export function taskAccountTables(
  trace: Trace,
  account: TaskAccount,
  events: readonly TaskEvent[],
): readonly ResultTable[] {
  const ns = account.to - account.from;
  const facts: readonly { readonly name: string; readonly ns: number }[] = [
    ...account.times.map((row) => ({ name: timeName(row.column), ns: row.ns })),
    { name: "while the garbage collector marked", ns: account.markNs },
    { name: "while the garbage collector had stopped the world", ns: account.stoppedNs },
  ];
  return [
    taskTable(trace, [account.task]),
    resultTable("times", "Where its goroutines' time went", facts, [
      column("name", "", "text", ({ name }) => name),
      column("ns", "time", "ns", (row) => row.ns),
      column("share", "of its duration", "share", (row) => row.ns / ns),
    ]),
    resultTable("goroutines", "Goroutines, from the first to the last thing they did for it", account.goroutines, [
      column("id", "id", "text", ({ goroutine }) => goroutineId(trace, goroutine)),
      column("from_ns", "from", "time", ({ from }) => from),
      column("to_ns", "to", "time", ({ to }) => to),
    ]),
    { ...taskTable(trace, account.children), name: "children", title: "Subtasks" },
    resultTable("events", "What was done for it", events, [
      column("time_ns", "at", "time", ({ time }) => time),
      column("since_start_ns", "since its begin", "ns", ({ time }) => time - account.from),
      column("goroutine", "goroutine", "text", ({ goroutine }) => goroutineLabel(trace, goroutine)),
      column("kind", "what", "text", ({ kind }) => kind),
      column("category", "category", "text", ({ category }) => category),
      column("text", "", "text", ({ text }) => text),
    ]),
  ];
}

export function regionTypeTable(rows: readonly RegionTypeRow[]): ResultTable {
  return resultTable<RegionTypeRow>("types", "Regions by name and place", rows, [
    column("name", "name", "text", ({ name }) => name),
    column("function", "started in", "text", ({ frame }) => frame?.function),
    column("file", "file", "text", ({ frame }) => frame?.file, true),
    column("line", "line", "count", ({ frame }) => frame?.line, true),
    column("count", "regions", "count", ({ count }) => count),
    column("complete", "complete", "count", ({ complete }) => complete),
    ...distributionColumns<RegionTypeRow>("duration", "duration", ({ duration }) => duration, [
      "total",
      "p50",
      "p99",
      "max",
    ]),
  ]);
}

export function regionTable(trace: Trace, list: RegionList): ResultTable {
  const { regions, symbols } = trace;
  const row = (i: number): number => list.region[i]!;
  const frame = (i: number): string | undefined => {
    const started = startFrame(trace, row(i));
    return started === -1 ? undefined : symbols.frame(started as FrameIndex).function;
  };
  const columns: ColumnOf<number>[] = [
    column("name", "name", "text", (i) => regionName(trace, row(i))),
    column("function", "started in", "text", frame, true),
    column("goroutine", "goroutine", "text", (i) => goroutineId(trace, regions.goroutine[row(i)]!)),
    column("task", "task", "text", (i) =>
      regions.task[row(i)]! < 0 ? undefined : symbols.tasks.text(regions.task[row(i)]!),
    ),
    column("start_ns", "from", "time", (i) => regions.start[row(i)]!),
    column("end_ns", "to", "time", (i) => regions.end[row(i)]!, true),
    column("ns", "duration", "ns", (i) => list.duration[i]!),
    ...timeColumns(list),
  ];
  return { name: "regions", title: "Regions", columns, length: list.length, cell: (i, c) => columns[c]!.value(i) };
}
