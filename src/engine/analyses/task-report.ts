import { histogramOfAll } from "../../analysis/histogram.ts";
import type { TaskIndex } from "../../analysis/task-index.ts";
import { intervalOf } from "../../analysis/scope.ts";
import { taskName, tasksInScopeSteps, taskTypesSteps } from "../../analysis/tasks.ts";
import { orderOf, reordered } from "../../base/order.ts";
import { NO_GOROUTINE, NO_TASK, type GoroutineIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import type { Scope } from "../../model/scope.ts";
import type { Trace } from "../../model/trace.ts";
import { goroutineRef } from "../details/refs.ts";
import type { RowOrder, TaskChoice, TaskPage, TaskReport, TaskRow } from "./types.ts";

/** Tasks of a scope by type, and how many there are in all. */
export function* taskReport(trace: Trace, index: TaskIndex, scope: Scope): Steps<TaskReport> {
  const types = yield* taskTypesSteps(trace, index, scope);
  return {
    types,
    count: types.reduce((sum, { count }) => sum + count, 0),
    histogram: histogramOfAll(types.map(({ histogram }) => histogram)),
  };
}

/** Rows of the tasks that are chosen, in the order asked for; equal ones by start. */
export function* orderTasks(
  trace: Trace,
  index: TaskIndex,
  scope: Scope,
  choice: TaskChoice,
  { by, descending }: RowOrder,
): Steps<readonly number[]> {
  const tasks = yield* tasksInScopeSteps(trace, index, scope, choice);
  if (by !== "ns") return descending ? tasks.toReversed() : tasks;
  const lengths = new Float64Array(tasks.length);
  tasks.forEach((task, i) => {
    const { from, to } = lies(trace, task);
    lengths[i] = to - from;
  });
  return reordered(tasks, orderOf(lengths, descending));
}

export function taskPage(trace: Trace, tasks: readonly number[], first: number, count: number): TaskPage {
  return { total: tasks.length, first, rows: tasks.slice(first, first + count).map((task) => taskRow(trace, task)) };
}

function taskRow(trace: Trace, task: number): TaskRow {
  const { tasks, symbols } = trace;
  const { from, to } = lies(trace, task);
  const starter = tasks.startGoroutine[task]! as GoroutineIndex;
  const parent = tasks.parent[task]!;
  return {
    task,
    id: symbols.tasks.text(task),
    name: taskName(trace, task),
    parentId: parent === NO_TASK ? undefined : symbols.tasks.text(parent),
    start: from,
    end: to,
    began: !Number.isNaN(tasks.start[task]!),
    ended: !Number.isNaN(tasks.end[task]!),
    goroutine: starter === NO_GOROUTINE ? undefined : goroutineRef(trace, starter),
    goroutines: tasks.goroutineCount[task]!,
    regions: tasks.regionCount[task]!,
    logs: tasks.logCount[task]!,
    children: tasks.childCount[task]!,
  };
}

function lies(trace: Trace, task: number): { readonly from: number; readonly to: number } {
  return intervalOf(trace, trace.tasks.start[task]!, trace.tasks.end[task]!);
}
