import { clampScroll } from "./layout.ts";
import {
  accelerate,
  along,
  drift,
  glide,
  isStanding,
  journey,
  kick,
  NO_PUSH,
  scrollStep,
  STANDING,
  type Drift,
  type Journey,
  type Push,
  type Speed,
} from "./motion.ts";
import { clampWindow, panBy, sameWindow, wholeTrace, zoomAt, type TimeWindow } from "./view-state.ts";

/** What the camera may look at. Heights in css pixels. */
export interface Bounds {
  readonly durationNs: number;
  readonly layoutHeight: number;
  readonly viewHeight: number;
}

/** A step longer than this (a tab in the background) moves as far as this one. */
const LONGEST_STEP = 0.05;

/** Where the reader looks: the window of time and the scroll, and how they move. Knows no clock: `tick` is told the time. */
export class Camera {
  #bounds: Bounds = { durationNs: 1, layoutHeight: 0, viewHeight: 0 };
  #window: TimeWindow = wholeTrace(1);
  #scroll = 0;
  #push: Push = NO_PUSH;
  #speed: Speed = STANDING;
  #anchor: number | undefined;
  #journey: Journey | undefined;
  #drift: Drift | undefined;
  #lastMs: number | undefined;
  /** No journeys: arrive at once. */
  still = false;

  get window(): TimeWindow {
    return this.#window;
  }

  /** css pixels. */
  get scroll(): number {
    return this.#scroll;
  }

  /** Where a journey leads, or the window itself. */
  get goal(): TimeWindow {
    return this.#journey?.to ?? this.#window;
  }

  get moving(): boolean {
    return (
      this.#journey !== undefined || this.#drift !== undefined || !isStanding(this.#speed) || this.#push !== NO_PUSH
    );
  }

  setBounds(bounds: Bounds): void {
    this.#bounds = bounds;
    this.#window = clampWindow(this.#window, bounds.durationNs);
    this.#scroll = clampScroll(this.#scroll, bounds.layoutHeight, bounds.viewHeight);
  }

  /** Ends what goes on by itself. */
  stop(): void {
    this.#journey = undefined;
    this.#drift = undefined;
  }

  /** Goes on by itself as a drag was when it was let go, ever slower. */
  fling(speed: Drift): void {
    if (!this.still && (speed.pan !== 0 || speed.scroll !== 0)) this.#drift = speed;
  }

  jumpTo(window: TimeWindow): void {
    this.stop();
    this.#window = clampWindow(window, this.#bounds.durationNs);
  }

  flyTo(window: TimeWindow, nowMs: number): void {
    const target = clampWindow(window, this.#bounds.durationNs);
    if (this.still || sameWindow(target, this.#window)) return this.jumpTo(target);
    this.#drift = undefined;
    this.#journey = journey(this.#window, target, nowMs);
  }

  zoom(at: number, factor: number): void {
    this.stop();
    this.#window = zoomAt(this.#window, at, factor, this.#bounds.durationNs);
  }

  pan(byNs: number): void {
    this.stop();
    this.#window = panBy(this.#window, byNs, this.#bounds.durationNs);
  }

  scrollTo(scroll: number): void {
    this.#scroll = clampScroll(scroll, this.#bounds.layoutHeight, this.#bounds.viewHeight);
  }

  scrollBy(pixels: number): void {
    this.scrollTo(this.#scroll + pixels);
  }

  /** Held keys; the zoom keeps `anchor` in place, or the middle. */
  push(push: Push, anchor: number | undefined): void {
    const none = push.zoom === 0 && push.pan === 0 && push.scroll === 0;
    this.#push = none ? NO_PUSH : push;
    this.#anchor = anchor;
    if (none) return;
    this.stop();
    this.#speed = kick(this.#speed, push);
  }

  /** Moves on to the time `nowMs`. */
  tick(nowMs: number): void {
    const seconds = Math.min((nowMs - (this.#lastMs ?? nowMs)) / 1000, LONGEST_STEP);
    this.#lastMs = nowMs;
    if (this.#journey !== undefined) {
      const { window, arrived } = along(this.#journey, nowMs);
      this.#window = clampWindow(window, this.#bounds.durationNs);
      if (arrived) this.#journey = undefined;
    }
    if (this.#drift !== undefined) this.#float(this.#drift, seconds);
    this.#speed = accelerate(this.#speed, this.#push, seconds);
    if (!isStanding(this.#speed)) {
      const middle = (this.#window.from + this.#window.to) / 2;
      this.#window = glide(this.#window, this.#speed, seconds, this.#anchor ?? middle, this.#bounds.durationNs);
      this.scrollBy(scrollStep(this.#speed, seconds));
    }
    if (!this.moving) this.#lastMs = undefined;
  }

  #float(from: Drift, seconds: number): void {
    const { next, by } = drift(from, seconds);
    const { window } = this;
    this.#window = panBy(window, by.pan * (window.to - window.from), this.#bounds.durationNs);
    this.scrollBy(by.scroll);
    const atEdge = by.pan !== 0 && sameWindow(window, this.#window);
    this.#drift = next === undefined || (atEdge && next.scroll === 0) ? undefined : next;
  }
}
