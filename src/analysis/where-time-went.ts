import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { isSystemFunction } from "../model/goroutine-builder.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES, SpanState } from "../model/vocabulary.ts";
import { spanReason } from "./accounting.ts";

/** Time that goroutines of one start function spent in one state, for one reason. */
export interface TimeRow {
  readonly group: string;
  readonly state: SpanState;
  readonly reason: string;
  spans: number;
  totalNs: number;
  maxNs: number;
}

/** A span that stands out. */
export interface LongSpan {
  readonly goroutine: GoroutineIndex;
  readonly span: number;
  readonly ns: number;
}

export interface WhereTimeWent {
  /** By group, state and reason; goroutines of the runtime's own are in the group "". */
  readonly rows: readonly TimeRow[];
  readonly totalNs: number;
  /** How long goroutines were runnable before they ran, ascending, ns; Go's own goroutines included. */
  readonly latencies: Float64Array;
  /** The longest waits of the program's own goroutines to run, longest first. */
  readonly longestRunnable: readonly LongSpan[];
}

const LONGEST = 5;

/** Adds up the spans of all goroutines over the whole trace, in one pass. */
export function whereTimeWent(trace: Trace): WhereTimeWent {
  const { goroutines, spans, symbols } = trace;
  const rows = new Map<string, TimeRow>();
  const latencies: number[] = [];
  const longest = new Longest(LONGEST);
  let totalNs = 0;
  for (let g = 0; g < goroutines.length; g++) {
    const name = symbols.strings.get(goroutines.name[g] as StringIndex);
    const system = isSystemFunction(name);
    const last = goroutines.spanOffsets[g + 1]!;
    const end = goroutineEnd(trace, g as GoroutineIndex);
    for (let span = goroutines.spanOffsets[g]!; span < last; span++) {
      const ns = (span + 1 < last ? spans.start[span + 1]! : end) - spans.start[span]!;
      const state = spans.state[span]! as SpanState;
      totalNs += ns;
      addTo(rows, system ? "" : name, state, state === SpanState.Waiting ? spanReason(trace, span) : "", ns);
      if (state !== SpanState.Runnable) continue;
      if (span + 1 < last && spans.state[span + 1] === SpanState.Running) latencies.push(ns);
      if (!system) longest.offer({ goroutine: g as GoroutineIndex, span, ns });
    }
  }
  return {
    rows: [...rows.values()],
    totalNs,
    latencies: Float64Array.from(latencies).sort(),
    longestRunnable: longest.rows,
  };
}

/** Rows added up over groups: time by state and reason, largest first. */
export function byState(
  rows: readonly TimeRow[],
): { readonly state: string; readonly reason: string; readonly totalNs: number }[] {
  const sums = new Map<string, { state: string; reason: string; totalNs: number }>();
  for (const row of rows) {
    const key = `${row.state}/${row.reason}`;
    const sum = sums.get(key) ?? { state: SPAN_STATE_NAMES[row.state], reason: row.reason, totalNs: 0 };
    sum.totalNs += row.totalNs;
    sums.set(key, sum);
  }
  return [...sums.values()].toSorted((a, b) => b.totalNs - a.totalNs);
}

function addTo(rows: Map<string, TimeRow>, group: string, state: SpanState, reason: string, ns: number): void {
  const key = `${state}/${reason}/${group}`;
  let row = rows.get(key);
  if (row === undefined) {
    row = { group, state, reason, spans: 0, totalNs: 0, maxNs: 0 };
    rows.set(key, row);
  }
  row.spans++;
  row.totalNs += ns;
  if (ns > row.maxNs) row.maxNs = ns;
}

/** Keeps the longest few of what it is offered, longest first. */
class Longest {
  readonly rows: LongSpan[] = [];
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  offer(candidate: LongSpan): void {
    if (this.rows.length === this.#count && candidate.ns <= this.rows.at(-1)!.ns) return;
    this.rows.push(candidate);
    this.rows.sort((a, b) => b.ns - a.ns);
    this.rows.length = Math.min(this.rows.length, this.#count);
  }
}
