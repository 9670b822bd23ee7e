import type { StringIndex } from "../base/indices.ts";
import { orderOf, reordered } from "../base/order.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { completeOnly, distributionOf, type Distribution } from "./distribution.ts";
import { histogramOf, type Bucket } from "./histogram.ts";
import { textTest } from "./text-test.ts";
import { rowsOf, type TaskIndex } from "./task-index.ts";

/** Tasks of a step: a few milliseconds, where each is searched for a text. */
const STEP_TASKS = 1 << 14;

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
  /** As `maxNs`, but shorter than this. */
  readonly belowNs?: number;
  /** In the task's name, a region's name, or a log's category or message, in any case of letters. */
  readonly text?: string;
}

/** Tasks in scope by type, most frequent first. */
export function taskTypes(
  trace: Trace,
  index: TaskIndex,
  scope: Scope,
  filter: TaskFilter = {},
): readonly TaskTypeRow[] {
  return inOneGo(taskTypesSteps(trace, index, scope, filter));
}

/** The same in steps. */
export function* taskTypesSteps(
  trace: Trace,
  index: TaskIndex,
  scope: Scope,
  filter: TaskFilter = {},
): Steps<readonly TaskTypeRow[]> {
  const types = new Map<number, number[]>();
  for (const task of yield* tasksInScopeSteps(trace, index, scope, filter)) {
    const name = trace.tasks.name[task]!;
    const known = types.get(name);
    if (known === undefined) types.set(name, [task]);
    else known.push(task);
  }
  yield;
  const rows = Array.from(types.values(), (tasks) => {
    const durations = completeOnly(tasks, (task) => taskDuration(trace, task));
    return {
      name: taskName(trace, tasks[0]!),
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
  return inOneGo(tasksInScopeSteps(trace, index, scope, filter));
}

/** The same in steps. */
export function* tasksInScopeSteps(
  trace: Trace,
  index: TaskIndex,
  scope: Scope,
  filter: TaskFilter,
): Steps<readonly number[]> {
  const { tasks } = trace;
  const found: number[] = [];
  const mentions = filter.text === undefined ? undefined : textTest(filter.text);
  for (let task = 0; task < tasks.length; task++) {
    if (task % STEP_TASKS === STEP_TASKS - 1) yield;
    if (isBackground(trace, task)) continue;
    // Where the trace holds no begin or end, there is none to lie outside.
    if (tasks.start[task]! > scope.to || tasks.end[task]! < scope.from) continue;
    if (!isOfGoroutines(index, task, scope) || !passes(trace, task, filter)) continue;
    if (mentions === undefined || isMentioned(trace, index, task, mentions)) found.push(task);
  }
  const starts = new Float64Array(found.length);
  found.forEach((task, i) => (starts[i] = tasks.start[task]! || 0));
  return reordered(found, orderOf(starts));
}

/** What belongs to no task belongs to the one with the id 0 (runtime/trace), which is none of the program's. */
function isBackground(trace: Trace, task: number): boolean {
  return trace.symbols.tasks.number(task) === 0;
}

function isOfGoroutines(index: TaskIndex, task: number, { goroutines }: Scope): boolean {
  return goroutines === undefined || rowsOf(index.goroutines, task).some((goroutine) => goroutines.has(goroutine));
}

function passes(trace: Trace, task: number, { name, complete, minNs, maxNs, belowNs }: TaskFilter): boolean {
  const ns = taskDuration(trace, task);
  if (name !== undefined && taskName(trace, task) !== name) return false;
  if (complete !== undefined && complete === Number.isNaN(ns)) return false;
  if (minNs !== undefined && !(ns >= minNs)) return false;
  if (belowNs !== undefined && !(ns < belowNs)) return false;
  return maxNs === undefined || ns <= maxNs;
}

function isMentioned(trace: Trace, index: TaskIndex, task: number, mentions: (text: string) => boolean): boolean {
  const { symbols, regions, logs, tasks } = trace;
  const has = (name: number): boolean => mentions(symbols.strings.get(name as StringIndex));
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
