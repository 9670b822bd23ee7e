import { Part } from "../base/part.ts";
import type { Steps } from "../base/steps.ts";
import { ByteCache } from "./byte-cache.ts";

/** Things of many tracks that take long to make, of which those used last are kept, up to a number of bytes. */
export class PartCache<V extends { readonly byteLength: number }> {
  readonly #kept: ByteCache<string, V>;
  /** Those begun, until they are made. */
  readonly #begun = new Map<string, Part<V>>();

  constructor(limit: number) {
    this.#kept = new ByteCache(limit);
  }

  get byteLength(): number {
    return this.#kept.byteLength;
  }

  /** What is left to do for a key, or undefined if what it names is kept. */
  missing(key: string, make: () => Steps<V>): Part<V> | undefined {
    if (this.#kept.has(key)) return undefined;
    let part = this.#begun.get(key);
    if (part === undefined) this.#begun.set(key, (part = new Part(() => this.#keep(key, make()))));
    return part;
  }

  /** What a key names; what is left to do for it is done at once. */
  get(key: string, make: () => Steps<V>): V {
    return this.#kept.find(key) ?? this.missing(key, make)!.finish();
  }

  /** What was made elsewhere. */
  put(key: string, value: V): void {
    if (this.#kept.has(key)) return;
    this.#begun.delete(key);
    this.#kept.keep(key, value);
  }

  *#keep(key: string, steps: Steps<V>): Steps<V> {
    const made = yield* steps;
    this.put(key, made);
    return made;
  }
}
