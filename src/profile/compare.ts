import type { Profile } from "../model/profile.ts";
import { scaleBy, type Combined } from "./combine.ts";
import { ProfileMerger } from "./merger.ts";
import { unitRatio } from "./units.ts";

/** Columns of a comparison beside the difference, which is column 0: what a stack weighs now, and in the base. */
export const NOW_COLUMN = 1;
export const BASE_COLUMN = 2;

export interface CompareOptions {
  /** Which of the profile's sample types; the base's of the same name is what it is compared with. */
  readonly sampleIndex: number;
  /** First scales the profile so that it weighs as much as the base. */
  readonly normalize: boolean;
}

/**
 * A profile beside a base: each stack of either, with the difference and both weights. Unlike in `subtract`, what did not
 * change is there too. Values of the base are converted to the profile's unit.
 */
export function compare(profile: Profile, base: Profile, { sampleIndex, normalize }: CompareOptions): Combined {
  const type = profile.sampleTypes[sampleIndex]!;
  const baseIndex = base.sampleTypes.findIndex((each) => each.type === type.type);
  const ratio = baseIndex === -1 ? undefined : unitRatio(base.sampleTypes[baseIndex]!.unit, type.unit);
  if (ratio === undefined) {
    const types = base.sampleTypes.map((each) => `${each.type}/${each.unit}`).join(", ");
    return { ok: false, message: `cannot compare: the base does not weigh ${type.type}/${type.unit}, but ${types}` };
  }
  const before = scaleBy(inColumns(base, baseIndex, BASE_COLUMN), [ratio, ratio, ratio]);
  let now = inColumns(profile, sampleIndex, NOW_COLUMN);
  if (normalize) {
    const weight = columnSum(now, NOW_COLUMN);
    const factor = weight === 0 ? 0 : columnSum(before, BASE_COLUMN) / weight;
    now = scaleBy(now, [factor, factor, factor]);
  }
  const both = [now, before].map((each) => ({ ...each, sampleTypes: [type, type, type], defaultSampleType: "" }));
  const merger = new ProfileMerger(both);
  for (const each of both) merger.add(each);
  return { ok: true, profile: merger.finish() };
}

/** Sum of the absolute weights in one column. */
export function columnSum(profile: Profile, column: number): number {
  const types = profile.sampleTypes.length;
  const { values } = profile.samples;
  let sum = 0;
  for (let at = column; at < values.length; at += types) sum += Math.abs(values[at]!);
  return sum;
}

/** Three columns: in the first and in `column` one of the profile's, in the first with the sign that it has in the difference. */
function inColumns(profile: Profile, from: number, column: number): Profile {
  const { samples, sampleTypes } = profile;
  const values = new Float64Array(samples.length * 3);
  const sign = column === BASE_COLUMN ? -1 : 1;
  for (let sample = 0; sample < samples.length; sample++) {
    const value = samples.values[sample * sampleTypes.length + from]!;
    values[sample * 3] = sign * value;
    values[sample * 3 + column] = value;
  }
  const type = sampleTypes[from]!;
  return { ...profile, sampleTypes: [type, type, type], samples: { ...samples, values } };
}
