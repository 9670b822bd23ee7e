import type { GoroutineIndex } from "../../base/indices.ts";
import { inOneGo, type Steps } from "../../base/steps.ts";
import { hitTest } from "../../timeline/hit.ts";
import { drawTileSteps, nsPerPixelOf } from "../../timeline/tile.ts";
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
import { Preparation } from "./preparation.ts";
import type { Tracks } from "./types.ts";

/** ns a pixel: what is pointed at is told from the spans themselves, and needs no more than tracks do where these are drawn. */
const NEAREST = 2 ** -10;

/** The timeline of the trace, as the page asks for it. */
export class TraceTracks implements Answers<Tracks> {
  readonly #timeline: Timeline;
  readonly #preparation: Preparation;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#preparation = new Preparation(timeline);
    this.#preparation.start();
  }

  /** Gives up what is not built yet: nobody looks at the trace any more. */
  close(): void {
    this.#preparation.stop();
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

  tile(request: TileRequest, atOnce = false): Steps<Tile> | Promise<Tile> {
    return atOnce ? drawTileSteps(this.#timeline, request) : this.#wholeTile(request);
  }

  async #wholeTile(request: TileRequest): Promise<Tile> {
    await this.#preparation.all(request.tracks, nsPerPixelOf(request));
    return inOneGo(drawTileSteps(this.#timeline, request));
  }

  drawable(request: TileRequest): Promise<void> {
    return this.#preparation.more(request.tracks, nsPerPixelOf(request));
  }

  async hit(track: TrackRef, timeNs: number, nsPerPixel: number, level?: number): Promise<Hit | undefined> {
    await this.#preparation.all([track], NEAREST);
    return hitTest(this.#timeline, track, timeNs, nsPerPixel, level);
  }
}
