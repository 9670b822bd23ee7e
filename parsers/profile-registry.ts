import { decodeCounts } from "./goroutine-dump/counts.ts";
import { decodeDump } from "./goroutine-dump/dump.ts";
import { looksLikeCounts, looksLikeDump } from "./goroutine-dump/sniff.ts";
import { decodePprof, type PprofResult } from "./pprof/decode.ts";
import { looksLikePprof } from "./pprof/sniff.ts";

/** A kind of file that holds a profile. */
export interface ProfileFormat {
  readonly id: string;
  /** Whether the first bytes, inflated, are of this format. Never looks at names. */
  readonly sniff: (head: Uint8Array) => boolean;
  readonly decode: (bytes: Uint8Array) => PprofResult;
}

/** What is none of them is read as the first, which says what it found. */
export const PROFILE_FORMATS: readonly ProfileFormat[] = [
  { id: "pprof", sniff: looksLikePprof, decode: decodePprof },
  { id: "goroutine-dump", sniff: looksLikeDump, decode: decodeDump },
  { id: "goroutine-counts", sniff: looksLikeCounts, decode: decodeCounts },
];
