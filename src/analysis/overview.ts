import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { standingOut, type Fact } from "./facts.ts";
import { gomaxprocsOverTime, procUtilization, type ProcRow } from "./proc-utilization.ts";
import { statesOverTime, type StatesOverTime } from "./states-over-time.ts";
import type { TimeColumn, TimeIndex } from "./time-columns.ts";
import { groupTimes } from "./total-times.ts";

/** What happened in a scope, at first sight. */
export interface TraceOverview {
  /** Where goroutine time went, longest first: columns that add up to it, and after them ranges, which overlap. */
  readonly times: readonly { readonly column: TimeColumn; readonly ns: number }[];
  /** All goroutine time, ns. */
  readonly goroutineNs: number;
  readonly states: StatesOverTime;
  readonly procs: readonly ProcRow[];
  readonly gomaxprocs: readonly { readonly time: number; readonly procs: number }[];
  readonly facts: readonly Fact[];
}

export function traceOverview(trace: Trace, index: TimeIndex, scope: Scope, parts = 200): TraceOverview {
  const groups = groupTimes(trace, index, scope);
  const times = index.columns
    .map((column, i) => ({ column, ns: groups.reduce((sum, { sums }) => sum + sums[i]!, 0) }))
    .filter(({ ns }) => ns > 0);
  const isRange = ({ column }: (typeof times)[number]): boolean => column.kind === "range";
  return {
    times: times.sort((a, b) => Number(isRange(a)) - Number(isRange(b)) || b.ns - a.ns),
    goroutineNs: times.reduce((sum, row) => sum + (isRange(row) ? 0 : row.ns), 0),
    states: statesOverTime(trace, scope, parts),
    procs: procUtilization(trace, scope, parts),
    gomaxprocs: gomaxprocsOverTime(trace, scope),
    facts: standingOut(trace, index, scope, groups),
  };
}
