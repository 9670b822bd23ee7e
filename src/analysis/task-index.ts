import type { Trace } from "../model/trace.ts";

/** Rows by task: those of task t are rows[offsets[t]] to rows[offsets[t + 1]], in the order of their table. */
export interface RowsByTask {
  readonly offsets: Uint32Array;
  readonly rows: Int32Array;
}

/** What belongs to each task: rows of the task, log and region tables, and goroutines. Built once for a trace. */
export interface TaskIndex {
  readonly children: RowsByTask;
  readonly logs: RowsByTask;
  readonly regions: RowsByTask;
  readonly goroutines: RowsByTask;
}

export function taskIndex(trace: Trace): TaskIndex {
  const { tasks, logs, regions } = trace;
  const members = rowsByTask(tasks.length, tasks.memberTask);
  return {
    children: rowsByTask(tasks.length, tasks.parent),
    logs: rowsByTask(tasks.length, logs.task),
    regions: rowsByTask(tasks.length, regions.task),
    goroutines: { offsets: members.offsets, rows: members.rows.map((row) => tasks.memberGoroutine[row]!) },
  };
}

export function rowsOf({ offsets, rows }: RowsByTask, task: number): Int32Array {
  return rows.subarray(offsets[task]!, offsets[task + 1]!);
}

function rowsByTask(tasks: number, taskOf: Int32Array): RowsByTask {
  const offsets = new Uint32Array(tasks + 1);
  for (const task of taskOf) if (task >= 0) offsets[task + 1]!++;
  for (let task = 0; task < tasks; task++) offsets[task + 1]! += offsets[task]!;
  const next = offsets.slice();
  const rows = new Int32Array(offsets[tasks]!);
  taskOf.forEach((task, row) => {
    if (task >= 0) rows[next[task]!++] = row;
  });
  return { offsets, rows };
}
