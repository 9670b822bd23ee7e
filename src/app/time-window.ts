import { clampWindow, windowAround, type TimeWindow } from "../../views/timeline/view-state.ts";

export { clampWindow, wholeTrace, type TimeWindow } from "../../views/timeline/view-state.ts";

/** The window in which what lies from start to end fills a third of the width, in the middle where the trace allows. */
export function thirdOf(start: number, end: number, durationNs: number): TimeWindow {
  return windowAround({ from: start, to: end }, 1 / 3, durationNs);
}

/** The window itself if any of what lies from start to end is in it; else one that is moved there, and wide enough for it. */
export function reveal(window: TimeWindow, start: number, end: number, durationNs: number): TimeWindow {
  if (start < window.to && end > window.from) return window;
  const width = window.to - window.from;
  if (end - start > width) return thirdOf(start, end, durationNs);
  const middle = (start + end) / 2;
  return clampWindow({ from: middle - width / 2, to: middle + width / 2 }, durationNs);
}

/** Windows as the URL holds them, "1234-5678.5": ns to three decimals. */
export function windowText(window: TimeWindow): string {
  return `${trimmed(window.from)}-${trimmed(window.to)}`;
}

/** Reads what `windowText` wrote; undefined for whatever else the text is. */
export function parseWindow(text: string): TimeWindow | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,3})?)-(\d{1,15}(?:\.\d{1,3})?)$/u.exec(text);
  if (!match) return undefined;
  const window = { from: Number(match[1]), to: Number(match[2]) };
  return window.from < window.to ? window : undefined;
}

function trimmed(ns: number): string {
  return String(Number(Math.max(ns, 0).toFixed(3)));
}
