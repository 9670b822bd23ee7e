import type { PauseList } from "../engine/protocol.ts";
import type { Page } from "./place.ts";
import type { ScopeChoice } from "./scope.ts";
import type { Selection } from "./selection.ts";
import { clampWindow, reveal, thirdOf, type TimeWindow } from "./time-window.ts";

/**
 * What a link leads to: a selection, and either a window or where the selected thing lies, if that is known. Without a
 * `page`, what is selected or in scope is shown where the reader is, and a window or mere time on the timeline.
 */
export interface Target {
  readonly page?: Page;
  readonly scope?: ScopeChoice;
  readonly selection?: Selection;
  readonly window?: TimeWindow;
  readonly at?: { readonly start: number; readonly end: number };
}

/** A pause, or a cycle, selected and zoomed to so that it fills a third of the width. */
export function pauseTarget({ range, start, ns }: PauseList["cycles"][number], durationNs: number): Target {
  return { selection: { kind: "range", range }, window: thirdOf(start, start + ns, durationNs) };
}

/** The page that a target is shown on, seen from `page`. */
export function targetPage(target: Target, page: Page): Page {
  if (target.page) return target.page;
  const isThing = target.selection !== undefined || target.scope !== undefined;
  return isThing && target.window === undefined ? page : "timeline";
}

/** The window that shows a target, seen from `window`: that one itself, where the target is in it or has no time. */
export function targetWindow({ window, at }: Target, from: TimeWindow, durationNs: number): TimeWindow {
  if (window) return clampWindow(window, durationNs);
  return at ? reveal(from, at.start, at.end, durationNs) : from;
}
