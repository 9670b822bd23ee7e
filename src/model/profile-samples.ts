import { Growable } from "../base/growable.ts";
import { NO_LABELS, type ProfileLabel, type ProfileSamples } from "./profile.ts";

/** Grows the samples of a profile one by one: locations and values of a sample first, then `end`. */
export class ProfileSamplesBuilder {
  readonly #offsets = new Growable(Uint32Array);
  readonly #stacks = new Growable(Int32Array, 256);
  readonly #values = new Growable(Float64Array, 64);
  readonly #labels: (readonly ProfileLabel[])[] = [];

  constructor() {
    this.#offsets.push(0);
  }

  get length(): number {
    return this.#labels.length;
  }

  /** Values pushed so far, of all samples. */
  get valueCount(): number {
    return this.#values.length;
  }

  /** The next location of the sample under way, from leaf to root. */
  location(row: number): void {
    this.#stacks.push(row);
  }

  value(value: number): void {
    this.#values.push(value);
  }

  /** Adds to a value of a sample that is complete; `position` as in `ProfileSamples.values`. */
  add(position: number, value: number): void {
    this.#values.set(position, this.#values.get(position) + value);
  }

  end(labels: readonly ProfileLabel[] = NO_LABELS): number {
    this.#offsets.push(this.#stacks.length);
    return this.#labels.push(labels) - 1;
  }

  finish(): ProfileSamples {
    return {
      length: this.#labels.length,
      stackOffsets: this.#offsets.finish(),
      stacks: this.#stacks.finish(),
      values: this.#values.finish(),
      labels: this.#labels,
    };
  }
}
