import { NO_TASK, type GoroutineIndex, type RegionIndex, type TaskIndex } from "../base/indices.ts";
import type { Trace } from "../model/trace.ts";

/** What a goroutine did at a time, in the program's own words. */
export interface ProgramWork {
  /** The task it worked for, or NO_TASK: that of the innermost region which has one, or one that it began itself and that went on. */
  readonly task: TaskIndex;
  /** The regions it was in, the outermost first. */
  readonly regions: readonly RegionIndex[];
}

/** O(regions of the goroutine), and O(tasks) where none of them tells of a task. */
export function programWorkAt(trace: Trace, goroutine: GoroutineIndex, time: number): ProgramWork {
  const { offsets, start, end, task, inherited } = trace.regions;
  const open: RegionIndex[] = [];
  for (let region = offsets[goroutine]!; region < offsets[goroutine + 1]! && !(start[region]! > time); region++)
    if (!(end[region]! <= time)) open.push(region as RegionIndex);
  // Those that began before the trace come in the order they ended, the innermost first.
  const count = open.filter((region) => Number.isNaN(start[region]!)).length;
  const nested = [...open.slice(0, count).toReversed(), ...open.slice(count)];
  const named = nested.findLast((region) => isNamed(trace, task[region]!));
  return {
    task: named === undefined ? taskBegunBy(trace, goroutine, time) : (task[named] as TaskIndex),
    regions: nested.filter((region) => inherited[region] === 0),
  };
}

/** Not the one that stands for no task. */
function isNamed(trace: Trace, task: number): boolean {
  return task !== NO_TASK && trace.symbols.tasks.number(task as TaskIndex) !== 0;
}

/** The last that a goroutine began and that had not ended. */
function taskBegunBy({ tasks }: Trace, goroutine: GoroutineIndex, time: number): TaskIndex {
  let found: TaskIndex = NO_TASK;
  for (let task = 0; task < tasks.length; task++) {
    const isOpen =
      tasks.startGoroutine[task] === goroutine && tasks.start[task]! <= time && !(tasks.end[task]! <= time);
    if (isOpen && (found === NO_TASK || tasks.start[task]! >= tasks.start[found]!)) found = task as TaskIndex;
  }
  return found;
}
