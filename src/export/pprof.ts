import { Writer } from "protobufjs/minimal";

import {
  BYTES,
  FUNCTION,
  LABEL,
  LINE,
  LOCATION,
  MAPPING,
  PROFILE,
  SAMPLE,
  VALUE_TYPE,
  VARINT,
} from "../../parsers/pprof/fields.ts";
import type { Profile, ProfileLabel, ProfileLocation, ProfileMapping, ValueType } from "../model/profile.ts";

/**
 * A profile as profile.proto, not compressed. Ids are rows plus one; fields that are zero are left out, as
 * proto3 has it. Fields and strings come in the order in which Go's writer puts them.
 */
export function encodePprof(profile: Profile): Uint8Array {
  const message = new MessageWriter();
  for (const type of profile.sampleTypes) message.nested(PROFILE.sampleType, (m) => writeValueType(m, type));
  for (let row = 0; row < profile.samples.length; row++) {
    message.nested(PROFILE.sample, (m) => writeSample(m, profile, row));
  }
  profile.mappings.forEach((mapping, row) => message.nested(PROFILE.mapping, (m) => writeMapping(m, mapping, row)));
  profile.locations.forEach((location, row) =>
    message.nested(PROFILE.location, (m) => writeLocation(m, location, row)),
  );
  profile.functions.forEach((fn, row) =>
    message.nested(PROFILE.function, (m) => {
      m.number(FUNCTION.id, row + 1);
      m.text(FUNCTION.name, fn.name);
      m.text(FUNCTION.systemName, fn.systemName);
      m.text(FUNCTION.file, fn.file);
      m.number(FUNCTION.startLine, fn.startLine);
    }),
  );
  message.text(PROFILE.dropFrames, profile.dropFrames);
  message.text(PROFILE.keepFrames, profile.keepFrames);
  message.long(PROFILE.timeNanos, profile.timeNanos);
  message.number(PROFILE.durationNanos, profile.durationNanos);
  if (profile.periodType.type !== "" || profile.periodType.unit !== "") {
    message.nested(PROFILE.periodType, (m) => writeValueType(m, profile.periodType));
  }
  message.number(PROFILE.period, profile.period);
  message.numbers(
    PROFILE.comment,
    profile.comments.map((comment) => message.string(comment)),
  );
  message.text(PROFILE.defaultSampleType, profile.defaultSampleType);
  message.text(PROFILE.docUrl, profile.docUrl);
  message.strings(PROFILE.stringTable);
  return message.finish();
}

/** Writes fields; those of nested messages go into the same bytes, and all strings into one table. */
class MessageWriter {
  readonly #writer = new Writer();
  readonly #strings = new Map<string, number>([["", 0]]);

  string(value: string): number {
    let row = this.#strings.get(value);
    if (row === undefined) {
      row = this.#strings.size;
      this.#strings.set(value, row);
    }
    return row;
  }

  number(field: number, value: number): void {
    if (value !== 0) this.#writer.uint32((field << 3) | VARINT).int64(value);
  }

  text(field: number, value: string): void {
    this.number(field, this.string(value));
  }

  flag(field: number, value: boolean): void {
    this.number(field, value ? 1 : 0);
  }

  long(field: number, value: bigint): void {
    if (value === 0n) return;
    const low = Number(BigInt.asUintN(32, value));
    const high = Number(BigInt.asUintN(32, value >> 32n));
    this.#writer.uint32((field << 3) | VARINT).uint64({ low, high, unsigned: true });
  }

  /** Packed; zeros count, an empty list does not. */
  numbers(field: number, values: readonly number[]): void {
    if (values.length === 0) return;
    this.#writer.uint32((field << 3) | BYTES).fork();
    for (const value of values) this.#writer.int64(value);
    this.#writer.ldelim();
  }

  nested(field: number, write: (message: MessageWriter) => void): void {
    this.#writer.uint32((field << 3) | BYTES).fork();
    write(this);
    this.#writer.ldelim();
  }

  /** Last, when all strings are known. */
  strings(field: number): void {
    for (const value of this.#strings.keys()) this.#writer.uint32((field << 3) | BYTES).string(value);
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }
}

function writeValueType(message: MessageWriter, type: ValueType): void {
  message.text(VALUE_TYPE.type, type.type);
  message.text(VALUE_TYPE.unit, type.unit);
}

function writeSample(message: MessageWriter, profile: Profile, row: number): void {
  const { stackOffsets, stacks, values, labels } = profile.samples;
  const types = profile.sampleTypes.length;
  message.numbers(
    SAMPLE.locationId,
    Array.from(stacks.subarray(stackOffsets[row], stackOffsets[row + 1]), (l) => l + 1),
  );
  message.numbers(SAMPLE.value, Array.from(values.subarray(row * types, (row + 1) * types)));
  for (const label of labels[row] ?? []) message.nested(SAMPLE.label, (m) => writeLabel(m, label));
}

function writeLabel(message: MessageWriter, label: ProfileLabel): void {
  message.text(LABEL.key, label.key);
  if ("text" in label) return message.text(LABEL.text, label.text);
  message.long(LABEL.number, label.number);
  message.text(LABEL.unit, label.unit);
}

function writeMapping(message: MessageWriter, mapping: ProfileMapping, row: number): void {
  message.number(MAPPING.id, row + 1);
  message.long(MAPPING.start, mapping.start);
  message.long(MAPPING.limit, mapping.limit);
  message.long(MAPPING.offset, mapping.offset);
  message.text(MAPPING.file, mapping.file);
  message.text(MAPPING.buildId, mapping.buildId);
  message.flag(MAPPING.hasFunctions, mapping.hasFunctions);
  message.flag(MAPPING.hasFiles, mapping.hasFiles);
  message.flag(MAPPING.hasLines, mapping.hasLines);
  message.flag(MAPPING.hasInlines, mapping.hasInlines);
}

function writeLocation(message: MessageWriter, location: ProfileLocation, row: number): void {
  message.number(LOCATION.id, row + 1);
  message.number(LOCATION.mappingId, location.mapping + 1);
  message.long(LOCATION.address, location.address);
  for (const line of location.lines) {
    message.nested(LOCATION.line, (m) => {
      m.number(LINE.functionId, line.function + 1);
      m.number(LINE.line, line.line);
      m.number(LINE.column, line.column);
    });
  }
  message.flag(LOCATION.folded, location.folded);
}
