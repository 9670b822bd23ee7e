import type { Row } from "./layout.ts";
import type { Rgba } from "../webgl/colour.ts";
import type { Paint } from "../webgl/paint.ts";
import { pixelOfTime, type TimeWindow } from "./view-state.ts";

/** Where a goroutine lies when it is not in the window: only one that never was there at that time can be missed. */
export function lifeIsElsewhere(row: Row | undefined, window: TimeWindow): "before" | "after" | undefined {
  if (row?.kind !== "track" || row.life === undefined) return undefined;
  if (row.life.to < window.from) return "before";
  return row.life.from > window.to ? "after" : undefined;
}

/** A window as wide as this one in which the life of the row's goroutine begins after a third. */
export function windowOfLife(row: Row, window: TimeWindow): TimeWindow | undefined {
  if (row.kind !== "track" || row.life === undefined) return undefined;
  const width = window.to - window.from;
  const from = row.life.from - width / 3;
  return { from, to: from + width };
}

/** Lives narrower than this get a mark around them; css pixels. */
const NARROW_PX = 3;

/**
 * Behind the spans of a goroutine: a mark where a short life could be overlooked, and at the edge an arrow to one that is
 * not in the window. `top` and `height` of the row and `width` of the canvas in device pixels.
 */
export function paintLife(
  paint: Paint,
  row: Row,
  window: TimeWindow,
  top: number,
  height: number,
  width: number,
  dpr: number,
  colour: Rgba,
): void {
  if (row.kind !== "track" || row.life === undefined) return;
  const elsewhere = lifeIsElsewhere(row, window);
  if (elsewhere !== undefined) {
    paint.text(
      elsewhere === "before" ? "\u2039" : "\u203a",
      elsewhere === "before" ? 4 * dpr : width - 9 * dpr,
      top + 2 * dpr,
      colour,
    );
    return;
  }
  const x0 = pixelOfTime(window, width, row.life.from);
  const x1 = pixelOfTime(window, width, row.life.to);
  if (x1 - x0 >= NARROW_PX * dpr) return;
  const middle = (x0 + x1) / 2;
  paint.box(middle - 2 * dpr, top + 2 * dpr, middle + 2 * dpr, top + height - 3 * dpr, colour);
}
