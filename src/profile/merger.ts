import { ProfileSamplesBuilder } from "../model/profile-samples.ts";
import type {
  Profile,
  ProfileFunction,
  ProfileLabel,
  ProfileLine,
  ProfileLocation,
  ProfileMapping,
} from "../model/profile.ts";

/** Mappings of one binary may differ by less than this in size, from run to run. */
const PAGE = 0x1000n;

/** Sums profiles that have the same sample types. Only what a sample uses comes along. */
export class ProfileMerger {
  readonly #profiles: readonly Profile[];
  readonly #samples = new ProfileSamplesBuilder();
  readonly #sampleRows = new Map<string, number>();
  readonly #locations = new Interner<ProfileLocation>();
  readonly #functions = new Interner<ProfileFunction>();
  readonly #mappings = new Interner<ProfileMapping>();

  /** The profiles are those that `add` will be given: their headers are combined. */
  constructor(profiles: readonly Profile[]) {
    this.#profiles = profiles;
  }

  add(profile: Profile): void {
    const { length, stackOffsets, stacks, values, labels } = profile.samples;
    const types = profile.sampleTypes.length;
    const rows = new Int32Array(profile.locations.length).fill(-1);
    // The first mapping is the program itself, and stays the first.
    if (this.#mappings.rows.length === 0 && profile.mappings.length > 0) this.#mapping(profile, 0);
    for (let sample = 0; sample < length; sample++) {
      const weights = values.subarray(sample * types, (sample + 1) * types);
      if (weights.every((weight) => weight === 0)) continue;
      const stack = stacks
        .subarray(stackOffsets[sample], stackOffsets[sample + 1])
        .map((row) => (rows[row]! >= 0 ? rows[row]! : (rows[row] = this.#location(profile, row))));
      this.#sample(stack, weights, labels[sample]!);
    }
  }

  finish(): Profile {
    const merged: Profile = {
      ...combinedHeader(this.#profiles),
      samples: this.#samples.finish(),
      locations: this.#locations.rows,
      functions: this.#functions.rows,
      mappings: this.#mappings.rows,
    };
    if (!hasEmptySample(merged)) return merged;
    // Samples that cancelled out go, and with them what only they used.
    const again = new ProfileMerger([merged]);
    again.add(merged);
    return again.finish();
  }

  #sample(stack: Int32Array, weights: Float64Array, labels: readonly ProfileLabel[]): void {
    const key = `${stack.join(" ")}|${labelsKey(labels)}`;
    const existing = this.#sampleRows.get(key);
    if (existing !== undefined) {
      weights.forEach((weight, i) => this.#samples.add(existing * weights.length + i, weight));
      return;
    }
    for (const row of stack) this.#samples.location(row);
    for (const weight of weights) this.#samples.value(weight);
    this.#sampleRows.set(key, this.#samples.end(labels));
  }

  #location(profile: Profile, row: number): number {
    const location = profile.locations[row]!;
    const mapping = location.mapping === -1 ? -1 : this.#mapping(profile, location.mapping);
    // Where a binary lies differs from run to run: what counts is the distance from its start.
    const offset = mapping === -1 ? 0n : profile.mappings[location.mapping]!.start;
    const base = mapping === -1 ? 0n : this.#mappings.rows[mapping]!.start;
    const address = BigInt.asUintN(64, location.address - offset + base);
    const lines: readonly ProfileLine[] = location.lines.map((line) => ({
      ...line,
      function: this.#function(profile, line),
    }));
    const lineKey = lines.map((line) => `${line.function}:${line.line}:${line.column}`).join(" ");
    return this.#locations.intern(`${mapping} ${address} ${location.folded} ${lineKey}`, () => ({
      ...location,
      mapping,
      address,
      lines,
    }));
  }

  #function(profile: Profile, line: ProfileLine): number {
    const fn = profile.functions[line.function]!;
    return this.#functions.intern(`${fn.startLine}\0${fn.name}\0${fn.systemName}\0${fn.file}`, () => fn);
  }

  #mapping(profile: Profile, row: number): number {
    const mapping = profile.mappings[row]!;
    const pages = (BigInt.asUintN(64, mapping.limit - mapping.start) + PAGE - 1n) / PAGE;
    const identity = mapping.buildId === "" ? mapping.file : mapping.buildId;
    return this.#mappings.intern(`${pages} ${mapping.offset} ${identity}`, () => mapping);
  }
}

/** Rows of values that differ by key. */
class Interner<T> {
  readonly rows: T[] = [];
  readonly #byKey = new Map<string, number>();

  intern(key: string, make: () => T): number {
    let row = this.#byKey.get(key);
    if (row === undefined) {
      row = this.rows.push(make()) - 1;
      this.#byKey.set(key, row);
    }
    return row;
  }
}

function labelsKey(labels: readonly ProfileLabel[]): string {
  if (labels.length === 0) return "";
  const texts = labels.map((label) =>
    JSON.stringify("text" in label ? [label.key, label.text] : [label.key, String(label.number), label.unit]),
  );
  return texts.toSorted().join();
}

function hasEmptySample({ samples, sampleTypes }: Profile): boolean {
  const types = sampleTypes.length;
  for (let sample = 0; sample < samples.length; sample++) {
    if (samples.values.subarray(sample * types, (sample + 1) * types).every((value) => value === 0)) return true;
  }
  return false;
}

/** The earliest time, all durations together, the longest period, every comment once. */
function combinedHeader(profiles: readonly Profile[]): Profile {
  const first = profiles[0]!;
  const times = profiles.map((profile) => profile.timeNanos).filter((time) => time !== 0n);
  const firstOf = (read: (profile: Profile) => string): string => profiles.map(read).find((text) => text !== "") ?? "";
  return {
    ...first,
    comments: [...new Set(profiles.flatMap((profile) => profile.comments))],
    docUrl: firstOf((profile) => profile.docUrl),
    defaultSampleType: firstOf((profile) => profile.defaultSampleType),
    timeNanos: times.reduce((least, time) => (time < least ? time : least), times[0] ?? 0n),
    durationNanos: profiles.reduce((sum, profile) => sum + profile.durationNanos, 0),
    period: profiles.reduce((most, profile) => Math.max(most, profile.period), 0),
  };
}
