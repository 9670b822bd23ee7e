import type { Profile, ProfileLabel, ValueType } from "../model/profile.ts";
import { ProfileMerger } from "./merger.ts";
import { unitRatio } from "./units.ts";

/** Marks the samples of the base in a difference; their weight is the total that shares refer to. */
export const BASE_LABEL: ProfileLabel = { key: "pprof::base", text: "true" };

export type Combined =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly message: string };

/**
 * The sum of profiles: samples of equal stacks and labels become one, and those that sum to nothing go, with all that
 * only they used. Sample types that not all have go; units become the finest. Associative but for the order of rows.
 */
export function merge(profiles: readonly Profile[]): Combined {
  const aligned = align(profiles);
  if (!aligned.ok) return aligned;
  const merger = new ProfileMerger(aligned.profiles);
  for (const profile of aligned.profiles) merger.add(profile);
  return { ok: true, profile: merger.finish() };
}

export interface SubtractOptions {
  /** Shares refer to the base, not to what base and profile weigh together. */
  readonly relativeToBase: boolean;
  /** Scales the profile so that it weighs as much as the base. */
  readonly normalize: boolean;
}

/** A profile less a base. */
export function subtract(profile: Profile, base: Profile, options: SubtractOptions): Combined {
  const marked = options.relativeToBase ? withLabel(base, BASE_LABEL) : base;
  let source = profile;
  if (options.normalize) {
    const same = profile.sampleTypes.length === base.sampleTypes.length && profile.sampleTypes.every(sameTypeAs(base));
    if (!same) return { ok: false, message: `cannot normalize: ${incompatible(profile, base)}` };
    source = scaleBy(profile, ratios(sums(base), sums(profile)));
  }
  return merge([
    source,
    scaleBy(
      marked,
      base.sampleTypes.map(() => -1),
    ),
  ]);
}

/** Values times a factor for each sample type, rounded. */
export function scaleBy(profile: Profile, factors: readonly number[]): Profile {
  if (factors.every((each) => each === 1)) return profile;
  const values = profile.samples.values.map((value, i) => roundAwayFromZero(value * factors[i % factors.length]!));
  return { ...profile, samples: { ...profile.samples, values } };
}

/** Sums of the values of all samples, by sample type. */
export function sums(profile: Profile): readonly number[] {
  const types = profile.sampleTypes.length;
  const total = profile.sampleTypes.map(() => 0);
  profile.samples.values.forEach((value, i) => (total[i % types]! += value));
  return total;
}

function ratios(wanted: readonly number[], present: readonly number[]): readonly number[] {
  return wanted.map((value, i) => (present[i] === 0 ? 0 : value / present[i]!));
}

function roundAwayFromZero(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function withLabel(profile: Profile, label: ProfileLabel): Profile {
  const labels = profile.samples.labels.map((list) => [...list.filter((each) => each.key !== label.key), label]);
  return { ...profile, samples: { ...profile.samples, labels } };
}

type Aligned =
  | { readonly ok: true; readonly profiles: readonly Profile[] }
  | { readonly ok: false; readonly message: string };

/** Gives profiles the same sample types, in the first one's order, and the same units. */
function align(profiles: readonly Profile[]): Aligned {
  const first = profiles[0];
  if (first === undefined) return { ok: false, message: "no profiles to merge" };
  const common = first.sampleTypes.filter((type) => profiles.every((each) => indexOfType(each, type.type) !== -1));
  if (common.length === 0) return { ok: false, message: "the profiles have no sample type in common" };
  const selected = profiles.map((profile) => selectTypes(profile, common));

  const finest: ValueType[] = [];
  for (let i = 0; i < common.length; i++) {
    let type = selected[0]!.sampleTypes[i]!;
    for (const other of selected) {
      const candidate = other.sampleTypes[i]!;
      const ratio = unitRatio(candidate.unit, type.unit);
      if (ratio === undefined) return { ok: false, message: `cannot merge: ${incompatible(first, other)}` };
      if (ratio < 1) type = candidate;
    }
    finest.push(type);
  }
  return {
    ok: true,
    profiles: selected.map((profile) => {
      const factors = profile.sampleTypes.map((type, i) => unitRatio(type.unit, finest[i]!.unit) ?? 1);
      return { ...scaleBy(profile, factors), sampleTypes: finest };
    }),
  };
}

function selectTypes(profile: Profile, wanted: readonly ValueType[]): Profile {
  const columns = wanted.map((type) => indexOfType(profile, type.type));
  const types = profile.sampleTypes.length;
  if (columns.length === types && columns.every((column, i) => column === i)) return profile;
  const { samples } = profile;
  const values = new Float64Array(samples.length * columns.length);
  for (let sample = 0; sample < samples.length; sample++) {
    columns.forEach((column, i) => (values[sample * columns.length + i] = samples.values[sample * types + column]!));
  }
  return {
    ...profile,
    sampleTypes: columns.map((column) => profile.sampleTypes[column]!),
    defaultSampleType: wanted.some((type) => type.type === profile.defaultSampleType)
      ? profile.defaultSampleType
      : wanted[0]!.type,
    samples: { ...samples, values },
  };
}

function indexOfType(profile: Profile, type: string): number {
  return profile.sampleTypes.findIndex((each) => each.type === type);
}

function sameTypeAs(base: Profile): (type: ValueType, index: number) => boolean {
  return (type, i) => base.sampleTypes[i]?.type === type.type && base.sampleTypes[i]?.unit === type.unit;
}

function incompatible(a: Profile, b: Profile): string {
  const list = (profile: Profile): string => profile.sampleTypes.map((type) => `${type.type}/${type.unit}`).join(", ");
  return `sample types ${list(a)} and ${list(b)}`;
}
