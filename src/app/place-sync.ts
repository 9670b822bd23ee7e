import type { App, Step } from "./app.ts";
import { parseHash, placeHash, type Place } from "./place.ts";
import { WIDEST } from "./scope.ts";
import { NOTHING } from "./selection.ts";

/** What of the browser's history and location is used; `window` has it. */
export interface Browser {
  readonly history: Pick<History, "pushState" | "replaceState" | "state" | "back" | "forward">;
  readonly location: Pick<Location, "hash">;
}

/** Browsers refuse more than about a hundred changes in ten seconds, and one takes a good part of the time that a frame has. */
const SHORTEST_MS = 1000;

/**
 * Keeps the URL and the app's place the same. Each settled step is an entry of the history. A movement is one entry:
 * pushed when it begins, so that the entry before keeps its place, and rewritten until it settles.
 */
export class PlaceSync {
  #app: App;
  #browser: Browser;
  #now: () => number;
  #moving = false;
  #writtenMs = -Infinity;
  /** Entries of the page's own before the one that is shown, and after it. */
  #behind = 0;
  #ahead = 0;

  constructor(app: App, browser: Browser, now: () => number = () => performance.now()) {
    this.#app = app;
    this.#browser = browser;
    this.#now = now;
    app.onStep = (step) => this.#step(step);
    app.onTravel = (direction) => this.#travel(direction);
  }

  /**
   * The reader went back or forward, or changed the URL. A place in the sample is answered, to be opened, if another
   * trace is open. An entry that was made in another trace that is gone leads to the start of this one.
   */
  popped(): Place | undefined {
    this.#moving = false;
    const step = stepOf(this.#browser.history.state);
    this.#ahead += this.#behind - step;
    this.#behind = step;
    const place = parseHash(this.#browser.location.hash);
    const trace = this.#app.trace;
    if (place.sample && trace !== undefined && !trace.sample) return place;
    const made = madeIn(this.#browser.history.state);
    const elsewhere = made !== undefined && trace !== undefined && made !== this.#mark();
    this.#app.arrive(elsewhere ? { ...place, window: undefined, selection: NOTHING, scope: WIDEST } : place);
    return undefined;
  }

  #step(step: Step): void {
    const hash = placeHash(this.#app.place());
    const same = hash === this.#browser.location.hash;
    const due = this.#now() - this.#writtenMs >= SHORTEST_MS;
    if (step === "none") return this.#replace(hash);
    if (this.#moving) {
      if (step === "settled" || due) this.#replace(hash);
    } else if (!same) {
      this.#behind++;
      this.#ahead = 0;
      this.#browser.history.pushState(this.#entry(), "", hash);
      this.#writtenMs = this.#now();
    }
    this.#moving = step === "moving";
  }

  #replace(hash: string): void {
    this.#browser.history.replaceState(this.#entry(), "", hash);
    this.#writtenMs = this.#now();
  }

  /** Goes back or forward, but never out of the page. */
  #travel(direction: 1 | -1): void {
    if (direction === -1 && this.#behind > 0) this.#browser.history.back();
    if (direction === 1 && this.#ahead > 0) this.#browser.history.forward();
  }

  #entry(): { readonly trace: string; readonly step: number } {
    return { trace: this.#mark(), step: this.#behind };
  }

  /** Tells traces apart well enough for a history. */
  #mark(): string {
    const summary = this.#app.trace?.summary;
    return summary ? `${summary.name} ${summary.byteLength}` : "";
  }
}

function stepOf(state: unknown): number {
  if (typeof state !== "object" || state === null) return 0;
  const { step } = state as { step?: unknown };
  return typeof step === "number" ? step : 0;
}

function madeIn(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const { trace } = state as { trace?: unknown };
  return typeof trace === "string" && trace !== "" ? trace : undefined;
}
