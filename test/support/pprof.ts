import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { decodePprof } from "../../parsers/pprof/decode.ts";
import { ProfileSamplesBuilder } from "../../src/model/profile-samples.ts";
import type { Profile, ProfileLabel } from "../../src/model/profile.ts";

export const PROFILES = join(process.cwd(), "testdata/profiles");

export function profileBytes(name: string): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(join(PROFILES, `${name}.pb.gz`))));
}

/** A profile of `testdata/profiles`. */
export function recordedProfile(name: string): Profile {
  const result = decodePprof(profileBytes(name));
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  return result.profile;
}

/** A sample as tests write it: functions from leaf to root, one value or several. */
export interface SampleText {
  readonly stack: string;
  readonly values: readonly number[];
  readonly labels?: readonly ProfileLabel[];
}

/** What a profile may leave untold beside its samples. */
export const UNTOLD = {
  defaultSampleType: "",
  mappings: [],
  comments: [],
  docUrl: "",
  dropFrames: "",
  keepFrames: "",
  timeNanos: 0n,
  durationNanos: 0,
  periodType: { type: "", unit: "" },
  period: 0,
} satisfies Partial<Profile>;

/** A profile of samples, each function at line 10 of the file of its name. */
export function profileOf(samples: readonly SampleText[], types: readonly string[] = ["delay/nanoseconds"]): Profile {
  const names = [...new Set(samples.flatMap(({ stack }) => frames(stack)))];
  const builder = new ProfileSamplesBuilder();
  for (const { stack, values, labels } of samples) {
    for (const name of frames(stack)) builder.location(names.indexOf(name));
    for (const value of values) builder.value(value);
    builder.end(labels);
  }
  return {
    sampleTypes: types.map((type) => ({ type: type.split("/")[0]!, unit: type.split("/")[1]! })),
    ...UNTOLD,
    samples: builder.finish(),
    locations: names.map((_, row) => ({
      address: BigInt(row + 1),
      mapping: -1,
      folded: false,
      lines: [{ function: row, line: 10, column: 0 }],
    })),
    functions: names.map((name) => ({ name, systemName: name, file: `${name}.go`, startLine: 1 })),
  };
}

/** Each sample as a line, sorted: equal for profiles that weigh the same, whatever the order of their rows. */
export function sampleLines(profile: Profile): readonly string[] {
  const { stackOffsets, stacks, values, labels, length } = profile.samples;
  const types = profile.sampleTypes.length;
  return Array.from({ length }, (_, sample) => {
    const stack = Array.from(stacks.subarray(stackOffsets[sample], stackOffsets[sample + 1]), (row) => {
      const location = profile.locations[row]!;
      const lines = location.lines.map((line) => `${profile.functions[line.function]!.name}:${line.line}`);
      return `${location.address} ${lines.join("<")}`;
    });
    const weights = values.subarray(sample * types, (sample + 1) * types).join(" ");
    const tags = labels[sample]!.map((label) => `${label.key}=${"text" in label ? label.text : label.number}`);
    return `${stack.join(";")} | ${weights} | ${tags.join(" ")}`;
  }).toSorted();
}

function frames(stack: string): readonly string[] {
  return stack.split(" ").filter((name) => name !== "");
}
