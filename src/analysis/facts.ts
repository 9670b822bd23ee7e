import type { StringIndex } from "../base/indices.ts";
import { isSystemFunction } from "../model/goroutine-builder.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { RANGE_ASSIST, SpanState } from "../model/vocabulary.ts";
import { collect } from "./collect.ts";
import { distributionOf, type Distribution } from "./distribution.ts";
import { idleWhileWaiting } from "./idle-while-waiting.ts";
import { longestWaits } from "./scheduling-latency.ts";
import { eachGoroutine } from "./scope.ts";
import { BLOCKED, RUNNING, type TimeIndex } from "./time-columns.ts";
import { groupTimes, type GroupTimes } from "./total-times.ts";
import { waitsCollector, type Waits } from "./waits.ts";
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

/** What is known of a scope already. */
export interface KnownOfScope {
  /** Times of the scope's goroutines. */
  readonly groups: readonly GroupTimes[];
  readonly waits: Waits;
}

/** What stands out in a scope. Costs the waits, the goroutines and the procs' states. */
export function standingOut(
  trace: Trace,
  index: TimeIndex,
  scope: Scope,
  { groups, waits }: KnownOfScope = {
    groups: groupTimes(trace, index, scope),
    waits: collect(trace, scope, waitsCollector(trace, scope)),
  },
): readonly Fact[] {
  return [
    ...pauses(trace, scope),
    ...assists(index, groups),
    ...waitFacts(trace, scope, waits),
    ...blockedGroups(trace, groups),
    ...stuck(trace, scope),
  ];
}

function pauses(trace: Trace, scope: Scope): readonly Fact[] {
  const { stops } = worldStops(trace, scope);
  const longest = stops.toSorted((a, b) => b.ns - a.ns).slice(0, PAUSES);
  return longest.map(({ range, reason, start, ns }) => ({ kind: "pause", range, reason, start, ns }));
}

function assists(index: TimeIndex, groups: readonly GroupTimes[]): readonly Fact[] {
  const column = index.columns.findIndex(({ kind, name }) => kind === "range" && name === RANGE_ASSIST);
  if (column === -1) return [];
  const total = (of: number): number => groups.reduce((sum, { sums }) => sum + sums[of]!, 0);
  return total(column) > 0
    ? [{ kind: "assists", ns: total(column), shareOfRunning: total(column) / total(RUNNING) }]
    : [];
}

function waitFacts(trace: Trace, scope: Scope, waits: Waits): readonly Fact[] {
  const { worst, ...idle } = idleWhileWaiting(trace, scope, waits);
  const [longest] = longestWaits(trace, waits, 1);
  const facts: Fact[] = [];
  if (longest) {
    const { goroutine, span } = longest;
    facts.push({ kind: "latency", latency: distributionOf(waits.ns), goroutine, span });
  }
  if (idle.waits > 0) facts.push({ ...worst, kind: "idle-while-waiting", ...idle });
  return facts;
}

/** Of the program's own goroutines. */
function blockedGroups(trace: Trace, groups: readonly GroupTimes[]): readonly Fact[] {
  const text = (row: number): string => trace.symbols.strings.get(row as StringIndex);
  const reasons = [...trace.spans.reasons.keys()];
  return groups
    .filter(({ name }) => !isSystemFunction(name))
    .flatMap(({ name, sums, goroutines }) =>
      reasons.map((r) => ({
        name,
        reason: text(trace.spans.reasons[r]!),
        ns: sums[BLOCKED + r]!,
        goroutines: goroutines[BLOCKED + r]!,
      })),
    )
    .filter(({ ns }) => ns > 0)
    .sort((a, b) => b.ns - a.ns)
    .slice(0, BLOCKED_GROUPS)
    .map(({ name, ...row }) => ({ kind: "blocked", group: name, ...row }));
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
