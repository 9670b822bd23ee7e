import type { Point } from "./pointer.ts";

/** What two fingers did: a factor on the width of the window around a place, and a move in css pixels. */
export interface Pinch {
  readonly atX: number;
  readonly zoom: number;
  readonly byX: number;
  readonly byY: number;
}

/** Fingers nearer than this are as if so far apart: their distance would tell nothing. css pixels. */
const LEAST_SPREAD = 24;

/** The pinch between two places of the same two fingers; of more the first two count. */
export function pinchOf(before: readonly Point[], after: readonly Point[]): Pinch {
  const [from, to] = [middle(before), middle(after)];
  return { atX: to.x, zoom: spread(before) / spread(after), byX: to.x - from.x, byY: to.y - from.y };
}

function middle([a, b]: readonly Point[]): Point {
  return { x: (a!.x + b!.x) / 2, y: (a!.y + b!.y) / 2 };
}

function spread([a, b]: readonly Point[]): number {
  return Math.max(LEAST_SPREAD, Math.hypot(a!.x - b!.x, a!.y - b!.y));
}
