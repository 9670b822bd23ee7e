import { ProfileSamplesBuilder } from "../../src/model/profile-samples.ts";
import type { Profile, ProfileFunction, ProfileLocation, ValueType } from "../../src/model/profile.ts";

/** A call as text tells it. */
export interface TextFrame {
  /** "" if only its address is known. */
  readonly function: string;
  /** "" and 0 if not known. */
  readonly file: string;
  readonly line: number;
  /** 0 if not known. */
  readonly address: bigint;
}

export interface TextLabel {
  readonly key: string;
  readonly text: string;
}

/** Grows a profile of stacks that come one by one; those of equal frames and labels become one sample. */
export class TextProfile {
  readonly #sampleTypes: readonly ValueType[];
  readonly #samples = new ProfileSamplesBuilder();
  readonly #rows = new Map<string, number>();
  readonly #locations: ProfileLocation[] = [];
  readonly #functions: ProfileFunction[] = [];
  readonly #locationRows = new Map<string, number>();
  readonly #functionRows = new Map<string, number>();

  constructor(sampleTypes: readonly ValueType[]) {
    this.#sampleTypes = sampleTypes;
  }

  get length(): number {
    return this.#samples.length;
  }

  /** `frames` leaf first; a value for each sample type. */
  add(frames: readonly TextFrame[], values: readonly number[], labels: readonly TextLabel[]): void {
    const stack = frames.map((frame) => this.#location(frame));
    const key = `${stack.join(" ")} ${JSON.stringify(labels)}`;
    const existing = this.#rows.get(key);
    if (existing !== undefined) {
      values.forEach((value, i) => this.#samples.add(existing * values.length + i, value));
      return;
    }
    for (const row of stack) this.#samples.location(row);
    for (const value of values) this.#samples.value(value);
    this.#rows.set(key, this.#samples.end(labels));
  }

  finish(comments: readonly string[]): Profile {
    return {
      sampleTypes: this.#sampleTypes,
      defaultSampleType: this.#sampleTypes[0]?.type ?? "",
      samples: this.#samples.finish(),
      locations: this.#locations,
      functions: this.#functions,
      mappings: [],
      comments,
      docUrl: "",
      dropFrames: "",
      keepFrames: "",
      timeNanos: 0n,
      durationNanos: 0,
      periodType: this.#sampleTypes[0] ?? { type: "", unit: "" },
      period: 1,
    };
  }

  #location(frame: TextFrame): number {
    const key = `${frame.address} ${frame.line} ${frame.function}\0${frame.file}`;
    let row = this.#locationRows.get(key);
    if (row === undefined) {
      const isKnown = frame.function !== "" || frame.file !== "";
      const lines = isKnown ? [{ function: this.#function(frame), line: frame.line, column: 0 }] : [];
      row = this.#locations.push({ address: frame.address, mapping: -1, lines, folded: false }) - 1;
      this.#locationRows.set(key, row);
    }
    return row;
  }

  #function({ function: name, file }: TextFrame): number {
    const key = `${name}\0${file}`;
    let row = this.#functionRows.get(key);
    if (row === undefined) {
      row = this.#functions.push({ name, systemName: name, file, startLine: 0 }) - 1;
      this.#functionRows.set(key, row);
    }
    return row;
  }
}
