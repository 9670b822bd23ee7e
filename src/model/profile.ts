/** What a column of sample values measures: ("delay", "nanoseconds"), ("samples", "count"), ("inuse_space", "bytes"). */
export interface ValueType {
  readonly type: string;
  readonly unit: string;
}

/**
 * Weights by stack, as profile.proto means it, whether computed from a trace or read from a pprof file.
 * Rows take the place of the ids of the file. Never changed: a filter or a merge makes a new one.
 */
export interface Profile {
  readonly sampleTypes: readonly ValueType[];
  /** Type to show when none is asked for; "" for the last. */
  readonly defaultSampleType: string;
  readonly samples: ProfileSamples;
  readonly locations: readonly ProfileLocation[];
  readonly functions: readonly ProfileFunction[];
  /** The first is the program itself. */
  readonly mappings: readonly ProfileMapping[];
  readonly comments: readonly string[];
  readonly docUrl: string;
  /** Regular expressions on function names: frames that `drop` matches and `keep` does not are left out of reports. */
  readonly dropFrames: string;
  readonly keepFrames: string;
  /** Unix time in ns; 0 if not known. */
  readonly timeNanos: bigint;
  /** 0 if not known. */
  readonly durationNanos: number;
  readonly periodType: ValueType;
  readonly period: number;
}

/**
 * Samples as columns. Values are exact up to 2^53, as numbers are; those of sample s are
 * `values[s * sampleTypes.length]` and the ones after it.
 */
export interface ProfileSamples {
  readonly length: number;
  /** Locations of sample s, leaf first, are positions stackOffsets[s] to stackOffsets[s+1] of `stacks`. */
  readonly stackOffsets: Uint32Array;
  readonly stacks: Int32Array;
  readonly values: Float64Array;
  readonly labels: readonly (readonly ProfileLabel[])[];
}

export type ProfileLabel =
  | { readonly key: string; readonly text: string }
  | { readonly key: string; readonly number: bigint; readonly unit: string };

export interface ProfileLocation {
  /** 0 if not known. */
  readonly address: bigint;
  /** Row of the mapping, or -1. */
  readonly mapping: number;
  /** The one line of a call that was not inlined; of inlined calls the innermost first; none without symbols. */
  readonly lines: readonly ProfileLine[];
  readonly folded: boolean;
}

export interface ProfileLine {
  /** Row of the function. */
  readonly function: number;
  /** 0 if not known. */
  readonly line: number;
  readonly column: number;
}

export interface ProfileFunction {
  readonly name: string;
  /** As the linker spells it. */
  readonly systemName: string;
  readonly file: string;
  readonly startLine: number;
}

/** A stretch of the address space and what was mapped there. */
export interface ProfileMapping {
  readonly start: bigint;
  readonly limit: bigint;
  readonly offset: bigint;
  readonly file: string;
  readonly buildId: string;
  readonly hasFunctions: boolean;
  readonly hasFiles: boolean;
  readonly hasLines: boolean;
  readonly hasInlines: boolean;
}

export const NO_LABELS: readonly ProfileLabel[] = [];
