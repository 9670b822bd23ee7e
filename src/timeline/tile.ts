import type { SpanIndex, StringIndex } from "../base/indices.ts";
import { spanOwner } from "../model/trace.ts";
import { gcRectangles } from "./gc-rectangles.ts";
import { fineWidth, gridOver, octaveOf, type Grid } from "./grid.ts";
import { groupRectangles } from "./group-summary.ts";
import type { Lane } from "./lane.ts";
import { laneRectangles } from "./lane-rectangles.ts";
import { pyramidRectangles } from "./lane-pyramid.ts";
import { goroutineLabel, spanLabel } from "./names.ts";
import { Rectangles } from "./rectangles.ts";
import type { Timeline } from "./timeline.ts";
import type { SeriesTile, Tile, TileRequest, TrackKind, TrackRef } from "./types.ts";

/** Rectangles narrower than this many pixels get no label. */
const LABEL_PIXELS = 24;
/** A bar of a group's chart is this many pixels wide, at least. */
const BAR_PIXELS = 2;

/** Room to begin with; it doubles as needed. */
const RECTANGLES_PER_TRACK = 512;

interface Drawing {
  readonly timeline: Timeline;
  readonly from: number;
  readonly to: number;
  readonly pixels: number;
  readonly nsPerPixel: number;
  readonly rectangles: Rectangles;
  readonly series: SeriesTile[];
}

const DRAW: Readonly<Record<TrackKind, (drawing: Drawing, track: TrackRef) => void>> = {
  gc: drawGc,
  heap: (drawing) => drawing.series.push(drawing.timeline.heapCurves(drawing.from, drawing.to, drawing.pixels)),
  goroutines: (drawing) => drawing.series.push(drawing.timeline.countCurves(drawing.from, drawing.to, drawing.pixels)),
  proc: drawLane,
  goroutine: drawLane,
  group: drawGroup,
};

/** Draws tracks in a window. Throws a RangeError for an empty window and for tracks that the trace does not have. */
export function drawTile(timeline: Timeline, request: TileRequest): Tile {
  const { from, to } = request;
  const pixels = Math.ceil(request.pixels);
  if (!(to > from) || !(pixels >= 1))
    throw new RangeError(`a window from ${from} to ${to} ns over ${request.pixels} pixels`);
  const rectangles = new Rectangles(Math.max(1, request.tracks.length) * RECTANGLES_PER_TRACK);
  const series: SeriesTile[] = [];
  const drawing = { timeline, from, to, pixels, nsPerPixel: (to - from) / pixels, rectangles, series };
  const offsets = new Uint32Array(request.tracks.length + 1);
  request.tracks.forEach((track, index) => {
    DRAW[track.kind](drawing, track);
    offsets[index + 1] = rectangles.length;
  });
  return { request, offsets, ...rectangles.finish(), series };
}

function drawGc({ timeline, from, to, nsPerPixel, rectangles }: Drawing): void {
  const { trace } = timeline;
  gcRectangles(trace, timeline.gc, from, to, nsPerPixel, (start, end, style, row, range) => {
    const isLabelled = range !== -1 && end - start >= LABEL_PIXELS * nsPerPixel;
    rectangles.add(
      start,
      end,
      style,
      row,
      range,
      isLabelled ? trace.symbols.strings.get(trace.ranges.name[range]! as StringIndex) : "",
    );
  });
}

function drawLane({ timeline, from, to, nsPerPixel, rectangles }: Drawing, track: TrackRef): void {
  const lane = timeline.lane(track);
  if (lane.length === 0) return;
  const octave = octaveOf(nsPerPixel);
  const pyramid = timeline.pyramid(track, lane, octave);
  const grid = laneGrid(lane, pyramid === undefined ? fineWidth(nsPerPixel) : 2 ** octave, from, to);
  if (grid === undefined) return;
  if (pyramid !== undefined) {
    pyramidRectangles(pyramid, octave, grid, (start, end, style) => rectangles.add(start, end, style, 0, -1, ""));
    return;
  }
  const label = track.kind === "proc" ? labelOfRun : spanLabel;
  laneRectangles(lane, grid, (start, end, style, entry) => {
    const ref = entry === -1 ? -1 : lane.ref(entry);
    const isLabelled = ref !== -1 && end - start >= LABEL_PIXELS * nsPerPixel;
    rectangles.add(start, end, style, 0, ref, isLabelled ? label(timeline.trace, ref) : "");
  });
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

function labelOfRun(trace: Timeline["trace"], span: number): string {
  return goroutineLabel(trace, spanOwner(trace, span as SpanIndex));
}

function drawGroup({ timeline, from, to, nsPerPixel, rectangles }: Drawing, track: TrackRef): void {
  const summary = timeline.summary(track.index);
  const octave = octaveOf(nsPerPixel * BAR_PIXELS);
  groupRectangles(
    timeline.trace,
    timeline.reasonStyles,
    summary,
    octave,
    Math.max(0, from),
    to,
    (start, end, style, row) => rectangles.add(start, end, style, row, -1, ""),
  );
}
