import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { standingOut, type Fact } from "./facts.ts";
import { gomaxprocsOverTime, procUtilizationSteps, type ProcRow } from "./proc-utilization.ts";
import { statesOverTimeSteps, type SpanClasses, type StatesOverTime } from "./states-over-time.ts";
import type { TimeColumn, TimeIndex } from "./time-columns.ts";
import { eachGoroutine } from "./scope.ts";
import { groupTimes } from "./total-times.ts";

/** What happened in a scope, at first sight. */
export interface TraceOverview {
  /** How many goroutines of the scope were there. */
  readonly goroutines: number;
  /** Where goroutine time went, longest first: columns that add up to it, and after them ranges, which overlap. */
  readonly times: readonly { readonly column: TimeColumn; readonly ns: number }[];
  /** All goroutine time, ns. */
  readonly goroutineNs: number;
  readonly states: StatesOverTime;
  readonly procs: readonly ProcRow[];
  readonly gomaxprocs: readonly { readonly time: number; readonly procs: number }[];
  readonly facts: readonly Fact[];
}

/** `classes`: what is told apart over time, if not the states. Some passes over the spans in scope. */
export function traceOverview(
  trace: Trace,
  index: TimeIndex,
  scope: Scope,
  parts = 200,
  classes?: SpanClasses,
): TraceOverview {
  return inOneGo(traceOverviewSteps(trace, index, scope, parts, classes));
}

/** The same in steps. */
export function* traceOverviewSteps(
  trace: Trace,
  index: TimeIndex,
  scope: Scope,
  parts: number,
  classes?: SpanClasses,
): Steps<TraceOverview> {
  const groups = groupTimes(trace, index, scope);
  yield;
  const times = index.columns
    .map((column, i) => ({ column, ns: groups.reduce((sum, { sums }) => sum + sums[i]!, 0) }))
    .filter(({ ns }) => ns > 0);
  const isRange = ({ column }: (typeof times)[number]): boolean => column.kind === "range";
  let goroutines = 0;
  eachGoroutine(trace, scope, () => goroutines++);
  return {
    goroutines,
    times: times.sort((a, b) => Number(isRange(a)) - Number(isRange(b)) || b.ns - a.ns),
    goroutineNs: times.reduce((sum, row) => sum + (isRange(row) ? 0 : row.ns), 0),
    states: yield* statesOverTimeSteps(trace, scope, parts, classes),
    procs: yield* procUtilizationSteps(trace, scope, parts),
    gomaxprocs: gomaxprocsOverTime(trace, scope),
    facts: standingOut(trace, index, scope, groups),
  };
}
