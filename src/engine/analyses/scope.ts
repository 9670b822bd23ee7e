import { matches } from "../../base/matches.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { goroutinesOf, goroutinesOfTasks, withSubtasks } from "../../analysis/scope.ts";
import type { Scope } from "../../model/scope.ts";
import { checkRow } from "../details/refs.ts";
import type { GoroutineChoice, ScopeRequest } from "./types.ts";

/** The scope that is asked for, its window within the trace. Throws a RangeError for rows that there are not. */
export function scopeOf(timeline: Timeline, request: ScopeRequest): Scope {
  const { durationNs } = timeline.trace;
  const from = Math.min(Math.max(request.from, 0), durationNs);
  const window = { from, to: Math.min(Math.max(request.to, from), durationNs) };
  const goroutines = chosen(timeline, request.goroutines);
  return goroutines === undefined ? window : { ...window, goroutines };
}

/** Tells requests apart. */
export function scopeKey({ from, to, goroutines }: ScopeRequest): string {
  return `${from} ${to} ${JSON.stringify(goroutines)}`;
}

function chosen(timeline: Timeline, choice: GoroutineChoice): ReadonlySet<number> | undefined {
  switch (choice.kind) {
    case "all":
      return undefined;
    case "group":
      return new Set(timeline.groupMembers(choice.group));
    case "goroutine":
      checkRow("goroutine", choice.goroutine, timeline.trace.goroutines.length);
      return new Set([choice.goroutine]);
    case "match":
      return goroutinesOf(timeline.trace, (name) => matches(name, choice.text));
    case "task":
      checkRow("task", choice.task, timeline.trace.tasks.length);
      return goroutinesOfTasks(timeline.trace, withSubtasks(timeline.trace, choice.task));
  }
}
