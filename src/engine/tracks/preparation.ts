import { nextTask } from "../../base/next-task.ts";
import type { Part } from "../../base/part.ts";
import { missingFor } from "../../timeline/needs.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type { TrackRef } from "../../timeline/types.ts";

/** Others that ask meanwhile wait no longer than that, if the steps are short. */
const TURN_MS = 8;

/** Somebody who waits until tracks can be drawn. */
interface Waiting {
  readonly tracks: readonly TrackRef[];
  readonly nsPerPixel: number;
  /** How many of them may still be missing when it is over. */
  readonly most: number;
  readonly done: () => void;
}

/**
 * Builds what tiles are drawn from in the time that nothing else takes: first what somebody waits for, in the order in which
 * it is asked for, then what the whole trace is drawn from, as it lies on the timeline. Done when all is there.
 */
export class Preparation {
  readonly #timeline: Timeline;
  readonly #whole: readonly TrackRef[];
  #waiting: readonly Waiting[] = [];
  #isRunning = false;
  #isStopped = false;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#whole = [
      { kind: "goroutines", index: 0 },
      ...timeline.procs().map((index): TrackRef => ({ kind: "proc", index })),
      ...timeline.outline().taskTypes.map(({ index }): TrackRef => ({ kind: "task-type", index })),
    ];
  }

  start(): void {
    if (!this.#isRunning && !this.#isStopped) void this.#run();
  }

  /** Another trace: what is not built yet never will be, and nobody waits any more. */
  stop(): void {
    this.#isStopped = true;
    this.#answer(() => true);
  }

  /** Resolves when one of these tracks, none of which could be drawn where a pixel is so wide, can be. */
  async more(tracks: readonly TrackRef[], nsPerPixel: number): Promise<void> {
    return this.#wait(tracks, nsPerPixel, tracks.length - 1);
  }

  /** Resolves when all of these tracks can be drawn where a pixel is so wide. */
  async all(tracks: readonly TrackRef[], nsPerPixel: number): Promise<void> {
    return this.#wait(tracks, nsPerPixel, 0);
  }

  /** Who asks last is served first: what was asked before may be out of sight. */
  async #wait(tracks: readonly TrackRef[], nsPerPixel: number, most: number): Promise<void> {
    if (this.#isStopped || this.#missing(tracks, nsPerPixel).length <= most) return;
    const waits = new Promise<void>((done) => {
      this.#waiting = [{ tracks, nsPerPixel, most, done }, ...this.#waiting];
    });
    this.start();
    return waits;
  }

  #missing(tracks: readonly TrackRef[], nsPerPixel: number): readonly TrackRef[] {
    return tracks.filter((track) => this.#missingFor(track, nsPerPixel) !== undefined);
  }

  /** Nothing is built for a track that is known no more, as a group's after the next letter of a filter. */
  #missingFor(track: TrackRef, nsPerPixel: number): Part<unknown> | undefined {
    return this.#timeline.has(track) ? missingFor(this.#timeline, track, nsPerPixel) : undefined;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      await nextTask();
      for (let part = this.#next(); part !== undefined && !this.#isStopped; part = this.#next()) {
        takeTurn(part);
        if (part.isMade) this.#answerWhoCanDraw();
        await nextTask();
      }
      // Those who wait for what is known no more.
      this.#answerWhoCanDraw();
    } finally {
      this.#isRunning = false;
    }
  }

  #next(): Part<unknown> | undefined {
    for (const { tracks, nsPerPixel } of this.#waiting) {
      for (const track of tracks) {
        const part = this.#missingFor(track, nsPerPixel);
        if (part !== undefined) return part;
      }
    }
    const nsPerPixel = Math.max(1, this.#timeline.trace.durationNs);
    for (const track of this.#whole) {
      const part = missingFor(this.#timeline, track, nsPerPixel);
      if (part !== undefined) return part;
    }
    return undefined;
  }

  #answerWhoCanDraw(): void {
    this.#answer(({ tracks, nsPerPixel, most }) => this.#missing(tracks, nsPerPixel).length <= most);
  }

  /** Lets those go who wait no longer. */
  #answer(isDone: (waiting: Waiting) => boolean): void {
    const done = this.#waiting.filter(isDone);
    this.#waiting = this.#waiting.filter((waiting) => !done.includes(waiting));
    for (const waiting of done) waiting.done();
  }
}

function takeTurn(part: Part<unknown>): void {
  const until = performance.now() + TURN_MS;
  do part.step();
  while (!part.isMade && performance.now() < until);
}
