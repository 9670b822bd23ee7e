import type { GoroutineIndex } from "../../base/indices.ts";
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

/** The tracks of the timeline, what is drawn on them, and what lies under the pointer. */
export interface Tracks {
  outline(): Promise<TrackOutline>;
  /** The group of each of these goroutines; -1 for what is no goroutine of this trace. */
  groupsOf(goroutines: Int32Array, arrangement?: Arrangement): Promise<Int32Array>;
  /** Goroutines grouped, filtered and ordered otherwise than in the outline. */
  arrange(arrangement: Arrangement): Promise<Arranged>;
  /** Of the outline's groups, or of those of an arrangement that was asked for lately. */
  members(group: number, order: GroupOrder): Promise<GroupMembers>;
  /** What there is to show under a goroutine's track. */
  lanes(goroutine: GoroutineIndex): Promise<GoroutineLanes>;
  /** Tasks of one of the outline's types. */
  taskMembers(type: number): Promise<TaskMembers>;
  /** The group of an arrangement that a goroutine is in; -1 if its filter hides it. */
  groupOf(arrangement: Arrangement, goroutine: GoroutineIndex): Promise<number>;
  /** `atOnce`: tracks that cannot be drawn yet are `pending`, and nobody waits for them. */
  tile(request: TileRequest, atOnce?: boolean): Promise<Tile>;
  /** Resolves when one of these tracks, all of which were `pending`, can be drawn; they are prepared before all else. */
  drawable(request: TileRequest): Promise<void>;
  /** `level`: how far down the track's height, 0 to 1. */
  hit(track: TrackRef, timeNs: number, nsPerPixel: number, level?: number): Promise<Hit | undefined>;
}
