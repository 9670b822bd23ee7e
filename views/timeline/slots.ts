import type { TrackRef } from "../../src/timeline/types.ts";
import { insetsOf } from "./lanes.ts";
import { trackKey, type TrackRow } from "./layout.ts";

/** Numbers of a slot in the table: y from the anchor, height, room above, room below and, in the latter, PINNED; css pixels. */
const NUMBERS = 4;

/** The table's y are from a multiple of this near the rows: float32 holds no pixel apart from the next beyond 2^24. */
const ANCHOR_PX = 2 ** 20;

/** Added to the room below of a row that does not scroll: others are not drawn where it is. */
const PINNED = 1024;

/** The room below a row, and whether it is pinned. */
export function unpackBelow(below: number): readonly [number, boolean] {
  return below >= PINNED ? [below - PINNED, true] : [below, false];
}

/**
 * Gives each track a place in the table of rows that the graphics card reads, so that a rectangle names its track and
 * follows it when groups open above. Tracks whose row is not known have height 0 and are not drawn.
 */
export class Slots {
  readonly table: Float32Array;
  readonly #places = new Map<string, number>();
  readonly #most: number;
  #anchor = 0;

  constructor(most: number) {
    this.#most = most;
    this.table = new Float32Array(most * NUMBERS);
  }

  /** Where the table's y begin, css pixels from the top of all tracks. */
  get anchor(): number {
    return this.#anchor;
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
    const anchor = Math.floor((rows[0]?.y ?? 0) / ANCHOR_PX) * ANCHOR_PX;
    const isElsewhere = anchor !== this.#anchor;
    this.#anchor = anchor;
    this.table.fill(0, 0, this.count * NUMBERS);
    for (const row of rows) {
      const slot = this.#places.get(trackKey(row.track));
      if (slot === undefined) continue;
      const { above, below } = insetsOf(row);
      this.table.set([row.y - anchor, row.height, above, row.pinned ? below + PINNED : below], slot * NUMBERS);
    }
    return isElsewhere || before.some((value, i) => value !== this.table[i]);
  }
}
