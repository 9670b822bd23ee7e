import { wholeTrace, type TimeWindow } from "./view-state.ts";

/** What a tile covers: a window of time at a level of detail. */
export interface TileWindow extends TimeWindow {
  /** Device pixels the window is wide. */
  readonly pixels: number;
}

/** What the reader sees: a window of time across so many device pixels. */
export interface Viewport extends TimeWindow {
  readonly pixels: number;
}

/** How far the zoom may go from that of the tile while it moves; a view at rest gets its own exact tile. */
const ZOOM_SLACK = 1.3;
/** A new tile is asked for when the view comes this near to the tile's edge, in widths of the view. */
const EDGE = 0.35;

export function nsPerPixel(window: TileWindow): number {
  return (window.to - window.from) / window.pixels;
}

/** The window to ask for: the view and as much again on both sides, where there is trace. */
export function tileFor(view: Viewport, durationNs: number): TileWindow {
  const width = view.to - view.from;
  const from = Math.max(0, view.from - width);
  const to = Math.min(wholeTrace(durationNs).to, view.to + width);
  return { from, to, pixels: Math.max(1, Math.round(((to - from) / width) * view.pixels)) };
}

/** Whether a tile still serves a view. `moving`: while the view moves a tile of a near zoom is good enough. */
export function serves(tile: TileWindow, view: Viewport, moving: boolean, durationNs: number): boolean {
  const width = view.to - view.from;
  const ratio = nsPerPixel(tile) / (width / view.pixels);
  const slack = moving ? ZOOM_SLACK : 1 + 1 / Math.max(tile.pixels, 1);
  if (ratio > slack || ratio < 1 / slack) return false;
  const edge = EDGE * width;
  return tile.from <= Math.max(0, view.from - edge) && tile.to >= Math.min(wholeTrace(durationNs).to, view.to + edge);
}

/** How badly a tile fits a view: 0 is exact; grows with the difference in zoom and with what is not covered. */
export function misfit(tile: TileWindow, view: Viewport): number {
  const width = view.to - view.from;
  const zoom = Math.abs(Math.log(nsPerPixel(tile) / (width / view.pixels)));
  const covered = Math.max(0, Math.min(tile.to, view.to) - Math.max(tile.from, view.from)) / width;
  return zoom + 4 * (1 - covered);
}
