import type { Steps } from "../../base/steps.ts";

/** What was computed last, by key: the oldest goes when there is one too many. */
export class Recent<Value extends object> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, compute: () => Value): Value {
    return this.#keep(key, this.#values.get(key) ?? compute());
  }

  /** The same for what is computed in steps. */
  *steps(key: string, compute: () => Steps<Value>): Steps<Value> {
    return this.#keep(key, this.#values.get(key) ?? (yield* compute()));
  }

  #keep(key: string, value: Value): Value {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}
