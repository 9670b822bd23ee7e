import type { StringIndex } from "../base/indices.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { CountedKind } from "./count-curves.ts";
import { drawCoarse, drawRuns, drawSpans, LABEL_PIXELS, type Drawing } from "./draw-lane.ts";
import { gcRectangles } from "./gc-rectangles.ts";
import { octaveOf } from "./grid.ts";
import { groupRectangles } from "./group-summary.ts";
import { spanLabel } from "./names.ts";
import { MEANWHILE_SHAPE, PROC_ROWS, RUN_BOTTOM, STATE_SHAPE } from "./proc-rectangles.ts";
import { Rectangles } from "./rectangles.ts";
import { missingFor } from "./needs.ts";
import { shapeOfRow, Style, TRACK_HEIGHT, WHOLE } from "./style.ts";
import { keyOf, type Timeline } from "./timeline.ts";
import { TRACK_ROWS, type SeriesTile, type Tile, type TileRequest, type TrackKind, type TrackRef } from "./types.ts";
import { drawFrames } from "./frames.ts";
import { drawLogs } from "./logs.ts";
import { drawRegions } from "./regions.ts";
import { drawTask, drawTaskType } from "./tasks.ts";
import { drawUtilization } from "./utilization.ts";

/** A bar of a group's chart is this many pixels wide, at least. */
const BAR_PIXELS = 2;

const PENDING_LABEL = "being computed …";

/** Room to begin with; it doubles as needed. */
const RECTANGLES_PER_TRACK = 512;

const DRAW: Readonly<Record<TrackKind, (drawing: Drawing, track: TrackRef) => void>> = {
  gc: drawGc,
  heap: ({ series, timeline, from, to, pixels }) => series.push(timeline.heapCurves(from, to, pixels)),
  goroutines: (drawing) => drawCounts(drawing, "goroutines"),
  threads: (drawing) => drawCounts(drawing, "threads"),
  waiters: (drawing) => drawCounts(drawing, "waiters"),
  utilization: drawUtilization,
  proc: drawProc,
  thread: drawThread,
  goroutine: drawGoroutine,
  group: drawGroup,
  regions: drawRegions,
  logs: drawLogs,
  frames: drawFrames,
  "task-type": drawTaskType,
  task: drawTask,
};

/**
 * Draws tracks in a window; what they are drawn from and is not there yet is built first. Throws a RangeError for an empty
 * window and for tracks that the trace does not have.
 */
export function drawTile(timeline: Timeline, request: TileRequest): Tile {
  for (const track of request.tracks) {
    const nsPerPixel = nsPerPixelOf(request);
    for (let part = missingFor(timeline, track, nsPerPixel); part; part = missingFor(timeline, track, nsPerPixel))
      part.finish();
  }
  return inOneGo(drawTileSteps(timeline, request));
}

/** How much time a pixel of a window stands for. */
export function nsPerPixelOf({ from, to, pixels }: TileRequest): number {
  return (to - from) / Math.ceil(pixels);
}

/**
 * The same, a step for each track. Of what is not built yet nothing is built: such a track is `pending`, and says so where its
 * rectangles will be.
 */
export function* drawTileSteps(timeline: Timeline, request: TileRequest): Steps<Tile> {
  const { from, to } = request;
  const pixels = Math.ceil(request.pixels);
  if (!(to > from) || !(pixels >= 1))
    throw new RangeError(`a window from ${from} to ${to} ns over ${request.pixels} pixels`);
  const rectangles = new Rectangles(Math.max(1, request.tracks.length) * RECTANGLES_PER_TRACK);
  const series: SeriesTile[] = [];
  const pending: number[] = [];
  const drawing = { timeline, from, to, pixels, nsPerPixel: nsPerPixelOf(request), rectangles, series };
  const offsets = new Uint32Array(request.tracks.length + 1);
  for (const [index, track] of request.tracks.entries()) {
    if (missingFor(timeline, track, drawing.nsPerPixel) === undefined) DRAW[track.kind](drawing, track);
    else {
      pending.push(index);
      drawPending(drawing);
    }
    offsets[index + 1] = rectangles.length;
    yield;
  }
  return { request, offsets, ...rectangles.finish(), series, pending };
}

/** A pale bar that says that the track is coming. */
function drawPending({ timeline, from, to, rectangles }: Drawing): void {
  const start = Math.max(0, from);
  const end = Math.min(timeline.trace.durationNs, to);
  if (start < end) rectangles.add(start, end, Style.ProcIdle, 0, -1, PENDING_LABEL, WHOLE);
}

function drawCounts({ series, timeline, from, to, pixels }: Drawing, kind: CountedKind): void {
  series.push(timeline.countCurves(kind, from, to, pixels));
}

function drawGc({ timeline, from, to, nsPerPixel, rectangles }: Drawing): void {
  const { trace } = timeline;
  gcRectangles(trace, timeline.gc, from, to, nsPerPixel, (start, end, style, row, range) => {
    const isLabelled = range !== -1 && end - start >= LABEL_PIXELS * nsPerPixel;
    const label = isLabelled ? trace.symbols.strings.get(trace.ranges.name[range]! as StringIndex) : "";
    rectangles.add(start, end, style, row, range, label, shapeOfRow(row, TRACK_ROWS.gc));
  });
}

function drawGoroutine(drawing: Drawing, track: TrackRef): void {
  drawSpans(drawing, track, drawing.timeline.lane(track), spanLabel);
}

/** Whether a thread held the proc, what ran before that, and what happened meanwhile. */
function drawProc(drawing: Drawing, track: TrackRef): void {
  const { timeline } = drawing;
  const lane = timeline.lane(track);
  const key = keyOf(track);
  drawCoarse(drawing, `${key}:states`, timeline.procStates(track.index), PROC_ROWS.state, STATE_SHAPE);
  drawRuns(drawing, track, lane, PROC_ROWS.run, RUN_BOTTOM);
  drawCoarse(drawing, `${key}:events`, timeline.procEvents(track.index), PROC_ROWS.meanwhile, MEANWHILE_SHAPE);
}

/** Whether the thread held a proc, and before that what ran. */
function drawThread(drawing: Drawing, track: TrackRef): void {
  const { timeline } = drawing;
  const lane = timeline.lane(track);
  drawCoarse(drawing, `${keyOf(track)}:states`, timeline.threadStates(track.index), PROC_ROWS.state, WHOLE);
  drawRuns(drawing, track, lane, PROC_ROWS.run, TRACK_HEIGHT);
}

function drawGroup({ timeline, from, to, nsPerPixel, rectangles }: Drawing, track: TrackRef): void {
  const summary = timeline.summary(track.index);
  const octave = octaveOf(nsPerPixel * BAR_PIXELS);
  groupRectangles(timeline.trace, timeline.sums, summary, octave, Math.max(0, from), to, (start, end, style, row) =>
    rectangles.add(start, end, style, row, -1, "", shapeOfRow(row, TRACK_ROWS.group)),
  );
}
