import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { collectSteps } from "./collect.ts";
import { standingOut, type Fact } from "./facts.ts";
import { gomaxprocsOverTime, procsCollector, type ProcRow } from "./proc-utilization.ts";
import { statesCollector, type SpanClasses, type StatesOverTime } from "./states-over-time.ts";
import type { TimeColumn, TimeIndex } from "./time-columns.ts";
import { groupTimesCollector } from "./total-times.ts";
import { waitsCollector } from "./waits.ts";

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

/** `classes`: what is told apart over time, if not the states. One pass over the spans in scope. */
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
  const groupsOf = groupTimesCollector(trace, index, scope);
  const statesOf = statesCollector(trace, scope, parts, classes);
  const procsOf = procsCollector(trace, scope, parts);
  const waitsOf = waitsCollector(trace, scope);
  let goroutines = 0;
  const counter = { visit: () => void goroutines++, finish: () => goroutines };
  yield* collectSteps(trace, scope, [groupsOf, statesOf, procsOf, waitsOf, counter]);
  const groups = groupsOf.finish();
  const times = index.columns
    .map((column, i) => ({ column, ns: groups.reduce((sum, { sums }) => sum + sums[i]!, 0) }))
    .filter(({ ns }) => ns > 0);
  const isRange = ({ column }: (typeof times)[number]): boolean => column.kind === "range";
  yield;
  return {
    goroutines,
    times: times.sort((a, b) => Number(isRange(a)) - Number(isRange(b)) || b.ns - a.ns),
    goroutineNs: times.reduce((sum, row) => sum + (isRange(row) ? 0 : row.ns), 0),
    states: statesOf.finish(),
    procs: procsOf.finish(),
    gomaxprocs: gomaxprocsOverTime(trace, scope),
    facts: standingOut(trace, index, scope, { groups, waits: waitsOf.finish() }),
  };
}
