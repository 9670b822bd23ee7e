import { textTest } from "../../analysis/text-test.ts";
import { taskAccount, type TaskEvent } from "../../analysis/task-account.ts";
import type { TaskIndex } from "../../analysis/task-index.ts";
import type { TimeIndex } from "../../analysis/time-columns.ts";
import { NO_GOROUTINE, type GoroutineIndex } from "../../base/indices.ts";
import type { Trace } from "../../model/trace.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { framesOf, goroutineRef } from "../details/refs.ts";
import { lastingOf, LISTED, taskOrNone, taskRef, timesTold } from "./refs.ts";
import type { TaskDetails, TaskEventPage } from "./types.ts";

/** Everything about a task but what was done for it in order. */
export function describeTask(
  { trace, groups }: Timeline,
  times: TimeIndex,
  index: TaskIndex,
  task: number,
): TaskDetails {
  const { tasks } = trace;
  const account = taskAccount(trace, times, index, task);
  const starter = tasks.startGoroutine[task]! as GoroutineIndex;
  const told = timesTold(times, account.times);
  return {
    ...taskRef(trace, task),
    ...lastingOf(trace, tasks.start[task]!, tasks.end[task]!),
    parent: taskOrNone(trace, tasks.parent[task]!),
    goroutine: starter === NO_GOROUTINE ? undefined : goroutineRef(trace, starter),
    group: starter === NO_GOROUTINE ? -1 : groups.of[starter]!,
    startStack: framesOf(trace, tasks.startStack[task]!),
    times: told,
    goroutineNs: told.reduce((sum, { kind, totalNs }) => sum + (kind === "range" ? 0 : totalNs), 0),
    markNs: account.markNs,
    stoppedNs: account.stoppedNs,
    goroutines: account.goroutines.slice(0, LISTED).map(({ goroutine, from, to }) => ({
      goroutine: goroutineRef(trace, goroutine as GoroutineIndex),
      from,
      to,
    })),
    goroutineCount: account.goroutines.length,
    children: account.children.slice(0, LISTED).map((child) => ({
      ...taskRef(trace, child),
      ...lastingOf(trace, tasks.start[child]!, tasks.end[child]!),
    })),
    childCount: account.children.length,
    regionCount: tasks.regionCount[task]!,
    logCount: tasks.logCount[task]!,
  };
}

/** Of what was done for a task, what mentions a text in any case of letters. */
export function eventsThatMention(events: readonly TaskEvent[], text: string): readonly TaskEvent[] {
  if (text === "") return events;
  const mentions = textTest(text);
  return events.filter((event) => mentions(event.text) || mentions(event.category));
}

export function taskEventPage(trace: Trace, events: readonly TaskEvent[], first: number, count: number): TaskEventPage {
  return {
    total: events.length,
    first,
    rows: events.slice(first, first + count).map(({ goroutine, ...event }) => ({
      ...event,
      goroutine: goroutine === NO_GOROUTINE ? undefined : goroutineRef(trace, goroutine as GoroutineIndex),
    })),
  };
}
