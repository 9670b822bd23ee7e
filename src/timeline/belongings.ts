import type { GoroutineIndex, SpanIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import { goroutineEnd, spanEnd, type Trace } from "../model/trace.ts";
import { taskEnd, taskStart } from "./tasks.ts";

/** How long each goroutine belonged to what: a map per goroutine from a string to ns, in the order of first sight. */
export type Belongings = ReadonlyMap<number, ReadonlyMap<number, number>>;

class Sums {
  readonly of = new Map<number, Map<number, number>>();

  add(goroutine: number, string: number, ns: number): void {
    const times = this.of.get(goroutine) ?? new Map<number, number>();
    if (times.size === 0) this.of.set(goroutine, times);
    times.set(string, (times.get(string) ?? 0) + ns);
  }
}

/**
 * How long goroutines were at work for tasks of each name: in regions of theirs, those within one another once; without any,
 * for how long the tasks were under way that it began itself. O(members + regions).
 */
export function taskBelongings(trace: Trace): Belongings {
  const { memberTask, memberGoroutine, name, startGoroutine } = trace.tasks;
  const inRegions = regionTimes(trace);
  const sums = new Sums();
  memberTask.forEach((task, row) => {
    const g = memberGoroutine[row]!;
    if (g < 0) return;
    const string = name[task]!;
    const ns = inRegions.get(g)?.get(string);
    if (ns === undefined)
      sums.add(g, string, startGoroutine[task] === g ? taskEnd(trace, task) - taskStart(trace, task) : 0);
    else if (!sums.of.get(g)?.has(string)) sums.add(g, string, ns);
  });
  return sums.of;
}

function regionTimes(trace: Trace): Belongings {
  const { regions, tasks, goroutines } = trace;
  const sums = new Sums();
  for (let g = 0; g < goroutines.length; g++) {
    const end = regions.offsets[g + 1]!;
    // By name, until when its regions reached so far.
    const reached = new Map<number, number>();
    for (let region = regions.offsets[g]!; region < end; region++) {
      const task = regions.task[region]!;
      if (task < 0) continue;
      const string = tasks.name[task]!;
      const from = Math.max(orElse(regions.start[region]!, 0), reached.get(string) ?? 0);
      const to = orElse(regions.end[region]!, goroutineEnd(trace, g as GoroutineIndex));
      sums.add(g, string, Math.max(0, to - from));
      reached.set(string, Math.max(from, to));
    }
  }
  return sums.of;
}

function orElse(time: number, instead: number): number {
  return Number.isNaN(time) ? instead : time;
}

/** How long goroutines had each label: until the next one, or until they stopped to run. O(labels log spans). */
export function labelBelongings(trace: Trace): Belongings {
  const { labels, spans, goroutines } = trace;
  const sums = new Sums();
  const next = new Map<number, number>();
  const until = new Float64Array(labels.length);
  for (let row = labels.length - 1; row >= 0; row--) {
    const g = labels.goroutine[row]!;
    if (g < 0) continue;
    const time = labels.time[row]!;
    const first = goroutines.spanOffsets[g]!;
    const span = binarySearchLast(spans.start, time, first, goroutines.spanOffsets[g + 1]!);
    const stops = span < first ? time : spanEnd(trace, g as GoroutineIndex, span as SpanIndex);
    until[row] = Math.max(time, Math.min(stops, next.get(g) ?? goroutineEnd(trace, g as GoroutineIndex)));
    next.set(g, time);
  }
  for (let row = 0; row < labels.length; row++) {
    const g = labels.goroutine[row]!;
    if (g >= 0) sums.add(g, labels.label[row]!, until[row]! - labels.time[row]!);
  }
  return sums.of;
}
