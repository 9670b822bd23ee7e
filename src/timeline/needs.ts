import type { Part } from "../base/part.ts";
import { coarseOctave, isDetailNeeded } from "./draw-lane.ts";
import { octaveOf } from "./grid.ts";
import { keyOf, type Timeline } from "./timeline.ts";
import type { TrackKind, TrackRef } from "./types.ts";
import { occupancyBase } from "./occupancy.ts";
import { procsShown, shadeOctave } from "./utilization.ts";

/** Tells the parts that a track is drawn from at a zoom, one after the other; those not made yet, in the order they are needed. */
type Needs = (timeline: Timeline, track: TrackRef, nsPerPixel: number) => Iterable<Part<unknown> | undefined>;

const NOTHING: Needs = () => [];
const COUNTS: Needs = ({ countsPart }) => [countsPart];

const NEEDS: Readonly<Record<TrackKind, Needs>> = {
  gc: NOTHING,
  heap: NOTHING,
  goroutines: COUNTS,
  threads: COUNTS,
  waiters: ({ waitersPart }) => [waitersPart],
  *utilization(timeline, _track, nsPerPixel) {
    const procs = procsShown(timeline);
    for (const index of procs) {
      const track: TrackRef = { kind: "proc", index };
      if (shadeOctave(procs.length, nsPerPixel) >= occupancyBase(timeline.lane(track)))
        yield timeline.missingRuns(track);
    }
  },
  *proc(timeline, track, nsPerPixel) {
    const octave = coarseOctave(nsPerPixel);
    if (isDetailNeeded(timeline.lane(track), nsPerPixel)) yield timeline.missingRuns(track);
    yield timeline.missingPyramid(`${keyOf(track)}:states`, timeline.procStates(track.index), octave);
    yield timeline.procEventsPart;
    yield timeline.missingPyramid(`${keyOf(track)}:events`, timeline.procEvents(track.index), octave);
  },
  *thread(timeline, track, nsPerPixel) {
    yield timeline.threadRunsPart;
    if (isDetailNeeded(timeline.lane(track), nsPerPixel)) yield timeline.missingRuns(track);
    const states = timeline.threadStates(track.index);
    yield timeline.missingPyramid(`${keyOf(track)}:states`, states, coarseOctave(nsPerPixel));
  },
  *goroutine(timeline, track, nsPerPixel) {
    yield timeline.missingPyramid(keyOf(track), timeline.lane(track), octaveOf(nsPerPixel));
  },
  group: (timeline, { index }) => [timeline.missingSummary(index)],
  regions: NOTHING,
  logs: NOTHING,
  frames: NOTHING,
  "task-type": (timeline, { index }) => [timeline.taskList(index).curve],
  task: NOTHING,
};

/**
 * The first part that is not made yet of what a track is drawn from where a pixel is so wide; what else is missing is known
 * when that is made. Undefined if the track can be drawn. Throws a RangeError for a track that the trace does not have.
 */
export function missingFor(timeline: Timeline, track: TrackRef, nsPerPixel: number): Part<unknown> | undefined {
  timeline.check(track);
  for (const part of NEEDS[track.kind](timeline, track, nsPerPixel)) if (part?.isMade === false) return part;
  return undefined;
}
