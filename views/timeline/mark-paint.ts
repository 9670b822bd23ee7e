import type { Paint } from "../webgl/paint.ts";
import type { Row } from "./layout.ts";
import { marksOfRow, markStretches, type PlacedMarks } from "./marks.ts";
import type { Theme } from "./theme.ts";
import type { TimeWindow } from "./view-state.ts";

/** From this width on a mark has a frame; narrower ones are a tick as high as the row. css pixels. */
const FRAMED_PX = 6;
/** The bar under the row, and in the ruler. */
const BAR_PX = 3;

export interface MarkView {
  readonly window: TimeWindow;
  /** Device pixels. */
  readonly width: number;
  readonly dpr: number;
  readonly theme: Theme;
}

/** Points at the marks of a row that lies from `top` to `bottom`, in device pixels. */
export function paintMarks(
  paint: Paint,
  view: MarkView,
  placed: PlacedMarks,
  row: Row,
  top: number,
  bottom: number,
): void {
  const marks = marksOfRow(placed, row);
  if (marks === undefined) return;
  const { dpr, theme } = view;
  for (const { x0, x1, count } of markStretches(placed.marks, marks, view.window, view.width, dpr)) {
    const wide = x1 - x0 >= FRAMED_PX * dpr;
    if (wide && count === 1) paint.frame(x0, top, x1, bottom - 1, Math.round(dpr), theme.mark);
    else if (!wide) paint.box(x0, top, Math.max(x1, x0 + dpr), bottom - 1, theme.mark);
    paint.box(x0 - (wide ? 0 : dpr), bottom - 1 - BAR_PX * dpr, Math.max(x1, x0 + 2 * dpr), bottom - 1, theme.mark);
  }
}

/** All marks, along the foot of the ruler. */
export function paintMarksInRuler(paint: Paint, view: MarkView, placed: PlacedMarks, bottom: number): void {
  const { dpr, theme } = view;
  for (const { x0, x1 } of markStretches(placed.marks, placed.all, view.window, view.width, dpr))
    paint.box(x0, bottom - BAR_PX * dpr, Math.max(x1, x0 + 2 * dpr), bottom, theme.mark);
}
