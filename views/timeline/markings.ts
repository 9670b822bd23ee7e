import type { Bookmark } from "../../src/app/bookmarks.ts";
import type { Marks } from "../../src/engine/marks.ts";
import type { Arrangement } from "../../src/timeline/types.ts";
import { placeMarks, type PlacedMarks } from "./marks.ts";
import type { TimelineEngine } from "./timeline-engine.ts";

/** What the timeline points at: marks, sorted to the tracks that they lie on, and the reader's bookmarks. */
export class Markings {
  bookmarks: readonly Bookmark[] = [];
  #wanted: Marks | undefined;
  #placed: PlacedMarks | undefined;
  /** The arrangement in whose groups the marks were placed. */
  #arrangement: Arrangement | undefined;

  get placed(): PlacedMarks | undefined {
    return this.#placed;
  }

  /** Another trace. */
  reset(): void {
    this.#placed = undefined;
    this.#arrangement = undefined;
  }

  /** Points at these places, or at none. */
  async set(marks: Marks | undefined, engine: TimelineEngine, arrangement: Arrangement): Promise<void> {
    this.#wanted = marks;
    this.#arrangement = arrangement;
    const groups = marks && (await engine.groupsOf(marks.goroutine, arrangement));
    if (this.#wanted === marks && this.#arrangement === arrangement)
      this.#placed = marks && groups && placeMarks(marks, groups);
  }

  /** Goroutines are in other groups now. */
  async rearranged(engine: TimelineEngine, arrangement: Arrangement): Promise<void> {
    if (this.#wanted !== undefined && arrangement !== this.#arrangement)
      await this.set(this.#wanted, engine, arrangement);
  }
}
