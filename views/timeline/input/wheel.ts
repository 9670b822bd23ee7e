/** What a turn of the wheel asks for: a factor on the width of the window, and css pixels to pan and scroll. */
export interface WheelStep {
  readonly zoom: number;
  readonly panPx: number;
  readonly scrollPx: number;
}

export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** As of WheelEvent: 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const LINE_PX = 16;
const PAGE_PX = 400;
/** e-folds of zoom in a css pixel of the wheel: a notch of 100 px is a factor of 1.25. */
const WHEEL_ZOOM = 0.00223;
/** A pinch reports far smaller numbers than a wheel. */
const PINCH_ZOOM = 0.01;

/**
 * Wheel: zoom. Pinch (which browsers report with ctrl): zoom. Shift or a sideways wheel: pan. Alt, or over the names of
 * the tracks: scroll. A gesture goes one way: the larger of the two deltas counts.
 */
export function readWheel(turn: WheelTurn, overNames: boolean): WheelStep {
  const unit = turn.deltaMode === 1 ? LINE_PX : turn.deltaMode === 2 ? PAGE_PX : 1;
  const dx = turn.deltaX * unit;
  const dy = turn.deltaY * unit;
  const along = Math.abs(dx) > Math.abs(dy) ? dx : dy;
  if (turn.ctrlKey) {
    const rate = Math.abs(dy) < 50 ? PINCH_ZOOM : WHEEL_ZOOM;
    return { zoom: Math.exp(dy * rate), panPx: 0, scrollPx: 0 };
  }
  if (overNames || turn.altKey) return { zoom: 1, panPx: 0, scrollPx: along };
  if (turn.shiftKey || along === dx) return { zoom: 1, panPx: along, scrollPx: 0 };
  return { zoom: Math.exp(dy * WHEEL_ZOOM), panPx: 0, scrollPx: 0 };
}
