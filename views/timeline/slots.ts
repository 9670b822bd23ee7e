import type { TrackRef } from "../../src/timeline/types.ts";
import { laneOf } from "./lanes.ts";
import { trackKey, type TrackRow } from "./layout.ts";

/** Numbers of a slot in the table: y, lane height, room above, room below; css pixels. */
const NUMBERS = 4;

/**
 * Gives each track a place in the table of rows that the graphics card reads, so that a rectangle names its track and
 * follows it when groups open above. Tracks whose row is not known have lane height 0 and are not drawn.
 */
export class Slots {
  readonly table: Float32Array;
  readonly #places = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
    this.table = new Float32Array(most * NUMBERS);
  }

  get count(): number {
    return this.#places.size;
  }

  /** Whether so many tracks more could be placed. */
  hasRoom(tracks: number): boolean {
    return this.#places.size + tracks <= this.#most;
  }

  clear(): void {
    this.#places.clear();
    this.table.fill(0);
  }

  place(track: TrackRef): number {
    const key = trackKey(track);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (!this.hasRoom(1)) throw new RangeError(`no room for track ${key} among ${this.#most}`);
    const slot = this.#places.size;
    this.#places.set(key, slot);
    return slot;
  }

  /** Says where the rows lie; all others are hidden. Returns whether anything changed. */
  arrange(rows: readonly TrackRow[]): boolean {
    const before = this.table.slice(0, this.count * NUMBERS);
    this.table.fill(0, 0, this.count * NUMBERS);
    for (const row of rows) {
      const slot = this.#places.get(trackKey(row.track));
      if (slot === undefined) continue;
      const lane = laneOf(row);
      this.table.set([row.y + lane.top, lane.height, lane.above, lane.below], slot * NUMBERS);
    }
    return before.some((value, i) => value !== this.table[i]);
  }
}
