import type { Steps } from "./steps.ts";

/**
 * Something that takes long to make and is made once: whoever needs it takes its next step, and all steps count for
 * everybody.
 */
export class Part<Result> {
  readonly #make: () => Steps<Result>;
  #steps: Steps<Result> | undefined;
  #made: { readonly result: Result } | undefined;

  constructor(make: () => Steps<Result>) {
    this.#make = make;
  }

  get isMade(): boolean {
    return this.#made !== undefined;
  }

  /** Takes a step, if one is left. */
  step(): void {
    if (this.#made !== undefined) return;
    this.#steps ??= this.#make();
    const step = this.#steps.next();
    if (step.done !== true) return;
    this.#made = { result: step.value };
    this.#steps = undefined;
  }

  /** Takes the steps that are left, with whoever else takes some. */
  *steps(): Steps<Result> {
    while (this.#made === undefined) {
      this.step();
      if (this.#made === undefined) yield;
    }
    return this.#made.result;
  }

  /** Takes all that are left at once. */
  finish(): Result {
    while (this.#made === undefined) this.step();
    return this.#made.result;
  }
}
