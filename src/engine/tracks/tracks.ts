import type { GoroutineIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import { hitTest } from "../../timeline/hit.ts";
import { drawTileSteps } from "../../timeline/tile.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type {
  Arranged,
  Arrangement,
  GoroutineLanes,
  GroupMembers,
  GroupOrder,
  Hit,
  TaskMembers,
  Tile,
  TileRequest,
  TrackOutline,
  TrackRef,
} from "../../timeline/types.ts";
import type { Answers } from "../questions.ts";
import type { Tracks } from "./types.ts";

/** The timeline of the trace, as the page asks for it. */
export class TraceTracks implements Answers<Tracks> {
  readonly #timeline: Timeline;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  outline(): TrackOutline {
    return this.#timeline.outline();
  }

  groupsOf(goroutines: Int32Array, arrangement?: Arrangement): Int32Array {
    const { arrangements, groups } = this.#timeline;
    if (arrangement === undefined) return goroutines.map((goroutine) => groups.of[goroutine] ?? -1);
    return arrangements.groupsOf(arrangement, goroutines);
  }

  arrange(arrangement: Arrangement): Arranged {
    return this.#timeline.arrangements.arrange(arrangement);
  }

  members(group: number, order: GroupOrder): GroupMembers {
    return this.#timeline.members(group, order);
  }

  lanes(goroutine: GoroutineIndex): GoroutineLanes {
    return this.#timeline.lanesOf(goroutine);
  }

  taskMembers(type: number): TaskMembers {
    return this.#timeline.taskMembers(type);
  }

  groupOf(arrangement: Arrangement, goroutine: GoroutineIndex): number {
    return this.#timeline.arrangements.groupOf(arrangement, goroutine);
  }

  tile(request: TileRequest): Steps<Tile> {
    return drawTileSteps(this.#timeline, request);
  }

  hit(track: TrackRef, timeNs: number, nsPerPixel: number, level?: number): Hit | undefined {
    return hitTest(this.#timeline, track, timeNs, nsPerPixel, level);
  }
}
