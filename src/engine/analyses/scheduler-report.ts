import { gomaxprocsOverTime, procUtilizationSteps } from "../../analysis/proc-utilization.ts";
import { schedulingLatencySteps } from "../../analysis/scheduling-latency.ts";
import { statesOverTimeSteps } from "../../analysis/states-over-time.ts";
import { switches } from "../../analysis/switches.ts";
import type { GoroutineIndex, SpanIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import type { Scope } from "../../model/scope.ts";
import { SPAN_STATE_NAMES, SpanState } from "../../model/vocabulary.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { goroutineRef, spanRef } from "../details/refs.ts";
import type { SchedulerReport } from "./types.ts";

const PARTS = 100;

/** How long goroutines of a scope waited to run, and what the procs did meanwhile. Three passes over its spans. */
export function* schedulerReport(timeline: Timeline, scope: Scope): Steps<SchedulerReport> {
  const { trace, groups } = timeline;
  const latency = yield* schedulingLatencySteps(trace, scope, PARTS);
  const { states } = yield* statesOverTimeSteps(trace, scope, PARTS);
  const procs = yield* procUtilizationSteps(trace, scope, PARTS);
  const runnable = states.find(({ state }) => state === SPAN_STATE_NAMES[SpanState.Runnable])!.goroutines;
  const groupOfName = new Map(groups.infos.map(({ name, index }) => [name, index]));
  return {
    overall: latency.overall,
    histogram: latency.histogram,
    groups: latency.groups.map((row) => ({ ...row, group: groupOfName.get(row.name)! })),
    overTime: latency.overTime.map((part, i) => ({ ...part, runnable: runnable[i]! })),
    longest: latency.longest.map(({ goroutine, span }) => ({
      ...spanRef(timeline, goroutine as GoroutineIndex, span as SpanIndex),
      goroutine: goroutineRef(trace, goroutine as GoroutineIndex),
    })),
    procs: procs.map((row) => ({ ...row, id: trace.symbols.procs.text(row.proc) })),
    switches: switches(trace, scope),
    gomaxprocs: gomaxprocsOverTime(trace, scope),
  };
}
