import type { TimeWindow } from "./view-state.ts";

/** Stop-the-world pauses as columns, by start. */
export interface Pauses {
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/** A stretch of the screen in device pixels. `wide`: at least some pixels of it are one and the same pause. */
export interface Shade {
  readonly x0: number;
  readonly x1: number;
  readonly wide: boolean;
}

const WIDE_PX = 3;

export function pausesOf(list: readonly { readonly start: number; readonly ns: number }[]): Pauses {
  const sorted = list.filter((pause) => pause.ns >= 0).toSorted((a, b) => a.start - b.start);
  return { start: Float64Array.from(sorted, (p) => p.start), end: Float64Array.from(sorted, (p) => p.start + p.ns) };
}

/**
 * What pauses shade in a window across `width` pixels: each at least a pixel, pauses of one pixel together as one, and no
 * pixel twice. O(pixels · log pauses), however many pauses there are. A pause begins after the one before has ended.
 */
export function shadesIn(pauses: Pauses, window: TimeWindow, width: number): Shade[] {
  const shades: Shade[] = [];
  const perPixel = (window.to - window.from) / width;
  let free = 0;
  let i = firstReaching(pauses, window.from);
  while (free < width && i < pauses.start.length && pauses.start[i]! < window.to) {
    const x0 = Math.max(free, Math.floor((pauses.start[i]! - window.from) / perPixel));
    const x1 = Math.min(width, Math.max(x0 + 1, Math.round((pauses.end[i]! - window.from) / perPixel)));
    shades.push({ x0, x1, wide: x1 - x0 >= WIDE_PX });
    free = x1;
    i = Math.max(i + 1, firstReaching(pauses, window.from + x1 * perPixel));
  }
  return shades;
}

/** The first pause of which there is something from `time` on, be it of no length. */
function firstReaching(pauses: Pauses, time: number): number {
  let low = 0;
  let high = pauses.end.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pauses.end[middle]! <= time && pauses.start[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
