import { intervalOf } from "../../analysis/scope.ts";
import { taskName } from "../../analysis/tasks.ts";
import type { TimeColumn, TimeIndex } from "../../analysis/time-columns.ts";
import { NO_TASK } from "../../base/indices.ts";
import type { Trace } from "../../model/trace.ts";
import { timeColumnInfo } from "../analyses/time-columns.ts";
import type { TimeColumnInfo } from "../analyses/types.ts";
import type { Lasting, TaskRef } from "./types.ts";

/** Rows of a list that is told whole; a reader who wants more asks for a page of them. */
export const LISTED = 200;

export function taskRef(trace: Trace, task: number): TaskRef {
  return { task, id: trace.symbols.tasks.text(task), name: taskName(trace, task) };
}

/** The program's task, if there is one: what belongs to none is said to belong to the one with the id 0. */
export function taskOrNone(trace: Trace, task: number): TaskRef | undefined {
  return task === NO_TASK || trace.symbols.tasks.number(task) === 0 ? undefined : taskRef(trace, task);
}

export function lastingOf(trace: Trace, start: number, end: number): Lasting {
  const { from, to } = intervalOf(trace, start, end);
  return { start: from, end: to, began: !Number.isNaN(start), ended: !Number.isNaN(end) };
}

/** Times by column, states first, then what took longest. */
export function timesTold(
  index: TimeIndex,
  times: readonly { readonly column: TimeColumn; readonly ns: number }[],
): readonly TimeColumnInfo[] {
  return times
    .map(({ column, ns }) => timeColumnInfo(index, column, ns))
    .sort((a, b) => Number(a.kind === "range") - Number(b.kind === "range") || b.totalNs - a.totalNs);
}
