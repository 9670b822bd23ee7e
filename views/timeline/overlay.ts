import type { Bookmark } from "../../src/app/bookmarks.ts";
import type { Marks } from "../../src/engine/marks.ts";
import { ArrowLayer } from "./arrow-layer.ts";
import type { Arrow } from "./arrows.ts";
import { Homes } from "./homes.ts";
import { plainKey, type Row, type TrackRow } from "./layout.ts";
import { Markings } from "./markings.ts";
import type { Scene } from "./scene.ts";
import { outlinesOf, stretchOf, type Selected } from "./selected.ts";
import { pausesOf, type Pauses } from "./shades.ts";
import type { Subject } from "./subject.ts";
import type { Tracks } from "./tracks.ts";
import type { View } from "./view.ts";
import type { TimeWindow } from "./view-state.ts";

export interface OverlayHost {
  readonly tracks: Tracks;
  readonly view: View;
  /** What is selected. */
  readonly selected: Selected;
  /** Marks the names of these tracks, by their keys. */
  name(keys: ReadonlySet<string>): void;
}

const NO_PAUSES: Pauses = pausesOf([]);

/** What lies over the tracks: pauses, marks, arrows and what is selected, each on the rows that show its goroutines now. */
export class Overlay {
  readonly #host: OverlayHost;
  readonly #markings = new Markings();
  readonly #homes = new Homes();
  readonly #arrows = new ArrowLayer(this.#homes);
  #subject: Subject | undefined;
  #pauses = NO_PAUSES;
  /** Time that is being selected. */
  stretch: TimeWindow | undefined;

  constructor(host: OverlayHost) {
    this.#host = host;
  }

  /** Another trace. */
  async show(subject: Subject): Promise<void> {
    this.#subject = subject;
    this.#pauses = NO_PAUSES;
    this.#markings.reset();
    this.#homes.forget();
    const { pauses } = await subject.engine.pauses();
    if (subject === this.#subject) this.#pauses = pausesOf(pauses);
  }

  /** Points at these places, or at none. */
  async mark(marks: Marks | undefined): Promise<void> {
    const { arrangement } = this.#host.tracks;
    if (this.#subject !== undefined && arrangement !== undefined)
      await this.#markings.set(marks, this.#subject.engine, arrangement);
  }

  setBookmarks(bookmarks: readonly Bookmark[]): void {
    this.#markings.bookmarks = bookmarks;
  }

  /** Draws arrows from goroutine to goroutine. Those of a chain are brought into sight. */
  async setArrows(arrows: readonly Arrow[]): Promise<void> {
    const isChain = this.#arrows.set(arrows);
    await this.place();
    const { view, tracks } = this.#host;
    if (!isChain) return;
    view.move((camera) => camera.scrollTo(this.#arrows.scrollToShow(tracks.layout, camera.scroll, view.height)));
  }

  /** Finds in which groups what is selected and pointed at lies now, and marks the names of the tracks of what is selected. */
  async place(): Promise<void> {
    const { arrangement } = this.#host.tracks;
    if (this.#subject === undefined || arrangement === undefined) return;
    const { engine } = this.#subject;
    const goroutines = [this.#host.selected.goroutine, ...this.#arrows.goroutines].filter((one) => one >= 0);
    await Promise.all([
      this.#markings.rearranged(engine, arrangement),
      this.#homes.know(engine, arrangement, goroutines),
    ]);
    const home = this.#home();
    const { tracks } = this.#host.selected;
    this.#host.name(new Set([...tracks, ...(home === undefined ? [] : [home.track])].map(plainKey)));
  }

  /** What is to be painted over rows in sight. */
  over(
    rows: readonly Row[],
  ): Pick<Scene, "pauses" | "losses" | "outlines" | "marks" | "bookmarks" | "arrows" | "stretch"> {
    const { tracks, view, selected } = this.#host;
    return {
      pauses: this.#pauses,
      losses: this.#subject?.losses ?? [],
      outlines: outlinesOf(selected, rows, this.#home()),
      marks: this.#markings.placed,
      bookmarks: this.#markings.bookmarks,
      arrows: this.#arrows.placed(tracks.layout, view.scroll),
      stretch: this.stretch ?? stretchOf(selected),
    };
  }

  /** The row that shows the goroutine of what is selected. */
  #home(): TrackRow | undefined {
    const { tracks, view, selected } = this.#host;
    return selected.goroutine < 0 ? undefined : this.#homes.rowOf(selected.goroutine, tracks.layout, view.scroll);
  }
}
