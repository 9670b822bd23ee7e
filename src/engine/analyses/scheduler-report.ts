import { collectSteps } from "../../analysis/collect.ts";
import { gomaxprocsOverTime, procsCollector } from "../../analysis/proc-utilization.ts";
import { latencySteps } from "../../analysis/scheduling-latency.ts";
import { statesCollector, type SpanClasses } from "../../analysis/states-over-time.ts";
import { switchesCollector } from "../../analysis/switches.ts";
import { waitsCollector } from "../../analysis/waits.ts";
import type { GoroutineIndex, SpanIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import type { Scope } from "../../model/scope.ts";
import { SPAN_STATE_NAMES, SpanState } from "../../model/vocabulary.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { goroutineRef, spanRef } from "../details/refs.ts";
import type { SchedulerReport } from "./types.ts";

const PARTS = 100;

const RUNNABLE_ALONE: SpanClasses = {
  names: [SPAN_STATE_NAMES[SpanState.Runnable]],
  ofState: Uint8Array.from(Object.values(SpanState), (state) => (state === SpanState.Runnable ? 0 : 1)),
  ofReason: undefined,
};

/** How long goroutines of a scope waited to run, and what the procs did meanwhile. One pass over its spans. */
export function* schedulerReport(timeline: Timeline, scope: Scope): Steps<SchedulerReport> {
  const { trace, groups } = timeline;
  const waitsOf = waitsCollector(trace, scope);
  const runnableOf = statesCollector(trace, scope, PARTS, RUNNABLE_ALONE);
  const procsOf = procsCollector(trace, scope, PARTS);
  const switchesOf = switchesCollector(trace, scope);
  yield* collectSteps(trace, scope, [waitsOf, runnableOf, procsOf, switchesOf]);
  const latency = yield* latencySteps(trace, scope, PARTS, waitsOf.finish());
  const runnable = runnableOf.finish().states[0]!.goroutines;
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
    procs: procsOf.finish().map((row) => ({ ...row, id: trace.symbols.procs.text(row.proc) })),
    switches: switchesOf.finish(),
    gomaxprocs: gomaxprocsOverTime(trace, scope),
  };
}
