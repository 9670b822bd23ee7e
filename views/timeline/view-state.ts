/** A stretch of time in ns since the first event; from < to. Doubles: exact to a hundredth of a ns for a day. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** The deepest zoom: a few ns across the whole canvas. */
export const MIN_WINDOW_NS = 4;

/** The whole trace. A trace without duration still has a window that can be divided by. */
export function wholeTrace(durationNs: number): TimeWindow {
  return { from: 0, to: Math.max(durationNs, MIN_WINDOW_NS) };
}

/** The nearest window inside the trace; keeps the width where the trace is long enough. */
export function clampWindow(window: TimeWindow, durationNs: number): TimeWindow {
  const all = wholeTrace(durationNs);
  const width = Math.min(Math.max(window.to - window.from, MIN_WINDOW_NS), all.to);
  const from = Math.min(Math.max(window.from, 0), all.to - width);
  return { from, to: Math.min(from + width, all.to) };
}

/** Scales the window by `factor` (above 1: sees more) so that time `at` stays where it is on the screen. */
export function zoomAt(window: TimeWindow, at: number, factor: number, durationNs: number): TimeWindow {
  const width = window.to - window.from;
  const target = Math.min(Math.max(width * factor, MIN_WINDOW_NS), wholeTrace(durationNs).to);
  const fraction = (at - window.from) / width;
  const from = at - fraction * target;
  return clampWindow({ from, to: from + target }, durationNs);
}

export function panBy(window: TimeWindow, byNs: number, durationNs: number): TimeWindow {
  return clampWindow({ from: window.from + byNs, to: window.to + byNs }, durationNs);
}

/** A window in which `inner` takes `share` of the width, in the middle where the trace allows it. */
export function windowAround(inner: TimeWindow, share: number, durationNs: number): TimeWindow {
  const width = Math.max((inner.to - inner.from) / share, MIN_WINDOW_NS);
  const middle = (inner.from + inner.to) / 2;
  return clampWindow({ from: middle - width / 2, to: middle + width / 2 }, durationNs);
}

export function timeAtPixel(window: TimeWindow, widthPx: number, x: number): number {
  return window.from + ((window.to - window.from) * x) / widthPx;
}

export function pixelOfTime(window: TimeWindow, widthPx: number, time: number): number {
  return ((time - window.from) / (window.to - window.from)) * widthPx;
}

export function sameWindow(a: TimeWindow, b: TimeWindow): boolean {
  return a.from === b.from && a.to === b.to;
}

/**
 * The window at share `s` (0 to 1) of a move from a to b: widths in geometric progression, so that a zoom by a million
 * looks even, and edges such that the point both windows show at the same place does not move.
 */
export function between(a: TimeWindow, b: TimeWindow, s: number): TimeWindow {
  if (s <= 0) return a;
  if (s >= 1) return b;
  const widthA = a.to - a.from;
  const widthB = b.to - b.from;
  const width = widthA * Math.pow(widthB / widthA, s);
  const share = Math.abs(widthB - widthA) < 1e-6 * widthA ? s : (width - widthA) / (widthB - widthA);
  const from = a.from + (b.from - a.from) * share;
  return { from, to: from + width };
}
