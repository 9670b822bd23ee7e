import type { Profile } from "../model/profile.ts";

/** What a row of a report is. */
export type Granularity = "functions" | "filefunctions" | "files" | "lines" | "addresses";

interface Kept {
  readonly name: boolean;
  readonly file: boolean;
  readonly line: boolean;
  readonly address: boolean;
}

const KEPT: Readonly<Record<Granularity, Kept>> = {
  functions: { name: true, file: false, line: false, address: false },
  filefunctions: { name: true, file: true, line: false, address: false },
  files: { name: false, file: true, line: false, address: false },
  lines: { name: true, file: true, line: true, address: false },
  addresses: { name: true, file: true, line: true, address: true },
};

export const GRANULARITIES = Object.keys(KEPT) as readonly Granularity[];

/**
 * Drops from functions and locations what a granularity does not tell apart. `inlines: false` leaves of inlined calls
 * the outermost alone; columns go in any case but "addresses" with inlines, which changes nothing.
 */
export function aggregate(profile: Profile, granularity: Granularity, inlines = true): Profile {
  if (granularity === "addresses" && inlines) return profile;
  const kept = KEPT[granularity];
  return {
    ...profile,
    functions: profile.functions.map((fn) => ({
      ...fn,
      name: kept.name ? fn.name : "",
      systemName: kept.name ? fn.systemName : "",
      file: kept.file ? fn.file : "",
    })),
    locations: profile.locations.map((location) => ({
      ...location,
      address: kept.address ? location.address : 0n,
      lines: (inlines ? location.lines : location.lines.slice(-1)).map((line) => ({
        ...line,
        line: kept.line ? line.line : 0,
        column: 0,
      })),
    })),
  };
}
