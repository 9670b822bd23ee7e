/**
 * Asks one question after the other, never two at once, and only the latest of those that came meanwhile: what nobody
 * waits for any more is not asked.
 */
export class Latest {
  #busy = false;
  #next: (() => Promise<void>) | undefined;

  /** `ask` must not reject. */
  run(ask: () => Promise<void>): void {
    this.#next = ask;
    if (!this.#busy) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    for (let ask = this.#next; ask !== undefined; ask = this.#next) {
      this.#next = undefined;
      await ask();
    }
    this.#busy = false;
  }
}
