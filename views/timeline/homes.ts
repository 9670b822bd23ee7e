import type { Arrangement } from "../../src/timeline/types.ts";
import { findTrack, pinnedRows, type Layout, type TrackRow } from "./layout.ts";
import type { TimelineEngine } from "./timeline-engine.ts";

/** Where goroutines are among the tracks: on a row of their own, or on that of the group that they are in. */
export class Homes {
  #arrangement: Arrangement | undefined;
  /** The track of each one's group, or -1 where the filter hides it. */
  #groups = new Map<number, number>();
  #layout: Layout | undefined;
  #rows = new Map<number, TrackRow | undefined>();

  /** Asks in which groups these are, where it is not known. Resolves when it is. */
  async know(engine: TimelineEngine, arrangement: Arrangement, goroutines: readonly number[]): Promise<void> {
    if (arrangement !== this.#arrangement) this.forget();
    this.#arrangement = arrangement;
    const unknown = [...new Set(goroutines)].filter((goroutine) => !this.#groups.has(goroutine));
    if (unknown.length === 0) return;
    const groups = await engine.groupsOf(Int32Array.from(unknown), arrangement);
    if (arrangement !== this.#arrangement) return;
    for (const [i, goroutine] of unknown.entries()) this.#groups.set(goroutine, groups[i]!);
    this.#rows.clear();
  }

  forget(): void {
    this.#arrangement = undefined;
    this.#groups.clear();
    this.#rows.clear();
  }

  /** The row that shows a goroutine, at a scroll; undefined where none does. */
  rowOf(goroutine: number, layout: Layout, scroll: number): TrackRow | undefined {
    if (layout !== this.#layout) this.#rows.clear();
    this.#layout = layout;
    if (!this.#rows.has(goroutine)) this.#rows.set(goroutine, this.#find(goroutine, layout));
    const row = this.#rows.get(goroutine);
    return row?.pinned === true ? pinnedRows({ ...layout, pinned: [row] }, scroll)[0] : row;
  }

  #find(goroutine: number, layout: Layout): TrackRow | undefined {
    const own = findTrack(layout, { kind: "goroutine", index: goroutine });
    const group = this.#groups.get(goroutine) ?? -1;
    return own ?? (group < 0 ? undefined : findTrack(layout, { kind: "group", index: group }));
  }
}
