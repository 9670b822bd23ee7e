import type { Bookmark } from "../../src/app/bookmarks.ts";
import type { Marks } from "../../src/engine/marks.ts";
import type { Loss } from "../timeline/losses.ts";
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
  readonly lost: string;
  readonly lostVeil: string;
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
  /** Where events are missing. */
  readonly losses: readonly Loss[];
}

type Canvas2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Heights of the ticks at the top and at the foot, css pixels. */
const TICK_PX = 5;
const LEAST_LOSS_PX = 6;

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
  for (const loss of content.losses) drawLoss(canvas, height, dpr, lossOn(loss, all, width, dpr), colours);
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

/** From where to where a loss lies on the minimap, at least some pixels wide. Device pixels. */
export function lossOn(
  { from, to }: Pick<Loss, "from" | "to">,
  window: TimeWindow,
  width: number,
  dpr: number,
): readonly [number, number] {
  const least = LEAST_LOSS_PX * dpr;
  const left = pixelOfTime(window, width, from);
  const right = pixelOfTime(window, width, to);
  const x0 = Math.max(0, Math.min(left, (left + right - least) / 2, width - least));
  return [Math.round(x0), Math.round(Math.max(x0 + least, right))];
}

/** A veil over what is not known, hatched as on the timeline. */
function drawLoss(
  canvas: Canvas2d,
  height: number,
  dpr: number,
  [x0, x1]: readonly [number, number],
  colours: MinimapColours,
): void {
  canvas.save();
  canvas.beginPath();
  canvas.rect(x0, 0, x1 - x0, height);
  canvas.clip();
  canvas.fillStyle = colours.lostVeil;
  canvas.fillRect(x0, 0, x1 - x0, height);
  canvas.strokeStyle = colours.lost;
  canvas.lineWidth = dpr;
  canvas.beginPath();
  for (let x = x0 - height; x < x1; x += 6 * dpr) {
    canvas.moveTo(x, height);
    canvas.lineTo(x + height, 0);
  }
  canvas.stroke();
  canvas.restore();
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
