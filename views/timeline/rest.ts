/** A view that has not moved for so long has come to rest. */
const REST_MS = 140;

/** Tells when the view has come to rest. */
export class Rest {
  readonly #rested: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(rested: () => void) {
    this.#rested = rested;
  }

  /** Whether the view moved a moment ago. */
  get awaited(): boolean {
    return this.#timer !== undefined;
  }

  moved(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#rested();
    }, REST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
