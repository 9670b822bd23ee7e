import type { Profile } from "../model/profile.ts";
import { frameInfo, frameKey, printableName } from "./frame-info.ts";

/** What the lines of locations stand for, by row. */
export interface Frames {
  /** As reports print them. */
  readonly names: readonly string[];
  /** Frames of location l, innermost first, are positions offsets[l] to offsets[l+1] of `rows`. */
  readonly rows: Int32Array;
  readonly offsets: Uint32Array;
}

/** The frames of a profile made ready by `prepareReport`; equal ones have one row. */
export function framesOf(profile: Profile): Frames {
  const names: string[] = [];
  const byKey = new Map<string, number>();
  const rows: number[] = [];
  const offsets = new Uint32Array(profile.locations.length + 1);
  profile.locations.forEach((location, at) => {
    for (const line of location.lines.length === 0 ? [undefined] : location.lines) {
      const info = frameInfo(profile, location, line, false);
      const key = frameKey(info);
      let row = byKey.get(key);
      if (row === undefined) {
        row = names.push(printableName(info)) - 1;
        byKey.set(key, row);
      }
      rows.push(row);
    }
    offsets[at + 1] = rows.length;
  });
  return { names, rows: Int32Array.from(rows), offsets };
}
