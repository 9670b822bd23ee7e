import type { SpanIndex } from "../base/indices.ts";
import { spanOwner, type Trace } from "../model/trace.ts";
import { fineWidth, gridOver, octaveOf, type Grid } from "./grid.ts";
import type { Lane } from "./lane.ts";
import { isFromPyramid, pyramidRectangles, type LanePyramid } from "./lane-pyramid.ts";
import { laneRectangles, type EmitRectangle } from "./lane-rectangles.ts";
import { goroutineLabel } from "./names.ts";
import { occupancyBase } from "./occupancy.ts";
import { Bars } from "./proc-rectangles.ts";
import type { Rectangles } from "./rectangles.ts";
import { shapeOf } from "./style.ts";
import { keyOf, type Timeline } from "./timeline.ts";
import type { SeriesTile, TrackRef } from "./types.ts";

/** Rectangles narrower than this many pixels get no label. */
export const LABEL_PIXELS = 24;
/** What runs alone for so many pixels is drawn as what it is, and not by the share of its time. */
const ALONE_PIXELS = 3;

/** A window that tracks are drawn in. */
export interface Drawing {
  readonly timeline: Timeline;
  readonly from: number;
  readonly to: number;
  readonly pixels: number;
  readonly nsPerPixel: number;
  readonly rectangles: Rectangles;
  readonly series: SeriesTile[];
}

/** What lies behind or beside is drawn in columns of so many pixels: there is less to draw, and it is less to look at. */
const COARSE_PIXELS = 2;

/** Draws the spans of a lane over the whole height of its track; `label` says what a single one is. */
export function drawSpans(
  drawing: Drawing,
  track: TrackRef,
  lane: Lane,
  label: (trace: Trace, ref: number) => string,
): void {
  const { timeline, nsPerPixel, rectangles } = drawing;
  const pyramid = timeline.pyramid(keyOf(track), lane, octaveOf(nsPerPixel));
  eachRectangle(drawing, lane, pyramid, (start, end, style, entry) => {
    const ref = entry === -1 ? -1 : lane.ref(entry);
    const isLabelled = ref !== -1 && end - start >= LABEL_PIXELS * nsPerPixel;
    rectangles.add(start, end, style, 0, ref, isLabelled ? label(timeline.trace, ref) : "");
  });
}

/** Draws a lane that stands for no spans as one row of a track. `key` names it among what is kept. */
export function drawCoarse(drawing: Drawing, key: string, lane: Lane, row: number, shape: number): void {
  const coarse = { ...drawing, nsPerPixel: drawing.nsPerPixel * COARSE_PIXELS };
  const pyramid = drawing.timeline.pyramid(key, lane, coarseOctave(drawing.nsPerPixel));
  eachRectangle(coarse, lane, pyramid, (start, end, style) =>
    drawing.rectangles.add(start, end, style, row, -1, "", shape),
  );
}

/** Octave of the columns that `drawCoarse` draws in. */
export function coarseOctave(nsPerPixel: number): number {
  return octaveOf(nsPerPixel * COARSE_PIXELS);
}

/** Octave of the bars that show how busy a proc or thread was. */
export function barOctave(nsPerPixel: number): number {
  return octaveOf(nsPerPixel) + 1;
}

/** Draws what ran on a proc or thread: what ran alone for some pixels in full, the rest as bars of how busy it was. */
export function drawRuns(drawing: Drawing, track: TrackRef, lane: Lane, row: number, bottom: number): void {
  const { timeline, nsPerPixel, rectangles, from, to } = drawing;
  const octave = barOctave(nsPerPixel);
  const margin = 2 * 2 ** octave;
  const detail = isDetailNeeded(lane, nsPerPixel) ? timeline.runDetail(track) : undefined;
  const pyramid = isFromPyramid(lane, octaveOf(nsPerPixel)) ? detail?.pyramid : undefined;
  let bars: Bars | undefined;
  eachRectangle(drawing, lane, pyramid, (start, end, style, entry) => {
    const ref = entry === -1 ? -1 : lane.ref(entry);
    if (ref !== -1 && end - start >= ALONE_PIXELS * nsPerPixel) {
      const isLabelled = end - start >= LABEL_PIXELS * nsPerPixel;
      rectangles.add(
        start,
        end,
        style,
        row,
        ref,
        isLabelled ? labelOfRun(timeline.trace, ref) : "",
        shapeOf(0, bottom),
      );
      return;
    }
    bars ??= new Bars(lane, detail?.occupancy, octave, Math.max(0, from - margin), to + margin, bottom);
    bars.cut(start, end, (left, right, shape) => rectangles.add(left, right, style, row, ref, "", shape));
  });
}

/** Whether what is known of a whole proc or thread is needed to draw it; all that ran in a window is looked at in others. */
export function isDetailNeeded(lane: Lane, nsPerPixel: number): boolean {
  return isFromPyramid(lane, octaveOf(nsPerPixel)) || barOctave(nsPerPixel) >= occupancyBase(lane);
}

function eachRectangle(
  { from, to, nsPerPixel }: Drawing,
  lane: Lane,
  pyramid: LanePyramid | undefined,
  emit: EmitRectangle,
): void {
  if (lane.length === 0) return;
  const octave = octaveOf(nsPerPixel);
  const grid = laneGrid(lane, pyramid === undefined ? fineWidth(nsPerPixel) : 2 ** octave, from, to);
  if (grid === undefined) return;
  if (pyramid === undefined) laneRectangles(lane, grid, emit);
  else pyramidRectangles(pyramid, octave, grid, (start, end, style) => emit(start, end, style, -1));
}

/**
 * The columns that both a window and a lane touch, or undefined where there are none. One more on either side, so that exact
 * edges that reach into the window from there are seen.
 */
function laneGrid(lane: Lane, width: number, from: number, to: number): Grid | undefined {
  const window = gridOver(width, from, to);
  const start = Math.max((window.first - 1) * width, lane.start(0));
  const end = Math.min((window.end + 1) * width, lane.start(lane.length));
  return start < end ? gridOver(width, start, end) : undefined;
}

function labelOfRun(trace: Trace, span: number): string {
  return goroutineLabel(trace, spanOwner(trace, span as SpanIndex));
}
