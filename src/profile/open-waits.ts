import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { countedSpans, isWaitType } from "./waits.ts";
import type { TraceProfileType } from "./weigh-trace.ts";
import { lifeWindows, overlap, type WindowsOf } from "./windows.ts";

/**
 * The waits of one type that had not ended when the trace did, and how much of them lies in the scope, ns: what
 * `openAtEnd` adds to a profile. Costs a look at the last spans of each goroutine; types that know no waits have none.
 */
export function openWaits(
  trace: Trace,
  type: TraceProfileType,
  scope: Scope,
  windowsOf: WindowsOf = lifeWindows(trace, scope),
): { count: number; ns: number } {
  const open = { count: 0, ns: 0 };
  if (!isWaitType(type)) return open;
  const { spans, goroutines } = trace;
  const counted = countedSpans(trace, type);
  const one = (goroutine: number): void => {
    if (!Number.isNaN(goroutines.ended[goroutine]!)) return;
    const first = goroutines.spanOffsets[goroutine]!;
    let entered = goroutines.spanOffsets[goroutine + 1]!;
    while (entered > first && counted(entered - 1)) entered--;
    if (entered === goroutines.spanOffsets[goroutine + 1]!) return;
    const from = entered === first ? goroutines.mentioned[goroutine]! : spans.start[entered]!;
    const ns = overlap(windowsOf(goroutine), from, trace.durationNs);
    if (ns === 0) return;
    open.count++;
    open.ns += ns;
  };
  if (scope.goroutines !== undefined) scope.goroutines.forEach(one);
  else for (let goroutine = 0; goroutine < goroutines.length; goroutine++) one(goroutine);
  return open;
}
