/** Laws of scopes that a task, a region or a GC cycle makes, and of lists of tasks and regions. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { percentile } from "../../src/analysis/distribution.ts";
import { goroutineGroups } from "../../src/analysis/goroutine-groups.ts";
import { goroutineList } from "../../src/analysis/goroutine-list.ts";
import { regionDuration, regionList, regionsInScope, regionTypes } from "../../src/analysis/regions.ts";
import { goroutinesOfTasks, groupOf, intervalOf, withSubtasks } from "../../src/analysis/scope.ts";
import { taskIndex } from "../../src/analysis/task-index.ts";
import { taskDuration, tasksInScope, taskTypes } from "../../src/analysis/tasks.ts";
import { timeIndex } from "../../src/analysis/time-columns.ts";
import { totalTimes } from "../../src/analysis/total-times.ts";
import { wholeTrace, type Scope } from "../../src/model/scope.ts";
import type { Trace } from "../../src/model/trace.ts";
import { rangeEnd, indexGc } from "../../src/timeline/gc-index.ts";
import { loadBytes, simulatedBytes } from "../support/loaded-trace.ts";

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

/** A scope of each thing of the trace that can be one. */
function scopesOf(trace: Trace): readonly Scope[] {
  const { tasks, regions, ranges } = trace;
  return [
    ...Array.from({ length: tasks.length }, (_, task) => ({
      ...intervalOf(trace, tasks.start[task]!, tasks.end[task]!),
      goroutines: goroutinesOfTasks(trace, withSubtasks(trace, task)),
    })),
    ...Array.from({ length: regions.length }, (_, region) => ({
      ...intervalOf(trace, regions.start[region]!, regions.end[region]!),
      goroutines: new Set([regions.goroutine[region]!]),
    })),
    ...Array.from(indexGc(trace).marks, (mark) => ({ from: ranges.start[mark]!, to: rangeEnd(trace, mark) })),
  ];
}

function law(holds: (trace: Trace) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(simulatedBytes, async (bytes) => holds(await loadBytes(bytes))),
    { numRuns: 60 },
  );
}

describe("the scope of a task, a region or a GC cycle", () => {
  test("closes, splits in two, and is the sum of its groups, whose percentiles are those of the goroutines", () =>
    law((trace) => {
      const index = timeIndex(trace);
      for (const scope of scopesOf(trace)) {
        const list = goroutineList(trace, index, scope);
        for (let i = 0; i < list.length; i++) {
          const spent = list.columns.map(({ kind }, column) => (kind === "range" ? 0 : list.times[column]![i]!));
          expect(sum(spent)).toBeCloseTo(list.lifetime[i]!, 6);
        }
        const whole = totalTimes(trace, index, scope);
        const middle = (scope.from + scope.to) / 2;
        const first = totalTimes(trace, index, { ...scope, to: middle });
        const second = totalTimes(trace, index, { ...scope, from: middle });
        whole.forEach((ns, column) => expect(first[column]! + second[column]!).toBeCloseTo(ns, 5));
        const { rows } = goroutineGroups(trace, index, scope);
        whole.forEach((ns, column) => expect(sum(rows.map(({ times }) => times[column]!.total))).toBeCloseTo(ns, 5));
        for (const { name, lifetime } of rows) {
          const members = [...list.goroutine.keys()].filter((i) => groupOf(trace, list.goroutine[i]!) === name);
          const raw = Float64Array.from(members, (i) => list.lifetime[i]!).sort();
          expect([lifetime.p50, lifetime.p99]).toEqual([percentile(raw, 0.5), percentile(raw, 0.99)]);
        }
      }
    }));
});

describe("types of", () => {
  test("tasks hold each task once, with the percentiles of the list", () =>
    law((trace) => {
      const index = taskIndex(trace);
      for (const scope of [wholeTrace(trace), ...scopesOf(trace).slice(0, 5)]) {
        const all = tasksInScope(trace, index, scope);
        const types = taskTypes(trace, index, scope);
        expect(sum(types.map(({ count }) => count))).toBe(all.length);
        for (const { name, complete, duration, histogram } of types) {
          const raw = complete_(tasksInScope(trace, index, scope, { name }), (task) => taskDuration(trace, task));
          expect(complete).toBe(raw.length);
          expect([duration.p50, duration.p99]).toEqual([percentile(raw, 0.5), percentile(raw, 0.99)]);
          expect(sum(histogram.map(({ count }) => count))).toBe(raw.length);
        }
      }
    }));

  test("regions hold each region once, with the percentiles of the list; the time of each adds up to its length", () =>
    law((trace) => {
      const index = timeIndex(trace);
      for (const scope of [wholeTrace(trace), ...scopesOf(trace).slice(0, 5)]) {
        const types = regionTypes(trace, scope);
        expect(sum(types.map(({ count }) => count))).toBe(regionsInScope(trace, scope).length);
        for (const { name, frameRow, duration } of types) {
          const rows = regionsInScope(trace, scope, { name, frameRow });
          const raw = complete_(rows, (region) => regionDuration(trace, region));
          expect([duration.p50, duration.p99]).toEqual([percentile(raw, 0.5), percentile(raw, 0.99)]);
        }
        const list = regionList(trace, index, scope);
        expect([...list.duration]).toEqual([...list.duration].toSorted((a, b) => b - a));
        for (let i = 0; i < list.length; i++) {
          if (Number.isNaN(regionDuration(trace, list.region[i]!))) continue;
          const spent = list.columns.map(({ kind }, column) => (kind === "range" ? 0 : list.times[column]![i]!));
          expect(sum(spent)).toBeCloseTo(list.duration[i]!, 6);
        }
      }
    }));
});

/** Durations of what began and ended within the trace, ascending. */
function complete_(rows: readonly number[], durationOf: (row: number) => number): Float64Array {
  return Float64Array.from(rows.map(durationOf).filter((ns) => !Number.isNaN(ns))).sort();
}
