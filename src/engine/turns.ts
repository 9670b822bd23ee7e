import { nextTask } from "../base/next-task.ts";
import type { Steps } from "../base/steps.ts";

/**
 * Has work done step by step; between two steps the event loop comes round, so that shorter questions are answered
 * meanwhile, and work that nobody waits for any more is heard of.
 */
export class Turns {
  readonly #underWay = new Map<string, Set<AbortController>>();

  /** Rejects if the one who asks gives it up. */
  async take<Result>(asker: string | undefined, steps: Steps<Result>): Promise<Result> {
    const stop = new AbortController();
    const own = this.#of(asker ?? "");
    own.add(stop);
    try {
      for (;;) {
        const step = steps.next();
        if (step.done === true) return step.value;
        await nextTask();
        stop.signal.throwIfAborted();
      }
    } finally {
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
