import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import type { Trace } from "../model/trace.ts";
import { RANGE_GC_MARK, RANGE_STW_PREFIX } from "../model/vocabulary.ts";
import { intervalOf, overlapNs } from "./scope.ts";
import { rowsOf, type TaskIndex } from "./task-index.ts";
import { taskName } from "./tasks.ts";
import { addTimes, type TimeColumn, type TimeIndex } from "./time-columns.ts";

/** Something that a goroutine did for a task. */
export interface TaskEvent {
  readonly time: number;
  readonly kind: "task begins" | "task ends" | "region begins" | "region ends" | "log";
  /** Row of the goroutine that did it, or -1. */
  readonly goroutine: number;
  /** Row of the task, region or log table. */
  readonly row: number;
  /** A region's or the task's name; a log's message. */
  readonly text: string;
  /** A log's; "" for all else. */
  readonly category: string;
}

export interface TaskAccount {
  readonly task: number;
  /** From its begin to its end or, where the trace does not hold one, to the trace's. */
  readonly from: number;
  readonly to: number;
  readonly isComplete: boolean;
  /**
   * Where the time of its goroutines went, each from the first to the last thing that it did for the task; all of it
   * together, and by goroutine.
   */
  readonly times: readonly { readonly column: TimeColumn; readonly ns: number }[];
  readonly goroutines: readonly { readonly goroutine: number; readonly from: number; readonly to: number }[];
  /** How much of it passed while the garbage collector marked, and while it had stopped the world, ns. */
  readonly markNs: number;
  readonly stoppedNs: number;
  /** Its subtasks, rows of the task table. */
  readonly children: readonly number[];
}

/** A task and what became of its time. Costs what belongs to it, the spans of its goroutines in it, and the ranges. */
export function taskAccount(trace: Trace, times: TimeIndex, index: TaskIndex, task: number): TaskAccount {
  const { tasks } = trace;
  const interval = intervalOf(trace, tasks.start[task]!, tasks.end[task]!);
  const sums = new Float64Array(times.columns.length);
  const parts = partsOf(trace, index, task);
  const goroutines = Array.from(rowsOf(index.goroutines, task), (goroutine) => {
    const { from, to } = parts.get(goroutine) ?? { from: interval.from, to: interval.from };
    const own = { from: Math.max(from, interval.from), to: Math.min(to, interval.to) };
    addTimes(trace, times, goroutine as GoroutineIndex, own.from, own.to, sums);
    return { goroutine, ...own };
  });
  return {
    task,
    ...interval,
    isComplete: !Number.isNaN(tasks.end[task]! - tasks.start[task]!),
    times: times.columns.flatMap((column, i) => (sums[i]! > 0 ? [{ column, ns: sums[i]! }] : [])),
    goroutines,
    markNs: rangesWithin(trace, (name) => name === RANGE_GC_MARK, interval),
    stoppedNs: rangesWithin(trace, (name) => name.startsWith(RANGE_STW_PREFIX) && name.includes("GC"), interval),
    children: [...rowsOf(index.children, task)],
  };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** From when to when each goroutine worked for a task: from the first to the last thing that it did for it. */
function partsOf(trace: Trace, index: TaskIndex, task: number): ReadonlyMap<number, Part> {
  const { tasks, regions, logs } = trace;
  const parts = new Map<number, Part>();
  const add = (goroutine: number, from: number, to: number): void => {
    // NaN is a begin or end that the trace does not hold.
    if (Number.isNaN(from)) return;
    const known = parts.get(goroutine);
    parts.set(goroutine, known ? { from: Math.min(known.from, from), to: Math.max(known.to, to) } : { from, to });
  };
  add(tasks.startGoroutine[task]!, tasks.start[task]!, tasks.start[task]!);
  add(tasks.endGoroutine[task]!, tasks.end[task]!, tasks.end[task]!);
  for (const log of rowsOf(index.logs, task)) add(logs.goroutine[log]!, logs.time[log]!, logs.time[log]!);
  for (const region of rowsOf(index.regions, task)) {
    const { from, to } = intervalOf(trace, regions.start[region]!, regions.end[region]!);
    add(regions.goroutine[region]!, from, to);
  }
  return parts;
}

/** What was done for a task, in order. */
export function taskEvents(trace: Trace, index: TaskIndex, task: number): readonly TaskEvent[] {
  const { tasks, regions, logs, symbols } = trace;
  const text = (row: number): string => symbols.strings.get(row as StringIndex);
  const events: TaskEvent[] = [];
  const add = (
    kind: TaskEvent["kind"],
    time: number,
    goroutine: number,
    row: number,
    what: string,
    category = "",
  ): void => {
    if (!Number.isNaN(time)) events.push({ time, kind, goroutine, row, text: what, category });
  };
  add("task begins", tasks.start[task]!, tasks.startGoroutine[task]!, task, taskName(trace, task));
  add("task ends", tasks.end[task]!, tasks.endGoroutine[task]!, task, taskName(trace, task));
  for (const log of rowsOf(index.logs, task)) {
    add("log", logs.time[log]!, logs.goroutine[log]!, log, text(logs.message[log]!), text(logs.category[log]!));
  }
  for (const region of rowsOf(index.regions, task)) {
    if (regions.inherited[region] === 1) continue;
    add("region begins", regions.start[region]!, regions.goroutine[region]!, region, text(regions.name[region]!));
    add("region ends", regions.end[region]!, regions.goroutine[region]!, region, text(regions.name[region]!));
  }
  return events.sort((a, b) => a.time - b.time);
}

function rangesWithin(
  trace: Trace,
  accepts: (name: string) => boolean,
  window: { readonly from: number; readonly to: number },
): number {
  const { ranges, symbols } = trace;
  let ns = 0;
  for (let row = 0; row < ranges.length; row++) {
    const { from, to } = intervalOf(trace, ranges.start[row]!, ranges.end[row]!);
    if (to > window.from && from < window.to && accepts(symbols.strings.get(ranges.name[row] as StringIndex)))
      ns += overlapNs(from, to, window);
  }
  return ns;
}
