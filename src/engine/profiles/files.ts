import type { Profile } from "../../model/profile.ts";
import { baseName } from "../../profile/frame-info.ts";
import { prune } from "../../profile/prune.ts";
import { findSampleIndex } from "../../profile/report.ts";
import type { ProfileFile } from "./types.ts";

/** The pprof files that are open, numbered as they came; a number is never used again. */
export class ProfileFiles {
  readonly #profiles = new Map<number, Profile>();
  #next = 0;

  /** Without the frames that the profile's writer wants left out, if its expressions for them are understood. */
  add(name: string, byteLength: number, profile: Profile): ProfileFile {
    const file = this.#next++;
    this.#profiles.set(file, prune(profile) ?? profile);
    return describe(file, name, byteLength, profile);
  }

  /** Throws a RangeError for a number that no open file has. */
  profile(file: number): Profile {
    const profile = this.#profiles.get(file);
    if (profile === undefined) throw new RangeError(`no profile ${file} is open`);
    return profile;
  }

  close(file: number): void {
    this.#profiles.delete(file);
  }
}

function describe(file: number, name: string, byteLength: number, profile: Profile): ProfileFile {
  const index = findSampleIndex(profile, undefined);
  const program = profile.mappings[0]?.file ?? "";
  return {
    file,
    name,
    byteLength,
    sampleTypes: profile.sampleTypes,
    sampleIndex: typeof index === "number" ? index : -1,
    stacks: profile.samples.length,
    timeMs: profile.timeNanos === 0n ? undefined : Number(profile.timeNanos / 1_000_000n),
    durationNs: profile.durationNanos,
    program: program === "" ? "" : baseName(program),
    comments: profile.comments,
    symbols: profile.functions.length > 0,
  };
}
