import { Reader } from "protobufjs/minimal";

import type { Damage } from "../../src/model/damage.ts";
import { NO_LABELS, type Profile, type ProfileLabel } from "../../src/model/profile.ts";
import { PprofFault } from "./message.ts";
import type { RawProfile } from "./raw-profile.ts";
import { readRawProfile } from "./read-profile.ts";

export type PprofResult =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly error: Damage };

/**
 * Reads a pprof profile (profile.proto, not compressed). Takes at most about a hundred times the memory of the bytes
 * given, whatever they say. What is wrong with the bytes is the answer, not an exception; a profile has no parts that
 * stand alone, so one fault gives up the whole.
 */
export function decodePprof(bytes: Uint8Array): PprofResult {
  if (bytes.length === 0)
    return { ok: false, error: { kind: "malformed", message: "the file is empty", byteOffset: 0 } };
  const reader = new Reader(bytes);
  try {
    return { ok: true, profile: resolve(readRawProfile(reader)) };
  } catch (error) {
    return { ok: false, error: damage(error, reader) };
  }
}

function damage(error: unknown, reader: Reader): Damage {
  if (error instanceof PprofFault) {
    return { kind: "malformed", message: `not a pprof profile: ${error.message}`, byteOffset: error.byteOffset };
  }
  // protobufjs throws RangeError at the end of its bytes, and Error for a varint or tag of too many bytes.
  if (error instanceof RangeError) {
    return {
      kind: "truncated",
      message: "the profile ends inside a field",
      byteOffset: Math.min(reader.pos, reader.len),
    };
  }
  if (error instanceof Error && error.message.startsWith("invalid ")) {
    return { kind: "malformed", message: `not a pprof profile: ${error.message}`, byteOffset: reader.pos };
  }
  throw error;
}

/** Puts strings and rows where the raw profile has numbers and ids. */
function resolve(raw: RawProfile): Profile {
  const text = (index: number): string => {
    const value = raw.strings[index];
    if (value !== undefined) return value;
    if (index === 0) return "";
    throw new PprofFault(`string ${index} of a table of ${raw.strings.length}`, 0);
  };
  if (raw.samples.length > 0 && raw.valuesPerSample !== raw.sampleTypes.length) {
    const message = `a sample has ${raw.valuesPerSample} values, the profile ${raw.sampleTypes.length} sample types`;
    throw new PprofFault(message, raw.sampleOffset.first);
  }
  const mappingRows = rowsByReference(raw.mappings, raw.mappingIds.length, "mappings");
  const functionRows = rowsByReference(raw.functions, raw.functionIds.length, "functions");
  const locationRows = rowsByReference(raw.locations, raw.locationIds.length, "locations");

  return {
    sampleTypes: raw.sampleTypes.map((type) => ({ type: text(type.type), unit: text(type.unit) })),
    defaultSampleType: text(raw.defaultSampleType),
    samples: resolveSamples(raw, locationRows, text),
    locations: raw.locations.map((location) => ({
      address: location.address,
      // A mapping that the file lacks is none: some writers number one and leave it out.
      mapping: location.mapping === -1 ? -1 : mappingRows[location.mapping]!,
      folded: location.folded,
      lines: location.lines.map((line) => {
        const row = line.function === -1 ? -1 : functionRows[line.function]!;
        if (row === -1) throw new PprofFault("a line of a location without its function", location.offset);
        return { function: row, line: line.line, column: line.column };
      }),
    })),
    functions: raw.functions.map((fn) => ({
      name: text(fn.name),
      systemName: text(fn.systemName),
      file: text(fn.file),
      startLine: fn.startLine,
    })),
    mappings: raw.mappings.map((mapping) => ({
      start: mapping.start,
      limit: mapping.limit,
      offset: mapping.memoryOffset,
      file: text(mapping.file),
      buildId: text(mapping.buildId),
      hasFunctions: mapping.hasFunctions,
      hasFiles: mapping.hasFiles,
      hasLines: mapping.hasLines,
      hasInlines: mapping.hasInlines,
    })),
    comments: raw.comments.map(text),
    docUrl: text(raw.docUrl),
    dropFrames: text(raw.dropFrames),
    keepFrames: text(raw.keepFrames),
    timeNanos: raw.timeNanos,
    durationNanos: raw.durationNanos,
    periodType: { type: text(raw.periodType.type), unit: text(raw.periodType.unit) },
    period: raw.period,
  };
}

function resolveSamples(
  raw: RawProfile,
  locationRows: Int32Array,
  text: (index: number) => string,
): Profile["samples"] {
  const samples = raw.samples.finish();
  for (let i = 0; i < samples.stacks.length; i++) {
    const row = locationRows[samples.stacks[i]!]!;
    if (row === -1) {
      const id = raw.locationIds.text(samples.stacks[i]!);
      throw new PprofFault(
        `a sample refers to location ${id}, which the profile does not hold`,
        raw.sampleOffset.first,
      );
    }
    samples.stacks[i] = row;
  }
  const labels = samples.labels.map((_, row): readonly ProfileLabel[] => {
    const list = raw.labels.get(row);
    if (list === undefined) return NO_LABELS;
    return list.map((label) => {
      const key = text(label.key);
      if (label.text !== 0) return { key, text: text(label.text) };
      return { key, number: label.number, unit: text(label.unit) };
    });
  });
  return { ...samples, labels };
}

/** For each id the row of what has it, or -1; an id that two rows claim is a fault. */
function rowsByReference(
  rows: readonly { readonly reference: number; readonly offset: number }[],
  ids: number,
  what: string,
): Int32Array {
  const byReference = new Int32Array(ids).fill(-1);
  rows.forEach((row, index) => {
    if (row.reference === -1) return;
    if (byReference[row.reference] !== -1) {
      const message = `two ${what} with one id`;
      throw new PprofFault(message, row.offset);
    }
    byReference[row.reference] = index;
  });
  return byReference;
}
