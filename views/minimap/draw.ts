import type { Bookmark } from "../../src/app/bookmarks.ts";
import type { Marks } from "../../src/engine/marks.ts";
import { allMarks, markStretches } from "../timeline/marks.ts";
import { shadesIn, type Pauses } from "../timeline/shades.ts";
import { pixelOfTime, wholeTrace, type TimeWindow } from "../timeline/view-state.ts";
import { barsOf, type Activity } from "./activity.ts";

/** Colours as CSS writes them. */
export interface MinimapColours {
  readonly background: string;
  readonly running: string;
  readonly syscall: string;
  readonly runnable: string;
  readonly pause: string;
  readonly mark: string;
  readonly bookmark: string;
  readonly window: string;
  readonly veil: string;
}

export interface MinimapContent {
  readonly durationNs: number;
  readonly procs: number;
  readonly activity: Activity | undefined;
  readonly pauses: Pauses;
  readonly marks: Marks | undefined;
  readonly bookmarks: readonly Bookmark[];
}

type Canvas2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Heights of the ticks at the top and at the foot, css pixels. */
const TICK_PX = 5;

/** Everything but the window. Sizes in device pixels. */
export function drawContent(
  canvas: Canvas2d,
  width: number,
  height: number,
  dpr: number,
  content: MinimapContent,
  colours: MinimapColours,
): void {
  const all = wholeTrace(content.durationNs);
  canvas.fillStyle = colours.background;
  canvas.fillRect(0, 0, width, height);
  if (content.activity) drawActivity(canvas, width, height, content.activity, content.procs, colours);
  canvas.fillStyle = colours.pause;
  for (const { x0, x1 } of shadesIn(content.pauses, all, width)) canvas.fillRect(x0, 0, x1 - x0, TICK_PX * dpr);
  canvas.fillStyle = colours.mark;
  if (content.marks)
    for (const { x0, x1 } of markStretches(content.marks, allMarks(content.marks), all, width, dpr))
      canvas.fillRect(x0, height - TICK_PX * dpr, Math.max(x1 - x0, dpr), TICK_PX * dpr);
  canvas.fillStyle = colours.bookmark;
  for (const { time } of content.bookmarks) drawFlag(canvas, Math.round(pixelOfTime(all, width, time)), height, dpr);
}

function drawActivity(
  canvas: Canvas2d,
  width: number,
  height: number,
  activity: Activity,
  procs: number,
  colours: MinimapColours,
): void {
  const paints = [colours.running, colours.syscall, colours.runnable];
  for (let column = 0; column < activity.columns; column++) {
    const x0 = Math.floor((column * width) / activity.columns);
    const x1 = Math.floor(((column + 1) * width) / activity.columns);
    let foot = height;
    barsOf(activity, column, procs).forEach((share, bar) => {
      if (share === 0) return;
      const top = foot - share * height;
      canvas.fillStyle = paints[bar]!;
      canvas.fillRect(x0, top, x1 - x0, foot - top);
      foot = top;
    });
  }
}

function drawFlag(canvas: Canvas2d, x: number, height: number, dpr: number): void {
  canvas.fillRect(x, 0, dpr, height);
  canvas.beginPath();
  canvas.moveTo(x, 0);
  canvas.lineTo(x + 7 * dpr, 3 * dpr);
  canvas.lineTo(x, 6 * dpr);
  canvas.fill();
}

/** The window, and a veil over what lies beside it. */
export function drawWindow(
  canvas: Canvas2d,
  width: number,
  height: number,
  dpr: number,
  window: TimeWindow,
  durationNs: number,
  colours: MinimapColours,
): void {
  const all = wholeTrace(durationNs);
  const x0 = Math.max(0, Math.round(pixelOfTime(all, width, window.from)));
  const x1 = Math.min(width, Math.max(x0 + 2 * dpr, Math.round(pixelOfTime(all, width, window.to))));
  canvas.fillStyle = colours.veil;
  canvas.fillRect(0, 0, x0, height);
  canvas.fillRect(x1, 0, width - x1, height);
  canvas.fillStyle = colours.window;
  const line = Math.round(dpr);
  canvas.fillRect(x0, 0, x1 - x0, line);
  canvas.fillRect(x0, height - line, x1 - x0, line);
  for (const edge of [x0, x1 - line]) canvas.fillRect(edge, 0, line, height);
  if (x1 - x0 < 16 * dpr) return;
  for (const edge of [x0, x1 - 3 * dpr]) canvas.fillRect(edge, height / 2 - 6 * dpr, 3 * dpr, 12 * dpr);
}
