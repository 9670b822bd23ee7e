/** Keeps what was used last, up to a number of bytes; the least recently used goes first. */
export class ByteCache<K, V extends { readonly byteLength: number }> {
  readonly #limit: number;
  readonly #values = new Map<K, V>();
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get byteLength(): number {
    return this.#bytes;
  }

  has(key: K): boolean {
    return this.#values.has(key);
  }

  find(key: K): V | undefined {
    const kept = this.#values.get(key);
    if (kept === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, kept);
    return kept;
  }

  /** Keeps a value of a key that has none. One larger than the limit is kept alone. */
  keep(key: K, made: V): void {
    this.#values.set(key, made);
    this.#bytes += made.byteLength;
    for (const [oldest, value] of this.#values) {
      if (this.#bytes <= this.#limit || oldest === key) break;
      this.#values.delete(oldest);
      this.#bytes -= value.byteLength;
    }
  }

  /** The value of a key, made if it is not kept. */
  get(key: K, make: () => V): V {
    const kept = this.find(key);
    if (kept !== undefined) return kept;
    const made = make();
    this.keep(key, made);
    return made;
  }
}
