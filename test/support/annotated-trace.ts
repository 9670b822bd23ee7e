import type { Trace } from "../../src/model/trace.ts";

export interface FixtureRegion {
  readonly goroutine: number;
  readonly name: string;
  /** NaN: not within the trace. */
  readonly start: number;
  readonly end: number;
  /** Row of the task table, or -1. */
  readonly task?: number;
}

export interface FixtureTask {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Row of the goroutine. */
  readonly begunBy?: number;
}

export interface FixtureLog {
  readonly goroutine: number;
  readonly time: number;
  readonly category: string;
  readonly message: string;
}

/** A trace by hand with what its program said of itself. Rows of goroutines are their places in the fixture. */
export function annotated(
  trace: Trace,
  said: {
    readonly regions?: readonly FixtureRegion[];
    readonly tasks?: readonly FixtureTask[];
    readonly logs?: readonly FixtureLog[];
    /** Rows of goroutines that did something for a task. */
    readonly members?: readonly (readonly [task: number, goroutine: number])[];
    readonly labels?: readonly { readonly goroutine: number; readonly time: number; readonly label: string }[];
    /** Rows of goroutine, time and stack. */
    readonly samples?: readonly (readonly [goroutine: number, time: number, stack: number])[];
  },
): Trace {
  const { strings, tasks: ids } = trace.symbols;
  const regions = (said.regions ?? []).toSorted((a, b) => a.goroutine - b.goroutine);
  const tasks = said.tasks ?? [];
  const labels = (said.labels ?? []).toSorted((a, b) => a.time - b.time);
  const logs = (said.logs ?? []).toSorted((a, b) => a.time - b.time);
  const samples = (said.samples ?? []).toSorted((a, b) => a[1] - b[1]);
  tasks.forEach((_, task) => ids.intern(task + 1, 0));
  const offsets = new Uint32Array(trace.goroutines.length + 1);
  for (const { goroutine } of regions) offsets[goroutine + 1]!++;
  for (let g = 0; g < trace.goroutines.length; g++) offsets[g + 1]! += offsets[g]!;
  const none = (length: number): Int32Array => new Int32Array(length).fill(-1);
  const counted = (task: number): number => regions.filter((region) => region.task === task).length;
  return {
    ...trace,
    regions: {
      length: regions.length,
      offsets,
      goroutine: Int32Array.from(regions, ({ goroutine }) => goroutine),
      task: Int32Array.from(regions, ({ task }) => task ?? -1),
      name: Int32Array.from(regions, ({ name }) => strings.intern(name)),
      start: Float64Array.from(regions, ({ start }) => start),
      end: Float64Array.from(regions, ({ end }) => end),
      startStack: none(regions.length),
      endStack: none(regions.length),
      inherited: new Uint8Array(regions.length),
    },
    tasks: {
      length: tasks.length,
      name: Int32Array.from(tasks, ({ name }) => strings.intern(name)),
      parent: none(tasks.length),
      start: Float64Array.from(tasks, ({ start }) => start),
      end: Float64Array.from(tasks, ({ end }) => end),
      startGoroutine: Int32Array.from(tasks, ({ begunBy }) => begunBy ?? -1),
      endGoroutine: none(tasks.length),
      startStack: none(tasks.length),
      goroutineCount: new Int32Array(tasks.length),
      regionCount: Int32Array.from(tasks, (_, task) => counted(task)),
      logCount: new Int32Array(tasks.length),
      childCount: new Int32Array(tasks.length),
      memberTask: Int32Array.from(said.members ?? [], ([task]) => task),
      memberGoroutine: Int32Array.from(said.members ?? [], ([, goroutine]) => goroutine),
    },
    labels: {
      length: labels.length,
      time: Float64Array.from(labels, ({ time }) => time),
      goroutine: Int32Array.from(labels, ({ goroutine }) => goroutine),
      label: Int32Array.from(labels, ({ label }) => strings.intern(label)),
    },
    logs: {
      length: logs.length,
      time: Float64Array.from(logs, ({ time }) => time),
      goroutine: Int32Array.from(logs, ({ goroutine }) => goroutine),
      task: none(logs.length),
      category: Int32Array.from(logs, ({ category }) => strings.intern(category)),
      message: Int32Array.from(logs, ({ message }) => strings.intern(message)),
      stack: none(logs.length),
    },
    samples: {
      length: samples.length,
      time: Float64Array.from(samples, ([, time]) => time),
      goroutine: Int32Array.from(samples, ([goroutine]) => goroutine),
      proc: none(samples.length),
      thread: none(samples.length),
      stack: Int32Array.from(samples, ([, , stack]) => stack),
    },
  };
}
