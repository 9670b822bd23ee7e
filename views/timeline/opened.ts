/** What is open, by number, with what was asked for to show it. All of it opens at once, when it is here, so that nothing jumps twice. */
export class Opened<T> {
  #open: ReadonlyMap<number, T> = new Map();
  #epoch = 0;

  get open(): ReadonlyMap<number, T> {
    return this.#open;
  }

  clear(): void {
    this.#epoch++;
    this.#open = new Map();
  }

  /**
   * Opens these and no others; `anew`: what was open already is asked for again. Resolves to whether they are open now; not
   * if others were asked for since.
   */
  async set(numbers: readonly number[], load: (number: number) => Promise<T>, anew = false): Promise<boolean> {
    const epoch = ++this.#epoch;
    const before = this.#open;
    const entries = numbers.map(async (number): Promise<readonly [number, T]> => {
      const known = anew ? undefined : before.get(number);
      return [number, known ?? (await load(number))];
    });
    const opened = await Promise.all(entries);
    if (epoch !== this.#epoch) return false;
    this.#open = new Map(opened);
    return true;
  }
}
