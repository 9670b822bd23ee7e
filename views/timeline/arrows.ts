import type { ChainDetails, SpanCauses, WakeRef } from "../../src/engine/protocol.ts";
import { faded } from "../webgl/colour.ts";
import type { Paint } from "../webgl/paint.ts";
import type { TrackRow } from "./layout.ts";
import { RULER_HEIGHT } from "./ruler.ts";
import type { Theme } from "./theme.ts";
import { pixelOfTime, type TimeWindow } from "./view-state.ts";

/** One goroutine made another runnable: an arrow from the one's track to the other's, at that time. */
export interface Arrow {
  readonly wake: WakeRef;
  /** Of what is selected, or of the chain that is followed; others only where there is room. */
  readonly strong: boolean;
  /** Its place in the chain, from 1; 0: in none. */
  readonly hop: number;
}

/** Arrows that can be told apart. */
const MOST_ARROWS = 40;
/** Weak arrows nearer than this to one another are one; css pixels. */
const APART_PX = 6;

/** What is worth an arrow: the chain if one is followed, or what made the selected span and its goroutine possible, and whom it woke. */
export function arrowsOf(causes: SpanCauses | undefined, chain: ChainDetails | undefined): readonly Arrow[] {
  if (chain !== undefined) return chain.wakes.map((wake, i) => ({ wake, strong: true, hop: i + 1 }));
  if (causes === undefined) return [];
  const { createdBy, wokenBy, wakes } = causes;
  const strong = [wokenBy, createdBy?.at === wokenBy?.at ? undefined : createdBy].filter((wake) => wake !== undefined);
  return [
    ...strong.map((wake): Arrow => ({ wake, strong: true, hop: 0 })),
    ...wakes.map((wake): Arrow => ({ wake, strong: false, hop: 0 })),
  ];
}

/** An arrow between rows. */
export interface PlacedArrow extends Arrow {
  readonly from: TrackRow;
  readonly to: TrackRow;
}

/** Where arrows are painted. Sizes in device pixels but for the scroll and the top of the tracks, in css pixels. */
export interface ArrowView {
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  readonly dpr: number;
  readonly scroll: number;
  readonly top: number;
  readonly theme: Theme;
}

/** Paints the arrows in the window, the strong ones above; of the others as many as can be told apart. */
export function paintArrows(paint: Paint, view: ArrowView, arrows: readonly PlacedArrow[]): void {
  const inSight = arrows.filter(({ wake }) => wake.at >= view.window.from && wake.at <= view.window.to);
  let last = -Infinity;
  let painted = 0;
  for (const arrow of inSight.filter(({ strong }) => !strong)) {
    const x = xOf(view, arrow);
    if (x - last < APART_PX * view.dpr || painted === MOST_ARROWS) continue;
    last = x;
    painted++;
    paintArrow(paint, view, arrow, x);
  }
  for (const arrow of inSight.filter(({ strong }) => strong)) paintArrow(paint, view, arrow, xOf(view, arrow));
}

function xOf({ window, width }: ArrowView, { wake }: PlacedArrow): number {
  return Math.round(pixelOfTime(window, width, wake.at));
}

function paintArrow(paint: Paint, view: ArrowView, arrow: PlacedArrow, x: number): void {
  const { dpr, theme, top, height } = view;
  const yOf = ({ y, height: high }: TrackRow): number => Math.round((y - view.scroll + top + high / 2) * dpr);
  // What is pinned lies above the tracks that scroll.
  const highest = ({ pinned }: TrackRow): number => (pinned ? RULER_HEIGHT : top) * dpr;
  const clamped = (row: TrackRow): number => Math.min(Math.max(yOf(row), highest(row)), height);
  const from = clamped(arrow.from);
  const to = clamped(arrow.to);
  const line = arrow.strong ? 2 * dpr : dpr;
  const colour = arrow.strong ? theme.accent : faded(theme.foreground, 0.75);
  const halo = faded(theme.background, 0.85);
  const left = x - Math.floor(line / 2);
  const down = to >= from ? 1 : -1;
  paint.box(left - dpr, Math.min(from, to), left + line + dpr, Math.max(from, to), halo);
  paint.box(left, Math.min(from, to), left + line, Math.max(from, to), colour);
  if (from > highest(arrow.from) && from < height)
    paint.box(x - 2.5 * dpr, from - 2.5 * dpr, x + 2.5 * dpr, from + 2.5 * dpr, colour);
  // The head, a line of pixels at a time, narrower towards its tip.
  const size = Math.round((arrow.strong ? 6 : 4) * dpr);
  for (let row = 0; row < size; row++) paint.box(x - row, to - down * row, x + row + 1, to - down * row + 1, colour);
  if (arrow.hop > 0) paintHop(paint, view, arrow.hop, x, (from + to) / 2);
}

/** The place in the chain, beside the middle of the arrow. */
function paintHop(paint: Paint, { dpr, theme }: ArrowView, hop: number, x: number, y: number): void {
  const text = String(hop);
  const wide = paint.measure(text);
  const top = y - 8 * dpr;
  paint.box(x + 3 * dpr, top, x + 9 * dpr + wide, top + 16 * dpr, theme.accent);
  paint.text(text, x + 6 * dpr, top, theme.background);
}
