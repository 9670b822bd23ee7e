import type { TimelineEngine } from "./timeline-engine.ts";
import type { Hit, TrackRef } from "../../src/timeline/types.ts";

export interface Probe {
  readonly track: TrackRef;
  readonly timeNs: number;
  readonly nsPerPixel: number;
  readonly level: number;
}

/**
 * Asks the engine what lies under the pointer, one question at a time: while an answer is awaited only the newest
 * place is kept, and an answer to a place the pointer has left is dropped.
 */
export class HoverProbe {
  readonly #found: (hit: Hit | undefined) => void;
  #wanted: Probe | undefined;
  #asking = false;

  constructor(found: (hit: Hit | undefined) => void) {
    this.#found = found;
  }

  point(engine: TimelineEngine, probe: Probe | undefined): void {
    this.#wanted = probe;
    if (probe === undefined) return this.#found(undefined);
    if (!this.#asking) this.#ask(engine, probe);
  }

  #ask(engine: TimelineEngine, probe: Probe): void {
    this.#asking = true;
    const answered = (hit: Hit | undefined): void => {
      this.#asking = false;
      const wanted = this.#wanted;
      if (wanted === probe) this.#found(hit);
      else if (wanted !== undefined) this.#ask(engine, wanted);
    };
    engine.hit(probe.track, probe.timeNs, probe.nsPerPixel, probe.level).then(answered, () => answered(undefined));
  }
}
