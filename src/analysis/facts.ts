import type { StringIndex } from "../base/indices.ts";
import { isSystemFunction } from "../model/goroutine-builder.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { RANGE_ASSIST, SpanState } from "../model/vocabulary.ts";
import type { Distribution } from "./distribution.ts";
import { idleWhileWaiting } from "./idle-while-waiting.ts";
import { waitsOf } from "./scheduling-latency.ts";
import { eachGoroutine } from "./scope.ts";
import { addTimes, BLOCKED, RUNNING, type TimeIndex } from "./time-columns.ts";
import { worldStops } from "./world-stops.ts";

/** Something that stands out; rows of tables stand for what is to be shown with it. The most telling come first. */
export type Fact =
  | {
      readonly kind: "pause";
      readonly range: number;
      readonly reason: string;
      readonly start: number;
      readonly ns: number;
    }
  | { readonly kind: "assists"; readonly ns: number; readonly shareOfRunning: number }
  | { readonly kind: "latency"; readonly latency: Distribution; readonly goroutine: number; readonly span: number }
  | {
      readonly kind: "blocked";
      readonly group: string;
      readonly reason: string;
      readonly ns: number;
      readonly goroutines: number;
    }
  | {
      readonly kind: "stuck";
      readonly goroutines: number;
      readonly goroutine: number;
      readonly span: number;
      readonly ns: number;
    }
  | {
      readonly kind: "idle-while-waiting";
      readonly ns: number;
      readonly waits: number;
      readonly goroutine: number;
      readonly span: number;
    };

const PAUSES = 3;
const BLOCKED_GROUPS = 3;
/** Blocked goroutines of the program that have not run for this share of the window count as stuck. */
const STUCK_SHARE = 0.5;

/** What stands out in a scope. A few passes over its spans. */
export function standingOut(trace: Trace, index: TimeIndex, scope: Scope): readonly Fact[] {
  return [
    ...pauses(trace, scope),
    ...assists(trace, index, scope),
    ...latency(trace, scope),
    ...idle(trace, scope),
    ...blockedGroups(trace, index, scope),
    ...stuck(trace, scope),
  ];
}

function pauses(trace: Trace, scope: Scope): readonly Fact[] {
  const { stops } = worldStops(trace, scope);
  const longest = stops.toSorted((a, b) => b.ns - a.ns).slice(0, PAUSES);
  return longest.map(({ range, reason, start, ns }) => ({ kind: "pause", range, reason, start, ns }));
}

function assists(trace: Trace, index: TimeIndex, scope: Scope): readonly Fact[] {
  const sums = totalTimes(trace, index, scope);
  const column = index.columns.findIndex(({ kind, name }) => kind === "range" && name === RANGE_ASSIST);
  const ns = sums[column] ?? 0;
  return ns > 0 ? [{ kind: "assists", ns, shareOfRunning: ns / sums[RUNNING]! }] : [];
}

function latency(trace: Trace, scope: Scope): readonly Fact[] {
  const waits = waitsOf(trace, scope);
  const [worst] = waits.longest;
  return worst === undefined
    ? []
    : [{ kind: "latency", latency: waits.latency, goroutine: worst.goroutine, span: worst.span }];
}

function idle(trace: Trace, scope: Scope): readonly Fact[] {
  const { ns, waits, worst } = idleWhileWaiting(trace, scope);
  return waits === 0 ? [] : [{ kind: "idle-while-waiting", ns, waits, goroutine: worst.goroutine, span: worst.span }];
}

/** Of the program's own goroutines. */
function blockedGroups(trace: Trace, index: TimeIndex, scope: Scope): readonly Fact[] {
  const reasons = trace.spans.reasons.length;
  const sums = new Float64Array(index.columns.length);
  const rows = new Map<number, { readonly name: number; readonly reason: number; ns: number; goroutines: number }>();
  eachGoroutine(trace, scope, (goroutine) => {
    const name = trace.goroutines.name[goroutine]!;
    sums.fill(0);
    addTimes(trace, index, goroutine, scope.from, scope.to, sums);
    for (let reason = 0; reason < reasons; reason++) {
      const ns = sums[BLOCKED + reason]!;
      if (ns === 0) continue;
      const key = name * reasons + reason;
      let row = rows.get(key);
      if (row === undefined) rows.set(key, (row = { name, reason, ns: 0, goroutines: 0 }));
      row.ns += ns;
      row.goroutines++;
    }
  });
  const text = (row: number): string => trace.symbols.strings.get(row as StringIndex);
  return [...rows.values()]
    .filter(({ name }) => !isSystemFunction(text(name)))
    .sort((a, b) => b.ns - a.ns)
    .slice(0, BLOCKED_GROUPS)
    .map(({ name, reason, ns, goroutines }) => ({
      kind: "blocked",
      group: text(name),
      reason: text(trace.spans.reasons[reason]!),
      ns,
      goroutines,
    }));
}

/** The program's goroutines that ran, then blocked, and had not run again when the window ended. */
function stuck(trace: Trace, scope: Scope): readonly Fact[] {
  const { spans, goroutines, symbols } = trace;
  const least = (scope.to - scope.from) * STUCK_SHARE;
  let count = 0;
  let longest = { goroutine: -1, span: -1, ns: 0 };
  eachGoroutine(trace, scope, (goroutine) => {
    const span = goroutines.spanOffsets[goroutine + 1]! - 1;
    const ns = scope.to - Math.max(scope.from, spans.start[span]!);
    const isBlocked = spans.state[span] === SpanState.Waiting && Number.isNaN(goroutines.ended[goroutine]!);
    if (!isBlocked || ns < least || !(goroutines.started[goroutine]! < spans.start[span]!)) return;
    if (isSystemFunction(symbols.strings.get(goroutines.name[goroutine] as StringIndex))) return;
    count++;
    if (ns > longest.ns) longest = { goroutine, span, ns };
  });
  return count === 0 ? [] : [{ kind: "stuck", goroutines: count, ...longest }];
}

/** By column of the index: how long all goroutines in scope together were in it, ns. */
export function totalTimes(trace: Trace, index: TimeIndex, scope: Scope): Float64Array {
  const sums = new Float64Array(index.columns.length);
  eachGoroutine(trace, scope, (goroutine) => addTimes(trace, index, goroutine, scope.from, scope.to, sums));
  return sums;
}
