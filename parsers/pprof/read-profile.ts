import type { Reader } from "protobufjs/minimal";

import type { IdTable } from "../../src/base/id-table.ts";
import { BYTES, FUNCTION, LABEL, LINE, LOCATION, MAPPING, PROFILE, SAMPLE, VALUE_TYPE, VARINT } from "./fields.ts";
import {
  int64ToNumber,
  PprofFault,
  readMessage,
  uint64ToBigint,
  type Field,
  type Fields,
  type Int64,
} from "./message.ts";
import {
  RawProfile,
  type Identified,
  type RawFunction,
  type RawLabel,
  type RawLine,
  type RawLocation,
  type RawMapping,
  type RawValueType,
} from "./raw-profile.ts";

/** What the fields of a nested message go into. */
interface In<T> {
  readonly profile: RawProfile;
  readonly value: T;
}

const number = <T>(take: (message: T, value: number) => void): Field<T> => ({
  wire: VARINT,
  take: (message, value) => take(message, int64ToNumber(value)),
});
const long = <T>(take: (message: T, value: bigint) => void): Field<T> => ({
  wire: VARINT,
  take: (message, value) => take(message, uint64ToBigint(value)),
});
const flag = <T>(take: (message: T, value: boolean) => void): Field<T> => ({
  wire: VARINT,
  take: (message, value) => take(message, (value.low | value.high) !== 0),
});
const id = <T>(take: (message: T, value: Int64) => void): Field<T> => ({ wire: VARINT, take });
const nested = <T>(take: (message: T, reader: Reader, end: number) => void): Field<T> => ({ wire: BYTES, take });

const VALUE_TYPE_FIELDS: Fields<RawValueType> = new Map([
  [VALUE_TYPE.type, number((m, value) => (m.type = value))],
  [VALUE_TYPE.unit, number((m, value) => (m.unit = value))],
]);

const LABEL_FIELDS: Fields<RawLabel> = new Map([
  [LABEL.key, number((m, value) => (m.key = value))],
  [LABEL.text, number((m, value) => (m.text = value))],
  [LABEL.number, long((m, value) => (m.number = BigInt.asIntN(64, value)))],
  [LABEL.unit, number((m, value) => (m.unit = value))],
]);

const SAMPLE_FIELDS: Fields<In<RawLabel[]>> = new Map([
  [
    SAMPLE.locationId,
    id((m, value) => m.profile.samples.location(m.profile.locationIds.intern(value.low, value.high))),
  ],
  [SAMPLE.value, number((m, value) => m.profile.samples.value(value))],
  [
    SAMPLE.label,
    nested((m, reader, end) => {
      m.value.push(readMessage(reader, end, LABEL_FIELDS, { key: 0, text: 0, number: 0n, unit: 0 }));
    }),
  ],
]);

const MAPPING_FIELDS: Fields<In<RawMapping>> = new Map([
  [MAPPING.id, id((m, value) => (m.value.reference = reference(m.profile.mappingIds, value)))],
  [MAPPING.start, long((m, value) => (m.value.start = value))],
  [MAPPING.limit, long((m, value) => (m.value.limit = value))],
  [MAPPING.offset, long((m, value) => (m.value.memoryOffset = value))],
  [MAPPING.file, number((m, value) => (m.value.file = value))],
  [MAPPING.buildId, number((m, value) => (m.value.buildId = value))],
  [MAPPING.hasFunctions, flag((m, value) => (m.value.hasFunctions = value))],
  [MAPPING.hasFiles, flag((m, value) => (m.value.hasFiles = value))],
  [MAPPING.hasLines, flag((m, value) => (m.value.hasLines = value))],
  [MAPPING.hasInlines, flag((m, value) => (m.value.hasInlines = value))],
]);

const LINE_FIELDS: Fields<In<RawLine>> = new Map([
  [LINE.functionId, id((m, value) => (m.value.function = reference(m.profile.functionIds, value)))],
  [LINE.line, number((m, value) => (m.value.line = value))],
  [LINE.column, number((m, value) => (m.value.column = value))],
]);

const LOCATION_FIELDS: Fields<In<RawLocation>> = new Map([
  [LOCATION.id, id((m, value) => (m.value.reference = reference(m.profile.locationIds, value)))],
  [LOCATION.mappingId, id((m, value) => (m.value.mapping = reference(m.profile.mappingIds, value)))],
  [LOCATION.address, long((m, value) => (m.value.address = value))],
  [LOCATION.folded, flag((m, value) => (m.value.folded = value))],
  [
    LOCATION.line,
    nested((m, reader, end) => {
      const line = { profile: m.profile, value: { function: -1, line: 0, column: 0 } };
      m.value.lines.push(readMessage(reader, end, LINE_FIELDS, line).value);
    }),
  ],
]);

const FUNCTION_FIELDS: Fields<In<RawFunction>> = new Map([
  [FUNCTION.id, id((m, value) => (m.value.reference = reference(m.profile.functionIds, value)))],
  [FUNCTION.name, number((m, value) => (m.value.name = value))],
  [FUNCTION.systemName, number((m, value) => (m.value.systemName = value))],
  [FUNCTION.file, number((m, value) => (m.value.file = value))],
  [FUNCTION.startLine, number((m, value) => (m.value.startLine = value))],
]);

const PROFILE_FIELDS: Fields<RawProfile> = new Map([
  [
    PROFILE.sampleType,
    nested((m, reader, end) => {
      m.sampleTypes.push(readMessage(reader, end, VALUE_TYPE_FIELDS, { type: 0, unit: 0 }));
    }),
  ],
  [PROFILE.sample, nested(readSample)],
  [
    PROFILE.mapping,
    nested((m, reader, end) => {
      const bits = { hasFunctions: false, hasFiles: false, hasLines: false, hasInlines: false };
      const value = { reference: -1, offset: reader.pos, start: 0n, limit: 0n, memoryOffset: 0n, file: 0, buildId: 0 };
      const message = { profile: m, value: { ...value, ...bits } };
      m.mappings.push(identified(readMessage(reader, end, MAPPING_FIELDS, message).value, "mapping"));
    }),
  ],
  [
    PROFILE.location,
    nested((m, reader, end) => {
      const value = { reference: -1, offset: reader.pos, mapping: -1, address: 0n, folded: false, lines: [] };
      m.locations.push(identified(readMessage(reader, end, LOCATION_FIELDS, { profile: m, value }).value, "location"));
    }),
  ],
  [
    PROFILE.function,
    nested((m, reader, end) => {
      const value = { reference: -1, offset: reader.pos, name: 0, systemName: 0, file: 0, startLine: 0 };
      m.functions.push(identified(readMessage(reader, end, FUNCTION_FIELDS, { profile: m, value }).value, "function"));
    }),
  ],
  [PROFILE.stringTable, nested(readString)],
  [PROFILE.dropFrames, number((m, value) => (m.dropFrames = value))],
  [PROFILE.keepFrames, number((m, value) => (m.keepFrames = value))],
  [PROFILE.timeNanos, { wire: VARINT, take: setTime }],
  [PROFILE.durationNanos, number((m, value) => (m.durationNanos = value))],
  [
    PROFILE.periodType,
    nested((m, reader, end) => {
      readMessage(reader, end, VALUE_TYPE_FIELDS, m.periodType);
    }),
  ],
  [PROFILE.period, number((m, value) => (m.period = value))],
  [PROFILE.comment, number((m, value) => m.comments.push(value))],
  [PROFILE.defaultSampleType, number((m, value) => (m.defaultSampleType = value))],
  [PROFILE.docUrl, number((m, value) => (m.docUrl = value))],
]);

/** Reads all the bytes of the reader. Throws `PprofFault`, or what protobufjs throws at the end of the bytes. */
export function readRawProfile(reader: Reader): RawProfile {
  return readMessage(reader, reader.len, PROFILE_FIELDS, new RawProfile());
}

function readSample(profile: RawProfile, reader: Reader, end: number): void {
  const start = reader.pos;
  const before = profile.samples.valueCount;
  const labels = readMessage(reader, end, SAMPLE_FIELDS, { profile, value: [] as RawLabel[] }).value;
  const count = profile.samples.valueCount - before;
  if (profile.valuesPerSample === -1) {
    profile.valuesPerSample = count;
    profile.sampleOffset.first = start;
  }
  if (count !== profile.valuesPerSample) {
    throw new PprofFault(`a sample has ${count} values, the first one has ${profile.valuesPerSample}`, start);
  }
  const row = profile.samples.end();
  if (labels.length > 0) profile.labels.set(row, labels);
}

function setTime(profile: RawProfile, value: Int64, at: number): void {
  if (profile.timeNanos !== 0n) throw new PprofFault("these are several profiles, one behind the other", at);
  profile.timeNanos = BigInt.asIntN(64, uint64ToBigint(value));
}

function readString(profile: RawProfile, reader: Reader, end: number): void {
  const start = reader.pos;
  const text = UTF8.decode(reader.raw(start, end));
  reader.pos = end;
  if (profile.strings.length === 0 && text !== "") throw new PprofFault("the first string is not empty", start);
  profile.strings.push(text);
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

function identified<T extends Identified>(value: T, what: string): T {
  if (value.reference === -1) throw new PprofFault(`a ${what} without an id`, value.offset);
  return value;
}

function reference(ids: IdTable, value: Int64): number {
  return (value.low | value.high) === 0 ? -1 : ids.intern(value.low, value.high);
}
