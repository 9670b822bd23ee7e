import { formatNs } from "../../src/base/format.ts";
import { faded, inkOn } from "../webgl/colour.ts";
import type { Paint } from "../webgl/paint.ts";
import type { Theme } from "./theme.ts";
import { pixelOfTime, type TimeWindow } from "./view-state.ts";

/** Sizes in device pixels. */
export interface StretchView {
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  readonly dpr: number;
  readonly theme: Theme;
}

/** The time that is selected: a tint over all tracks, with edges. */
export function paintStretch(paint: Paint, view: StretchView, stretch: TimeWindow): void {
  const { x0, x1 } = extent(view, stretch);
  if (x1 <= 0 || x0 >= view.width) return;
  const { accent } = view.theme;
  paint.box(x0, 0, x1, view.height, faded(accent, 0.12));
  for (const edge of [x0, x1]) paint.box(edge, 0, edge + Math.round(view.dpr), view.height, accent);
}

/** How long it is, in the ruler, whose foot is at `bottom`. */
export function paintStretchLength(paint: Paint, view: StretchView, stretch: TimeWindow, bottom: number): void {
  const { dpr, theme, width } = view;
  const { x0, x1 } = extent(view, stretch);
  if (x1 <= 0 || x0 >= width) return;
  const text = formatNs(stretch.to - stretch.from);
  const wide = paint.measure(text) + 10 * dpr;
  const middle = (Math.max(x0, 0) + Math.min(x1, width)) / 2;
  const left = Math.min(Math.max(middle - wide / 2, 0), width - wide);
  paint.box(Math.max(x0, 0), 0, Math.min(x1, width), bottom, faded(theme.accent, 0.25));
  paint.box(left, bottom - 17 * dpr, left + wide, bottom - dpr, theme.accent);
  paint.text(text, left + 5 * dpr, bottom - 17 * dpr, inkOn(theme.accent));
}

function extent({ window, width }: StretchView, stretch: TimeWindow): { readonly x0: number; readonly x1: number } {
  const at = (time: number): number => Math.min(Math.max(Math.round(pixelOfTime(window, width, time)), -9), width + 9);
  const x0 = at(stretch.from);
  return { x0, x1: Math.max(x0 + 1, at(stretch.to)) };
}
