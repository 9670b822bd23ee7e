import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import { along, journey, type Journey } from "../../timeline/motion.ts";
import { clampWindow, panBy, sameWindow, wholeTrace, zoomAt, type TimeWindow } from "../../timeline/view-state.ts";
import type { Stretch } from "./layout.ts";

/** The width of any tree where the camera looks: as it were 1000 s. That zooms a million-fold and farther. */
const WIDE = 1e12;

/** Where the reader looks, and how that moves. Knows no clock: `tick` is told the time. */
export class FlameCamera {
  #unit = 1;
  #window: TimeWindow = wholeTrace(WIDE);
  #journey: Journey | undefined;
  /** Where to go back to. */
  #past: TimeWindow[] = [];
  #scroll = 0;
  #mostScroll = 0;
  /** No journeys: arrive at once. */
  still = false;

  /** Looks at all of another tree. */
  reset(tree: FlameTree): void {
    this.#unit = (tree.width[0]! || 1) / WIDE;
    this.#window = wholeTrace(WIDE);
    this.#journey = undefined;
    this.#past = [];
    this.#scroll = 0;
  }

  get stretch(): Stretch {
    return { from: this.#window.from * this.#unit, to: this.#window.to * this.#unit };
  }

  /** css pixels. */
  get scroll(): number {
    return this.#scroll;
  }

  get moving(): boolean {
    return this.#journey !== undefined;
  }

  get seesAll(): boolean {
    return sameWindow(this.#journey?.to ?? this.#window, wholeTrace(WIDE));
  }

  setHeights(contents: number, view: number): void {
    this.#mostScroll = Math.max(0, contents - view);
    this.scrollBy(0);
  }

  scrollBy(pixels: number): void {
    this.#scroll = Math.min(Math.max(this.#scroll + pixels, 0), this.#mostScroll);
  }

  zoom(place: number, factor: number): void {
    this.#journey = undefined;
    this.#window = zoomAt(this.#window, place / this.#unit, factor, WIDE);
  }

  /** `share` of what is seen. */
  pan(share: number): void {
    this.#journey = undefined;
    this.#window = panBy(this.#window, share * (this.#window.to - this.#window.from), WIDE);
  }

  /** A step that `back` undoes. */
  flyTo(stretch: Stretch, nowMs: number): void {
    const target = clampWindow({ from: stretch.from / this.#unit, to: stretch.to / this.#unit }, WIDE);
    const goal = this.#journey?.to ?? this.#window;
    if (sameWindow(target, goal)) return;
    this.#past.push(goal);
    this.#depart(target, nowMs);
  }

  /** To where the last step began; where there was none, to all. */
  back(nowMs: number): void {
    this.#depart(this.#past.pop() ?? wholeTrace(WIDE), nowMs);
  }

  tick(nowMs: number): void {
    if (this.#journey === undefined) return;
    const { window, arrived } = along(this.#journey, nowMs);
    this.#window = clampWindow(window, WIDE);
    if (arrived) this.#journey = undefined;
  }

  #depart(target: TimeWindow, nowMs: number): void {
    this.#journey = this.still ? undefined : journey(this.#window, target, nowMs);
    if (this.still) this.#window = target;
  }
}
