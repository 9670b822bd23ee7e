import type { SpanIndex } from "../base/indices.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import { spanEnd, spanOwner, type Trace } from "../model/trace.ts";
import { METRIC_GOMAXPROCS, ProcState, SpanState } from "../model/vocabulary.ts";
import { isChosen, overlapNs } from "./scope.ts";
import { TimeParts } from "./time-parts.ts";

/** What a proc did in a window, ns. */
export interface ProcRow {
  /** Row of the proc table. */
  readonly proc: number;
  /** While a thread held it. */
  readonly heldNs: number;
  /** A goroutine in scope running on it, or in a syscall while holding it. */
  readonly runningNs: number;
  readonly syscallNs: number;
  readonly idleNs: number;
  /** How many times a goroutine in scope began to run on it. */
  readonly starts: number;
  /** Share of each part of the window that it ran such a goroutine, 0 to 1. */
  readonly utilization: readonly number[];
}

/** What procs did in a scope. Costs the runs of all procs. */
export function procUtilization(trace: Trace, scope: Scope, parts = 100): readonly ProcRow[] {
  return inOneGo(procUtilizationSteps(trace, scope, parts));
}

/** The same, a step for each proc. */
export function* procUtilizationSteps(trace: Trace, scope: Scope, parts: number): Steps<readonly ProcRow[]> {
  const rows: ProcRow[] = [];
  for (let proc = 0; proc < trace.procs.length; proc++) {
    rows.push(procRow(trace, scope, proc, parts));
    yield;
  }
  return rows;
}

function procRow(trace: Trace, scope: Scope, proc: number, parts: number): ProcRow {
  const { procs, spans } = trace;
  const utilization = new TimeParts(scope, parts);
  let runningNs = 0;
  let syscallNs = 0;
  let starts = 0;
  for (let row = firstRunIn(trace, proc, scope.from); row < procs.runOffsets[proc + 1]!; row++) {
    const span = procs.run[row]! as SpanIndex;
    const start = spans.start[span]!;
    if (start > scope.to) break;
    const goroutine = spanOwner(trace, span);
    if (!isChosen(scope, goroutine)) continue;
    const end = spanEnd(trace, goroutine, span);
    const ns = overlapNs(start, end, scope);
    if (spans.state[span] === SpanState.Syscall) {
      syscallNs += ns;
      continue;
    }
    runningNs += ns;
    if (start >= scope.from) starts++;
    utilization.add(start, end);
  }
  return { proc, ...statesOf(trace, scope, proc), runningNs, syscallNs, starts, utilization: utilization.shares() };
}

/** The run that a proc was in at a time, or its first after it. */
function firstRunIn({ procs, spans }: Trace, proc: number, time: number): number {
  const first = procs.runOffsets[proc]!;
  let low = first;
  let high = procs.runOffsets[proc + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans.start[procs.run[middle]!]! <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(first, low - 1);
}

function statesOf(trace: Trace, scope: Scope, proc: number): Pick<ProcRow, "heldNs" | "idleNs"> {
  const { stateOffsets, stateStart, state } = trace.procs;
  const last = stateOffsets[proc + 1]!;
  let heldNs = 0;
  let idleNs = 0;
  for (let row = stateOffsets[proc]!; row < last; row++) {
    const ns = overlapNs(stateStart[row]!, row + 1 < last ? stateStart[row + 1]! : trace.durationNs, scope);
    if (state[row] === ProcState.Running) heldNs += ns;
    else if (state[row] === ProcState.Idle) idleNs += ns;
  }
  return { heldNs, idleNs };
}

/** The settings of GOMAXPROCS in a window, each from when it was first told. */
export function gomaxprocsOverTime(
  trace: Trace,
  { from, to }: Scope,
): readonly { readonly time: number; readonly procs: number }[] {
  const series = trace.metrics.find(({ name }) => name === METRIC_GOMAXPROCS);
  const settings: { time: number; procs: number }[] = [];
  series?.time.forEach((time, i) => {
    const procs = series.value[i]!;
    if (time > to || settings.at(-1)?.procs === procs) return;
    if (time <= from) settings.length = 0;
    settings.push({ time: Math.max(time, from), procs });
  });
  return settings;
}
