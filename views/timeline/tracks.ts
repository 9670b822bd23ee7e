import type { GroupMembers, TrackRef } from "../../src/timeline/types.ts";
import { Groups } from "./groups.ts";
import { findTrack, layoutTracks, rowAt, type Layout, type Row, type TrackRow } from "./layout.ts";
import { RowWindow, type RowsInSight } from "./rows-in-sight.ts";
import type { Subject } from "./subject.ts";

/** The tracks of a trace as they are laid out, and what opens and closes among them. */
export class Tracks {
  readonly #groups = new Groups();
  readonly #rows = new RowWindow();
  readonly #changed: () => void;
  #subject: Subject | undefined;
  #layout: Layout = { blocks: [], height: 0 };

  /** `changed` is called after tracks came, went or moved. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get layout(): Layout {
    return this.#layout;
  }

  /** Groups whose goroutines are laid out. */
  get open(): ReadonlyMap<number, GroupMembers> {
    return this.#groups.open;
  }

  /** Another trace, all groups closed. */
  show(subject: Subject): void {
    this.#subject = subject;
    this.#groups.clear();
    this.#relayout();
  }

  /** What is in sight at a scroll, in a view of a height; css pixels. */
  inSight(scroll: number, height: number): RowsInSight {
    return this.#rows.at(this.#layout, scroll, height);
  }

  rowAt(y: number): Row | undefined {
    return rowAt(this.#layout, y);
  }

  /** The row of a track, for whose sake `group` is opened; −1: none. undefined: it has no row. */
  async reach(track: TrackRef, group: number): Promise<TrackRow | undefined> {
    if (group >= 0 && !this.open.has(group)) await this.#expand(group);
    return findTrack(this.#layout, track);
  }

  async toggle(group: number): Promise<void> {
    if (!this.open.has(group)) return this.#expand(group);
    this.#groups.close(group);
    this.#relayout();
  }

  async #expand(group: number): Promise<void> {
    if (this.#subject === undefined || !(await this.#groups.expand(this.#subject.engine, group))) return;
    this.#relayout();
  }

  #relayout(): void {
    if (this.#subject === undefined) return;
    this.#layout = layoutTracks(this.#subject.outline, this.open);
    this.#changed();
  }
}
