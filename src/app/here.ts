import type { ScopeRequest } from "../engine/analyses/types.ts";
import type { Page, Place } from "./place.ts";
import { scopeRequest, WIDEST } from "./scope.ts";
import { NOTHING } from "./selection.ts";
import type { AppState, OpenTrace } from "./state.ts";
import { targetPage, targetWindow, type Target } from "./targets.ts";
import { wholeTrace } from "./time-window.ts";

/** Where the reader is, as the state says. */

export function traceOf({ phase }: AppState): OpenTrace | undefined {
  return phase.kind === "open" ? phase.trace : undefined;
}

/** The scope in numbers. */
export function scopeHere(state: AppState): ScopeRequest {
  return scopeRequest(state.scope, state.window, traceOf(state)?.summary.durationNs ?? 0);
}

/** The place as it is now, on `page`. */
export function placeHere(state: AppState, page: Page): Place {
  const { phase, window, selection, scope, views, pending } = state;
  const view = views[page] ?? "";
  if (phase.kind === "profiles") {
    return { page: "profiles", sample: false, window: undefined, selection: NOTHING, scope: WIDEST, view };
  }
  const trace = traceOf(state);
  if (!trace) return pending ?? { page, sample: false, window: undefined, selection: NOTHING, scope, view };
  const all = wholeTrace(trace.summary.durationNs);
  const whole = window.from === all.from && window.to === all.to;
  return { page, sample: trace.sample, window: whole ? undefined : window, selection, scope, view };
}

/** The place that a link leads to from here. Without a trace that is only another page. */
export function placeThere(state: AppState, target: Target): Place {
  const place = placeHere(state, targetPage(target, state.page));
  const trace = traceOf(state);
  if (!trace) return place;
  const { scope = place.scope, selection = place.selection } = target;
  const moves = target.window !== undefined || target.at !== undefined;
  const window = moves ? targetWindow(target, state.window, trace.summary.durationNs) : place.window;
  return { ...place, scope, selection, window };
}
