import type { Steps } from "../../base/steps.ts";

/** What is being computed in steps, and how many wait for it. */
interface Work<Value> {
  readonly steps: Steps<Value>;
  waiting: number;
  outcome: { readonly value: Value } | { readonly fault: unknown } | undefined;
}

/** What was computed last, by key: the oldest goes when there is one too many. */
export class Recent<Value extends object> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();
  readonly #underWay = new Map<string, Work<Value>>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, compute: () => Value): Value {
    return this.#keep(key, this.#values.get(key) ?? compute());
  }

  /**
   * The same for what is computed in steps. Who asks for what is under way already takes part in it: it is computed once,
   * and goes on while anybody waits for it.
   */
  *steps(key: string, compute: () => Steps<Value>): Steps<Value> {
    const known = this.#values.get(key);
    if (known !== undefined) return this.#keep(key, known);
    const work = this.#underWay.get(key) ?? { steps: compute(), waiting: 0, outcome: undefined };
    this.#underWay.set(key, work);
    work.waiting++;
    try {
      while (work.outcome === undefined) if (!takeStep(work)) yield;
    } finally {
      work.waiting--;
      if (work.waiting === 0 || work.outcome !== undefined) this.#underWay.delete(key);
    }
    if ("fault" in work.outcome) throw work.outcome.fault;
    return this.#keep(key, work.outcome.value);
  }

  #keep(key: string, value: Value): Value {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}

/** True: that was the last. A fault is for all who wait. */
function takeStep<Value>(work: Work<Value>): boolean {
  try {
    const step = work.steps.next();
    if (step.done === true) work.outcome = { value: step.value };
  } catch (fault) {
    work.outcome = { fault };
  }
  return work.outcome !== undefined;
}
