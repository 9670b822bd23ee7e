import type { Fact } from "../../analysis/facts.ts";
import { traceOverviewSteps, type TraceOverview } from "../../analysis/overview.ts";
import type { SpanClasses } from "../../analysis/states-over-time.ts";
import type { TimeIndex } from "../../analysis/time-columns.ts";
import type { GoroutineIndex, SpanIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import type { Scope } from "../../model/scope.ts";
import { COUNTED } from "../../timeline/count-curves.ts";
import { STATE_STYLE } from "../../timeline/goroutine-style.ts";
import { STATE_WORDS } from "../../timeline/names.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { goroutineRef, spanRef } from "../details/refs.ts";
import type { FactRow, ScopeOverview } from "./overview-types.ts";
import { timeColumnInfo } from "./time-columns.ts";

const PARTS = 200;

/** The overview of a scope, its blocked goroutines told apart as the timeline does. */
export function computeOverview(timeline: Timeline, index: TimeIndex, scope: Scope): Steps<TraceOverview> {
  const classes: SpanClasses = { names: STATE_WORDS, ofState: STATE_STYLE, ofReason: timeline.reasonStyles };
  return traceOverviewSteps(timeline.trace, index, scope, PARTS, classes);
}

/** The same with names, colours, and what leads to where it happened. */
export function overviewReport(timeline: Timeline, index: TimeIndex, overview: TraceOverview): ScopeOverview {
  const { trace, groups } = timeline;
  const groupOfName = new Map(groups.infos.map((group) => [group.name, group.index]));
  return {
    goroutines: overview.goroutines,
    times: overview.times.map(({ column, ns }) => timeColumnInfo(index, column, ns)),
    goroutineNs: overview.goroutineNs,
    parts: PARTS,
    states: COUNTED.goroutines
      .map((style) => {
        const { state, goroutines } = overview.states.states[style]!;
        return { name: state, style, goroutines };
      })
      .filter(({ goroutines }) => goroutines.some((count) => count > 0)),
    procs: overview.procs.map((row) => ({ ...row, id: trace.symbols.procs.text(row.proc) })),
    gomaxprocs: overview.gomaxprocs,
    facts: overview.facts.map((fact) => factRow(timeline, groupOfName, fact)),
  };
}

function factRow(timeline: Timeline, groupOfName: ReadonlyMap<string, number>, fact: Fact): FactRow {
  switch (fact.kind) {
    case "pause":
    case "assists":
      return fact;
    case "blocked":
      return { ...fact, groupIndex: groupOfName.get(fact.group)! };
    case "latency":
    case "stuck":
    case "idle-while-waiting": {
      const { goroutine: row, span, ...told } = fact;
      const goroutine = row as GoroutineIndex;
      const at = {
        ...spanRef(timeline, goroutine, span as SpanIndex),
        goroutine: goroutineRef(timeline.trace, goroutine),
      };
      return { ...told, at };
    }
  }
}
