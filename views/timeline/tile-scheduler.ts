import type { TileRequest, TrackRef } from "../../src/timeline/types.ts";
import { trackKey } from "./layout.ts";
import { misfit, serves, tileFor, type TileWindow, type Viewport } from "./tile-plan.ts";

/** A request under way, and what to do with the answer: take the place of all that is shown, or come beside it. */
export interface Ticket {
  readonly epoch: number;
  readonly request: TileRequest;
  readonly mode: "replace" | "append";
}

/** More rows than this are not kept beside each other: after a long scroll the tile starts anew. */
const MAX_TRACKS = 1500;

/**
 * Decides which tile to ask for. One request is under way at a time, so that an engine slower than the hand is never
 * flooded: when the answer is in, the next question is about the view as it is then.
 */
export class TileScheduler {
  #epoch = 0;
  #pending: Ticket | undefined;
  #shown: TileWindow | undefined;
  #tracks = new Set<string>();
  #isOutdated = false;

  /** Another number for each trace. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Window of the tile that is shown. */
  get shown(): TileWindow | undefined {
    return this.#shown;
  }

  get busy(): boolean {
    return this.#pending !== undefined;
  }

  /** Forgets everything: another trace. Answers under way will be dropped. */
  reset(): void {
    this.#epoch++;
    this.#pending = undefined;
    this.#shown = undefined;
    this.#tracks.clear();
    this.#isOutdated = false;
  }

  /** More could be drawn now than what is shown: it is asked for anew. */
  outdate(): void {
    this.#isOutdated = true;
  }

  /**
   * What to ask now, or undefined if nothing is missing or an answer is awaited. `needed` are tracks in sight,
   * `nearby` those a scroll would show next.
   */
  next(
    view: Viewport,
    moving: boolean,
    durationNs: number,
    needed: readonly TrackRef[],
    nearby: readonly TrackRef[],
  ): Ticket | undefined {
    if (this.#pending !== undefined || needed.length === 0) return undefined;
    const shown = this.#shown;
    const full = this.#tracks.size > MAX_TRACKS;
    if (shown === undefined || full || this.#isOutdated || !serves(shown, view, moving, durationNs))
      return this.#issue("replace", distinct([...needed, ...nearby]), tileFor(view, durationNs));
    const isMissing = (track: TrackRef): boolean => !this.#tracks.has(trackKey(track));
    if (!needed.some(isMissing)) return undefined;
    const missing = distinct([...needed, ...nearby]).filter(isMissing);
    return this.#issue("append", missing, shown);
  }

  #issue(mode: Ticket["mode"], tracks: readonly TrackRef[], window: TileWindow): Ticket {
    const request = { tracks, from: window.from, to: window.to, pixels: window.pixels };
    this.#pending = { epoch: this.#epoch, request, mode };
    return this.#pending;
  }

  /** Whether the answer to a ticket is to be shown; it is not when it is of another trace or fits worse than what is there. */
  accept(ticket: Ticket, view: Viewport): boolean {
    if (ticket !== this.#pending) return false;
    this.#pending = undefined;
    if (ticket.mode === "replace") {
      const shown = this.#shown;
      if (shown !== undefined && this.#tracks.size <= MAX_TRACKS && misfit(shown, view) < misfit(ticket.request, view))
        return false;
      this.#shown = { from: ticket.request.from, to: ticket.request.to, pixels: ticket.request.pixels };
      this.#tracks.clear();
      this.#isOutdated = false;
    }
    for (const track of ticket.request.tracks) this.#tracks.add(trackKey(track));
    return true;
  }

  /** The answer did not come. */
  fail(ticket: Ticket): void {
    if (ticket === this.#pending) this.#pending = undefined;
  }
}

/** A row at the edge is in sight and nearby at once; its rectangles are wanted once. */
function distinct(tracks: readonly TrackRef[]): TrackRef[] {
  return [...new Map(tracks.map((track) => [trackKey(track), track])).values()];
}
