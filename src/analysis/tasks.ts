import type { StringIndex } from "../base/indices.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { distributionOf, histogramOf, type Bucket, type Distribution } from "./distribution.ts";
import { intervalOf } from "./scope.ts";
import { rowsOf, type TaskIndex } from "./task-index.ts";

/** Tasks of one type, that is of one name. */
export interface TaskTypeRow {
  readonly name: string;
  readonly count: number;
  /** Those that began and ended within the trace; the others are in no distribution. */
  readonly complete: number;
  readonly duration: Distribution;
  readonly histogram: readonly Bucket[];
}

/** Which tasks, beside those in scope, are asked for. Bounds of time are met by complete tasks only, as in Go's pages. */
export interface TaskFilter {
  readonly name?: string;
  readonly complete?: boolean;
  readonly minNs?: number;
  readonly maxNs?: number;
  /** In the task's name, a region's name, or a log's category or message. */
  readonly text?: string;
}

/** Tasks in scope by type, most frequent first. */
export function taskTypes(
  trace: Trace,
  index: TaskIndex,
  scope: Scope,
  filter: TaskFilter = {},
): readonly TaskTypeRow[] {
  const types = new Map<string, number[]>();
  for (const task of tasksInScope(trace, index, scope, filter)) {
    const name = taskName(trace, task);
    const known = types.get(name);
    if (known === undefined) types.set(name, [task]);
    else known.push(task);
  }
  const rows = Array.from(types, ([name, tasks]) => {
    const durations = Float64Array.from(tasks, (task) => taskDuration(trace, task)).filter((ns) => !Number.isNaN(ns));
    return {
      name,
      count: tasks.length,
      complete: durations.length,
      histogram: histogramOf(durations),
      duration: distributionOf(durations),
    };
  });
  return rows.sort((a, b) => b.count - a.count);
}

/** The tasks that reach into the window, for which a goroutine in scope did something, by start. */
export function tasksInScope(trace: Trace, index: TaskIndex, scope: Scope, filter: TaskFilter = {}): readonly number[] {
  const { tasks } = trace;
  const found: number[] = [];
  for (let task = 0; task < tasks.length; task++) {
    if (isBackground(trace, task)) continue;
    const { from, to } = intervalOf(trace, tasks.start[task]!, tasks.end[task]!);
    if (from > scope.to || to < scope.from) continue;
    if (isOfGoroutines(index, task, scope) && passes(trace, index, task, filter)) found.push(task);
  }
  const start = (task: number): number => intervalOf(trace, tasks.start[task]!, tasks.end[task]!).from;
  return found.sort((a, b) => start(a) - start(b));
}

/** What belongs to no task belongs to the one with the id 0 (runtime/trace), which is none of the program's. */
function isBackground(trace: Trace, task: number): boolean {
  return trace.symbols.tasks.number(task) === 0;
}

function isOfGoroutines(index: TaskIndex, task: number, { goroutines }: Scope): boolean {
  return goroutines === undefined || rowsOf(index.goroutines, task).some((goroutine) => goroutines.has(goroutine));
}

function passes(
  trace: Trace,
  index: TaskIndex,
  task: number,
  { name, complete, minNs, maxNs, text }: TaskFilter,
): boolean {
  const ns = taskDuration(trace, task);
  if (name !== undefined && taskName(trace, task) !== name) return false;
  if (complete !== undefined && complete === Number.isNaN(ns)) return false;
  if (minNs !== undefined && !(ns >= minNs)) return false;
  if (maxNs !== undefined && !(ns <= maxNs)) return false;
  return text === undefined || mentions(trace, index, task, text);
}

function mentions(trace: Trace, index: TaskIndex, task: number, text: string): boolean {
  const { symbols, regions, logs, tasks } = trace;
  const has = (name: number): boolean => symbols.strings.get(name as StringIndex).includes(text);
  return (
    has(tasks.name[task]!) ||
    rowsOf(index.regions, task).some((region) => has(regions.name[region]!)) ||
    rowsOf(index.logs, task).some((log) => has(logs.category[log]!) || has(logs.message[log]!))
  );
}

export function taskName(trace: Trace, task: number): string {
  return trace.symbols.strings.get(trace.tasks.name[task] as StringIndex);
}

/** NaN for a task that the trace does not see begin or end. */
export function taskDuration({ tasks }: Trace, task: number): number {
  return tasks.end[task]! - tasks.start[task]!;
}
