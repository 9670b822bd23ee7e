import type { TrackKind, TrackRef, Hit } from "./types.ts";
import { hitGc } from "./hit-gc.ts";
import { hitCounts, hitHeap } from "./hit-curves.ts";
import { hitGroup } from "./hit-group.ts";
import { hitLane } from "./hit-lane.ts";
import type { Timeline } from "./timeline.ts";

const HIT: Readonly<
  Record<TrackKind, (timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number) => Hit | undefined>
> = {
  gc: hitGc,
  heap: hitHeap,
  goroutines: hitCounts,
  proc: hitLane,
  goroutine: hitLane,
  group: hitGroup,
};

/**
 * What a track shows at a time, where a pixel is so wide; 0 asks for what is there at that very nanosecond. Undefined where
 * the track is blank. Throws a RangeError for a track that the trace does not have.
 */
export function hitTest(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  return HIT[track.kind](timeline, track, time, Math.max(0, nsPerPixel));
}
