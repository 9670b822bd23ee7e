import { Growable } from "../base/growable.ts";
import type { StringIndex } from "../base/indices.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import { distributionOf, histogramOf, type Bucket, type Distribution } from "./distribution.ts";
import { eachGoroutineSteps, firstSpanIn } from "./scope.ts";

/** How long goroutines were runnable before they ran, ns. */
export interface SchedulingLatency {
  readonly overall: Distribution;
  readonly histogram: readonly Bucket[];
  /** By start function, the one that waited longest in all first. */
  readonly groups: readonly { readonly name: string; readonly latency: Distribution }[];
  /** The window in equal parts, each with the waits that ended in it. */
  readonly overTime: readonly { readonly from: number; readonly to: number; readonly latency: Distribution }[];
  /** The longest waits, longest first: rows of the goroutine and of the span table. */
  readonly longest: readonly { readonly goroutine: number; readonly span: number; readonly ns: number }[];
}

const LONGEST = 10;

/**
 * Scheduling latency in a scope: each wait counts whole, and there where it ended, that is in (from, to], so that parts
 * of a window hold the waits of the whole. Goroutines that were still waiting have no latency yet. One pass over the
 * spans in scope.
 */
export function schedulingLatency(trace: Trace, scope: Scope, parts = 100): SchedulingLatency {
  return inOneGo(schedulingLatencySteps(trace, scope, parts));
}

/** The same in steps. */
export function* schedulingLatencySteps(trace: Trace, scope: Scope, parts: number): Steps<SchedulingLatency> {
  const groups = new Map<number, Growable<Float64Array>>();
  const partNs = (scope.to - scope.from) / parts;
  const overTime = Array.from({ length: parts }, () => new Growable(Float64Array));
  const overall = new Growable(Float64Array);
  const longest = new Longest(LONGEST);
  yield* eachWait(trace, scope, (goroutine, span, ns, ran) => {
    const name = trace.goroutines.name[goroutine]!;
    let group = groups.get(name);
    if (group === undefined) groups.set(name, (group = new Growable(Float64Array)));
    group.push(ns);
    overall.push(ns);
    overTime[Math.max(0, Math.min(parts, Math.ceil((ran - scope.from) / partNs)) - 1)]!.push(ns);
    longest.offer(goroutine, span, ns);
  });
  yield;
  const values = overall.finish();
  const rows = Array.from(groups, ([name, waits]) => ({
    name: trace.symbols.strings.get(name as StringIndex),
    latency: distributionOf(waits.finish()),
  }));
  yield;
  return {
    histogram: histogramOf(values),
    overall: distributionOf(values),
    groups: rows.sort((a, b) => b.latency.total - a.latency.total),
    overTime: overTime.map((waits, part) => ({
      from: scope.from + part * partNs,
      to: scope.from + (part + 1) * partNs,
      latency: distributionOf(waits.finish()),
    })),
    longest: longest.rows,
  };
}

/** Told of each wait of a goroutine to run: its rows, its length and end, ns. */
export type WaitVisitor = (goroutine: number, span: number, ns: number, ran: number) => void;

/** The waits of a scope together, and the longest few; `visit` is told of each in the same pass. */
export function waitsOf(
  trace: Trace,
  scope: Scope,
  visit: WaitVisitor,
): { readonly latency: Distribution; readonly longest: SchedulingLatency["longest"] } {
  const waits = new Growable(Float64Array);
  const longest = new Longest(LONGEST);
  inOneGo(
    eachWait(trace, scope, (goroutine, span, ns, ran) => {
      waits.push(ns);
      longest.offer(goroutine, span, ns);
      visit(goroutine, span, ns, ran);
    }),
  );
  return { latency: distributionOf(waits.finish()), longest: longest.rows };
}

/** Visits each wait of a goroutine to run that ended in the scope's window. */
function* eachWait(trace: Trace, scope: Scope, visit: WaitVisitor): Steps<void> {
  const { start, state } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  yield* eachGoroutineSteps(trace, scope, (goroutine) => {
    const last = spanOffsets[goroutine + 1]! - 1;
    for (let span = firstSpanIn(trace, goroutine, scope.from); span < last && start[span]! <= scope.to; span++) {
      if (state[span] !== SpanState.Runnable || state[span + 1] !== SpanState.Running) continue;
      const ran = start[span + 1]!;
      if (ran > scope.from && ran <= scope.to) visit(goroutine, span, ran - start[span]!, ran);
    }
  });
}

/** Keeps the longest few of the waits it is offered, longest first. */
class Longest {
  readonly rows: { goroutine: number; span: number; ns: number }[] = [];
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  offer(goroutine: number, span: number, ns: number): void {
    if (this.rows.length === this.#count && ns <= this.rows.at(-1)!.ns) return;
    this.rows.push({ goroutine, span, ns });
    this.rows.sort((a, b) => b.ns - a.ns);
    this.rows.length = Math.min(this.rows.length, this.#count);
  }
}
