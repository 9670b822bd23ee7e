/** Laws of analyses by scope: times close, parts of a window add up to it, groups add up to the whole. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goroutineGroups } from "../../src/analysis/goroutine-groups.ts";
import { goroutineList } from "../../src/analysis/goroutine-list.ts";
import { procUtilization } from "../../src/analysis/proc-utilization.ts";
import { schedulingLatency } from "../../src/analysis/scheduling-latency.ts";
import { groupOf } from "../../src/analysis/scope.ts";
import { statesOverTime } from "../../src/analysis/states-over-time.ts";
import { switches } from "../../src/analysis/switches.ts";
import { timeIndex, type TimeIndex } from "../../src/analysis/time-columns.ts";
import { groupTimes, totalTimes } from "../../src/analysis/total-times.ts";
import { percentile } from "../../src/analysis/distribution.ts";
import { accountGoroutine } from "../../src/analysis/accounting.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import type { Scope } from "../../src/model/scope.ts";
import type { Trace } from "../../src/model/trace.ts";
import { loadBytes, simulatedBytes } from "../support/loaded-trace.ts";

interface Asked {
  readonly trace: Trace;
  readonly index: TimeIndex;
  readonly scope: Scope;
  /** Somewhere in the window. */
  readonly middle: number;
}

/** Part of a window's length, in thousandths. */
const share = fc.nat(1000);

function law(holds: (asked: Asked) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(simulatedBytes, share, share, share, fc.option(fc.nat(6)), async (bytes, a, b, c, every) => {
      const trace = await loadBytes(bytes);
      const times = [a, b, c].toSorted((x, y) => x - y).map((x) => (x / 1000) * trace.durationNs);
      const window = { from: times[0]!, to: times[2]! };
      const scope =
        every === null ? window : { ...window, goroutines: new Set(everyNth(trace.goroutines.length, every + 1)) };
      holds({ trace, index: timeIndex(trace), scope, middle: times[1]! });
    }),
  );
}

function everyNth(length: number, step: number): number[] {
  return Array.from({ length: Math.ceil(length / step) }, (_, i) => i * step);
}

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

/** Runs an analysis on the parts of a window and on the whole. */
function halves<T>({ scope, middle }: Asked, analyse: (scope: Scope) => T): readonly [T, T, T] {
  return [analyse({ ...scope, to: middle }), analyse({ ...scope, from: middle }), analyse(scope)];
}

describe("the accounting of a scope", () => {
  test("closes for every goroutine", () =>
    law(({ trace, index, scope }) => {
      const list = goroutineList(trace, index, scope);
      for (let i = 0; i < list.length; i++) {
        const spent = list.columns.map(({ kind }, column) => (kind === "range" ? 0 : list.times[column]![i]!));
        expect(sum(spent)).toBeCloseTo(list.lifetime[i]!, 6);
        expect(list.lifetime[i]).toBeLessThanOrEqual(scope.to - scope.from);
      }
    }));

  test("is that of Go's summary, clipped", () =>
    law(({ trace, index, scope }) => {
      const list = goroutineList(trace, index, scope);
      for (let i = 0; i < list.length; i++) {
        const goroutine = list.goroutine[i]! as GoroutineIndex;
        const { execNs, schedWaitNs, totalNs, blockNs, rangeNs } = accountGoroutine(
          trace,
          index.charged,
          goroutine,
          scope.from,
          scope.to,
        );
        const ours = (kind: string, name: string): number => {
          const column = list.columns.findIndex((c) => c.kind === kind && c.name === name);
          return column === -1 ? 0 : list.times[column]![i]!;
        };
        expect(list.lifetime[i]).toBeCloseTo(totalNs, 6);
        expect(ours("state", "running")).toBeCloseTo(execNs, 6);
        expect(ours("state", "runnable")).toBeCloseTo(schedWaitNs, 6);
        for (const [reason, ns] of blockNs) expect(ours("blocked", reason)).toBeCloseTo(ns, 6);
        for (const [name, ns] of rangeNs) expect(ours("range", name)).toBeCloseTo(ns, 6);
      }
    }));

  test("of two parts of a window adds up to that of the window", () =>
    law((asked) => {
      const [a, b, whole] = halves(asked, (scope) => totalTimes(asked.trace, asked.index, scope));
      whole.forEach((ns, column) => expect(a[column]! + b[column]!).toBeCloseTo(ns, 5));
    }));

  test("of groups adds up to that of all, and has the percentiles of its goroutines", () =>
    law(({ trace, index, scope }) => {
      const { rows } = goroutineGroups(trace, index, scope);
      const list = goroutineList(trace, index, scope);
      const totals = totalTimes(trace, index, scope);
      expect(sum(rows.map(({ count }) => count))).toBe(list.length);
      const short = groupTimes(trace, index, scope);
      totals.forEach((ns, column) => expect(sum(short.map(({ sums }) => sums[column]!))).toBeCloseTo(ns, 5));
      totals.forEach((ns, column) => expect(sum(rows.map(({ times }) => times[column]!.total))).toBeCloseTo(ns, 5));
      for (const row of rows) {
        const members = [...list.goroutine.keys()].filter((i) => groupOf(trace, list.goroutine[i]!) === row.name);
        for (const [c, column] of list.columns.entries()) {
          const raw = Float64Array.from(members, (i) => list.times[c]![i]!).sort();
          const told = row.times[index.columns.indexOf(column)]!;
          expect(told).toMatchObject({ count: raw.length, min: raw[0], max: raw.at(-1) });
          expect([told.p50, told.p90, told.p99]).toEqual([0.5, 0.9, 0.99].map((q) => percentile(raw, q)));
        }
      }
    }));
});

describe("of two parts of a window", () => {
  test("waits and switches add up to those of the window", () =>
    law((asked) => {
      const [a, b, whole] = halves(asked, (scope) => schedulingLatency(asked.trace, scope, 7));
      expect(a.overall.count + b.overall.count).toBe(whole.overall.count);
      expect(a.overall.total + b.overall.total).toBeCloseTo(whole.overall.total, 6);
      expect(sum(whole.overTime.map(({ latency }) => latency.count))).toBe(whole.overall.count);
      expect(sum(whole.histogram.map(({ count }) => count))).toBe(whole.overall.count);
      expect(sum(whole.groups.map(({ latency }) => latency.count))).toBe(whole.overall.count);
      const [left, right, all] = halves(asked, (scope) => switches(asked.trace, scope));
      const { stoppedOtherwise: _, ...counts } = all;
      for (const name of Object.keys(counts) as (keyof typeof counts)[]) {
        expect(left[name] + right[name], name).toBe(counts[name]);
      }
    }));

  test("what procs did adds up, and does so over time", () =>
    law((asked) => {
      const { trace, scope } = asked;
      const [a, b, whole] = halves(asked, (part) => procUtilization(trace, part, 5));
      whole.forEach((row, proc) => {
        for (const name of ["heldNs", "runningNs", "syscallNs", "idleNs"] as const) {
          expect(a[proc]![name] + b[proc]![name]).toBeCloseTo(row[name], 5);
        }
        const partNs = (scope.to - scope.from) / 5;
        if (partNs > 0) expect(sum(row.utilization) * partNs).toBeCloseTo(row.runningNs, 5);
      });
    }));

  test("goroutines over time are those of the accounting", () =>
    law(({ trace, index, scope }) => {
      const { states } = statesOverTime(trace, scope, 11);
      const partNs = (scope.to - scope.from) / 11;
      const totals = totalTimes(trace, index, scope);
      const told = sum(states.flatMap(({ goroutines }) => [...goroutines])) * partNs;
      expect(told).toBeCloseTo(sum(totals.filter((_, column) => index.columns[column]!.kind !== "range")), 4);
    }));
});
