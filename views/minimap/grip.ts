import {
  clampWindow,
  MIN_WINDOW_NS,
  pixelOfTime,
  timeAtPixel,
  wholeTrace,
  type TimeWindow,
} from "../timeline/view-state.ts";

/** What a press on the minimap takes hold of: an edge of the window, or the window, by this time in it. */
export type Grip =
  | { readonly kind: "from" | "to" }
  | { readonly kind: "move"; /** ns from the window's beginning. */ readonly at: number };

/** As near as this to an edge a press is on it; css pixels. */
const EDGE_PX = 5;

/** What lies under x, on a minimap of the whole trace that is `width` wide; undefined: beside the window. */
export function gripAt(window: TimeWindow, durationNs: number, width: number, x: number): Grip | undefined {
  const all = wholeTrace(durationNs);
  const x0 = pixelOfTime(all, width, window.from);
  const x1 = pixelOfTime(all, width, window.to);
  // Of a narrow window there is more to move than to stretch.
  const edge = Math.min(EDGE_PX, Math.max(1, (x1 - x0) / 4));
  const nearFrom = Math.abs(x - x0);
  const nearTo = Math.abs(x - x1);
  if (Math.min(nearFrom, nearTo) <= edge && x1 - x0 > 2) return { kind: nearFrom <= nearTo ? "from" : "to" };
  const slack = Math.max(0, EDGE_PX - (x1 - x0) / 2);
  if (x < x0 - slack || x > x1 + slack) return undefined;
  return { kind: "move", at: timeAtPixel(all, width, x) - window.from };
}

/** A grip by the middle of the window, for a press beside it. */
export function middleGrip({ from, to }: TimeWindow): Grip {
  return { kind: "move", at: (to - from) / 2 };
}

/** The window after what is held was dragged to x. */
export function dragged(window: TimeWindow, grip: Grip, durationNs: number, width: number, x: number): TimeWindow {
  const time = Math.min(Math.max(timeAtPixel(wholeTrace(durationNs), width, x), 0), durationNs);
  const { from, to } = window;
  if (grip.kind === "move") {
    const begin = time - grip.at;
    return clampWindow({ from: begin, to: begin + (to - from) }, durationNs);
  }
  if (grip.kind === "from") return { from: Math.max(0, Math.min(time, to - MIN_WINDOW_NS)), to };
  return { from, to: Math.max(time, from + MIN_WINDOW_NS) };
}
