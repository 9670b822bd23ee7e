import type { Trace } from "../model/trace.ts";
import { listTasks, type TaskIndexes, type TaskList } from "./tasks.ts";
import type { ArrangedTaskType } from "./types.ts";

/** What a filter leaves of the types of tasks. Their tracks have numbers of their own, as they show other bars. */
export interface FilteredTasks {
  readonly types: readonly ArrangedTaskType[];
  /** By track. */
  readonly lists: ReadonlyMap<number, TaskList>;
  readonly shown: number;
}

/** `passes`: a byte per task; tracks are numbered from `base`, a number per type of the outline. O(n log n) in what passes. */
export function filterTaskTypes(trace: Trace, all: TaskIndexes, passes: Uint8Array, base: number): FilteredTasks {
  const types: ArrangedTaskType[] = [];
  const lists = new Map<number, TaskList>();
  let shown = 0;
  all.byType.forEach(({ tasks }, key) => {
    const left = tasks.filter((task) => passes[task] === 1);
    if (left.length === 0) return;
    shown += left.length;
    lists.set(base + key, listTasks(trace, left));
    types.push({ index: base + key, key, name: all.types[key]!.name, count: left.length });
  });
  return { types, lists, shown };
}
