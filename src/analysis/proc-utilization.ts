import type { Scope } from "../model/scope.ts";
import { goroutineEnd, procsById, type Trace } from "../model/trace.ts";
import { METRIC_GOMAXPROCS, ProcState, SpanState } from "../model/vocabulary.ts";
import { collect, type Collector } from "./collect.ts";
import { firstSpanIn, overlapNs } from "./scope.ts";
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

/** What procs did in a scope, those that ever were, by id. One pass over the spans in scope. */
export function procUtilization(trace: Trace, scope: Scope, parts = 100): readonly ProcRow[] {
  return collect(trace, scope, procsCollector(trace, scope, parts));
}

/** Spans are taken as they lie, by goroutine: what ran on a proc lies all over the span table. */
export function procsCollector(trace: Trace, scope: Scope, parts: number): Collector<readonly ProcRow[]> {
  const { length } = trace.procs;
  const { start, state, proc: procOf } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  const { from, to } = scope;
  const runningNs = new Float64Array(length);
  const syscallNs = new Float64Array(length);
  const starts = new Float64Array(length);
  const utilization = new TimeParts(scope, parts, length);
  return {
    visit(goroutine) {
      const last = spanOffsets[goroutine + 1]!;
      const ended = goroutineEnd(trace, goroutine);
      for (let span = firstSpanIn(trace, goroutine, from); span < last && start[span]! <= to; span++) {
        const now = state[span]!;
        if (now !== SpanState.Running && now !== SpanState.Syscall) continue;
        const proc = procOf[span]!;
        if (proc < 0) continue;
        const begin = start[span]!;
        const end = span + 1 < last ? start[span + 1]! : ended;
        const ns = begin >= from && end <= to ? end - begin : overlapNs(begin, end, scope);
        if (now === SpanState.Syscall) {
          syscallNs[proc]! += ns;
          continue;
        }
        runningNs[proc]! += ns;
        if (begin >= from) starts[proc]!++;
        utilization.add(proc, begin, end);
      }
    },
    finish: () =>
      procsById(trace).map((proc) => ({
        proc,
        ...statesOf(trace, scope, proc),
        runningNs: runningNs[proc]!,
        syscallNs: syscallNs[proc]!,
        starts: starts[proc]!,
        utilization: utilization.shares(proc),
      })),
  };
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
