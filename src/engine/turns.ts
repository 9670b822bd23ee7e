import { nextTask } from "../base/next-task.ts";
import type { Steps } from "../base/steps.ts";

/** A tile that is asked for meanwhile waits no longer than that, if the steps are short. */
const TURN_MS = 8;

/**
 * Has work done step by step; between two steps the event loop comes round, so that shorter questions are answered
 * meanwhile, and work that nobody waits for any more is heard of.
 */
export class Turns {
  readonly #turnMs: number;
  readonly #underWay = new Map<string, Set<AbortController>>();

  /** `turnMs`: how long steps follow each other before the event loop comes round. */
  constructor(turnMs = TURN_MS) {
    this.#turnMs = turnMs;
  }

  /** Rejects if the one who asks gives it up. */
  async take<Result>(asker: string | undefined, steps: Steps<Result>): Promise<Result> {
    const stop = new AbortController();
    const own = this.#of(asker ?? "");
    own.add(stop);
    let since = performance.now();
    try {
      for (;;) {
        const step = steps.next();
        if (step.done === true) return step.value;
        if (performance.now() - since < this.#turnMs) continue;
        await nextTask();
        stop.signal.throwIfAborted();
        since = performance.now();
      }
    } finally {
      // What was begun and will not be ended may let go of what it holds.
      if (stop.signal.aborted) steps.return(undefined as never);
      own.delete(stop);
      if (own.size === 0) this.#underWay.delete(asker ?? "");
    }
  }

  /** Stops all that `asker` has under way, after the step it is at. */
  giveUp(asker: string): void {
    for (const stop of this.#underWay.get(asker) ?? []) stop.abort(new Error("the question was given up"));
  }

  #of(asker: string): Set<AbortController> {
    let own = this.#underWay.get(asker);
    if (own === undefined) this.#underWay.set(asker, (own = new Set()));
    return own;
  }
}
