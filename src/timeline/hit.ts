import type { TrackKind, TrackRef, Hit } from "./types.ts";
import { hitGc } from "./hit-gc.ts";
import { hitCounts, hitHeap } from "./hit-curves.ts";
import { hitGroup } from "./hit-group.ts";
import { hitGoroutine } from "./hit-lane.ts";
import { hitFrames } from "./frames.ts";
import { hitLogs } from "./logs.ts";
import { hitRegions } from "./regions.ts";
import { hitTask, hitTaskType } from "./tasks.ts";
import { hitProc, hitThread } from "./hit-runs.ts";
import { hitUtilization } from "./utilization.ts";
import type { Timeline } from "./timeline.ts";

type HitTest = (
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
  level: number,
) => Hit | undefined;

const HIT: Readonly<Record<TrackKind, HitTest>> = {
  gc: hitGc,
  heap: hitHeap,
  goroutines: (timeline, track, time, nsPerPixel) => hitCounts("goroutines", timeline, track, time, nsPerPixel),
  threads: (timeline, track, time, nsPerPixel) => hitCounts("threads", timeline, track, time, nsPerPixel),
  waiters: (timeline, track, time, nsPerPixel) => hitCounts("waiters", timeline, track, time, nsPerPixel),
  utilization: hitUtilization,
  proc: hitProc,
  thread: hitThread,
  goroutine: hitGoroutine,
  group: hitGroup,
  regions: hitRegions,
  logs: hitLogs,
  frames: hitFrames,
  "task-type": hitTaskType,
  task: hitTask,
};

/**
 * What a track shows at a time, where a pixel is so wide; 0 asks for what is there at that very nanosecond. `level`: how far
 * down the track's height, 0 to 1. Undefined where the track is blank. Throws a RangeError for a track that the trace does
 * not have.
 */
export function hitTest(
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
  level = 0,
): Hit | undefined {
  timeline.check(track);
  return HIT[track.kind](timeline, track, time, Math.max(0, nsPerPixel), Math.min(1, Math.max(0, level)));
}
