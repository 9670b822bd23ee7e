import { between, panBy, zoomAt, type TimeWindow } from "./view-state.ts";

/** Held keys: −1, 0 or 1 each. zoom 1 sees less time, pan 1 goes to later time, scroll 1 goes down. */
export interface Push {
  readonly zoom: number;
  readonly pan: number;
  readonly scroll: number;
}

export const NO_PUSH: Push = { zoom: 0, pan: 0, scroll: 0 };

/** e-folds of zoom, windows of pan, and css pixels of scroll in a second of a held key. */
const ZOOM_RATE = 3.2;
const PAN_RATE = 1.1;
const SCROLL_RATE = 900;
/** Seconds in which a speed comes within 1/e of what the keys ask. */
const INERTIA = 0.07;
const STILL = 0.02;
/** Share of the whole speed that a key has from the moment it is pressed, so that a tap between two frames moves too. */
const KICK = 0.25;

export interface Speed {
  readonly zoom: number;
  readonly pan: number;
  readonly scroll: number;
}

export const STANDING: Speed = { zoom: 0, pan: 0, scroll: 0 };

/** Speeds after `seconds` of a push: they rise and fall smoothly, and stop entirely when they are too slow to see. */
export function accelerate(speed: Speed, push: Push, seconds: number): Speed {
  const share = 1 - Math.exp(-seconds / INERTIA);
  const next = {
    zoom: speed.zoom + (push.zoom - speed.zoom) * share,
    pan: speed.pan + (push.pan - speed.pan) * share,
    scroll: speed.scroll + (push.scroll - speed.scroll) * share,
  };
  const still = (value: number, asked: number): number => (asked === 0 && Math.abs(value) < STILL ? 0 : value);
  return { zoom: still(next.zoom, push.zoom), pan: still(next.pan, push.pan), scroll: still(next.scroll, push.scroll) };
}

/** Speeds as keys are pressed. */
export function kick(speed: Speed, push: Push): Speed {
  const atLeast = (value: number, asked: number): number =>
    asked === 0 || value * asked >= KICK ? value : asked * KICK;
  return {
    zoom: atLeast(speed.zoom, push.zoom),
    pan: atLeast(speed.pan, push.pan),
    scroll: atLeast(speed.scroll, push.scroll),
  };
}

export function isStanding(speed: Speed): boolean {
  return speed.zoom === 0 && speed.pan === 0 && speed.scroll === 0;
}

/** Moves the window for `seconds` at a speed; the zoom keeps time `at` in place. */
export function glide(window: TimeWindow, speed: Speed, seconds: number, at: number, durationNs: number): TimeWindow {
  let next = window;
  if (speed.zoom !== 0) next = zoomAt(next, at, Math.exp(-speed.zoom * ZOOM_RATE * seconds), durationNs);
  if (speed.pan !== 0) next = panBy(next, speed.pan * PAN_RATE * seconds * (next.to - next.from), durationNs);
  return next;
}

/** css pixels scrolled in `seconds`. */
export function scrollStep(speed: Speed, seconds: number): number {
  return speed.scroll * SCROLL_RATE * seconds;
}

/** What goes on after a drag: windows of time and css pixels of scroll in a second. */
export interface Drift {
  readonly pan: number;
  readonly scroll: number;
}

/** Seconds in which a drift falls to 1/e. */
const DRIFT_FADES = 0.28;
/** Slower than this a drift has ended, or never begins. */
const LEAST_PAN = 0.02;
const LEAST_SCROLL = 12;

/** The drift after `seconds`, and how far it came meanwhile (in windows, and css pixels). undefined: it has ended. */
export function drift(from: Drift, seconds: number): { readonly next: Drift | undefined; readonly by: Drift } {
  const fade = Math.exp(-seconds / DRIFT_FADES);
  const far = DRIFT_FADES * (1 - fade);
  const next = { pan: from.pan * fade, scroll: from.scroll * fade };
  const ends = Math.abs(next.pan) < LEAST_PAN && Math.abs(next.scroll) < LEAST_SCROLL;
  return { next: ends ? undefined : next, by: { pan: from.pan * far, scroll: from.scroll * far } };
}

/** A journey to a window that was asked for: `0`, `F`, a link. */
export interface Journey {
  readonly from: TimeWindow;
  readonly to: TimeWindow;
  readonly startMs: number;
  readonly lengthMs: number;
}

/** The further the zoom, the longer it takes, between 120 and 420 ms. */
export function journey(from: TimeWindow, to: TimeWindow, startMs: number): Journey {
  const folds = Math.abs(Math.log((to.to - to.from) / (from.to - from.from)));
  const jump = Math.abs(to.from - from.from) / Math.max(to.to - to.from, from.to - from.from);
  return { from, to, startMs, lengthMs: Math.min(420, 120 + 40 * folds + 60 * Math.min(jump, 2)) };
}

export function along(trip: Journey, nowMs: number): { readonly window: TimeWindow; readonly arrived: boolean } {
  const s = Math.min(Math.max((nowMs - trip.startMs) / trip.lengthMs, 0), 1);
  const eased = s * s * (3 - 2 * s);
  return { window: between(trip.from, trip.to, eased), arrived: s >= 1 };
}
