import type { Reader } from "protobufjs/minimal";

import { BYTES, VARINT } from "./fields.ts";

/** A 64-bit number as protobufjs reads it. */
export interface Int64 {
  readonly low: number;
  readonly high: number;
}

/** As a signed number; inexact beyond 2^53. */
export function int64ToNumber(value: Int64): number {
  return (value.high | 0) * 0x1_0000_0000 + (value.low >>> 0);
}

export function uint64ToBigint(value: Int64): bigint {
  return (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
}

/** What to do with a field of a message: numbers come one by one, also where the file packs them. */
export type Field<T> =
  | { readonly wire: typeof VARINT; readonly take: (message: T, value: Int64, at: number) => void }
  | { readonly wire: typeof BYTES; readonly take: (message: T, reader: Reader, end: number) => void };

export type Fields<T> = ReadonlyMap<number, Field<T>>;

/** Something in the bytes that profile.proto does not allow. */
export class PprofFault extends Error {
  readonly byteOffset: number;

  constructor(message: string, byteOffset: number) {
    super(message);
    this.byteOffset = byteOffset;
  }
}

/** Reads the message that lies between the reader's position and `end`; fields that `fields` lacks are skipped. */
export function readMessage<T>(reader: Reader, end: number, fields: Fields<T>, message: T): T {
  while (reader.pos < end) {
    const start = reader.pos;
    const tag = reader.tag();
    const field = fields.get(tag >>> 3);
    const wire = tag & 7;
    if (tag < 8) throw new PprofFault("a field of number 0", start);
    if (wire === BYTES) readBytes(reader, end, field, message);
    else if (field === undefined) skip(reader, wire, start);
    else if (wire === VARINT && field.wire === VARINT) field.take(message, reader.int64(), start);
    else throw new PprofFault(`field ${tag >>> 3} has wire type ${wire}, expected ${field.wire}`, start);
    if (reader.pos > end)
      throw new PprofFault(`a field runs ${reader.pos - end} bytes past the end of its message`, start);
  }
  return message;
}

function readBytes<T>(reader: Reader, limit: number, field: Field<T> | undefined, message: T): void {
  const start = reader.pos;
  const length = reader.size();
  const end = reader.pos + length;
  if (end > limit) throw new PprofFault(`a field of ${length} bytes where ${limit - reader.pos} are left`, start);
  if (field === undefined) reader.pos = end;
  else if (field.wire === BYTES) field.take(message, reader, end);
  else while (reader.pos < end) field.take(message, reader.int64(), start);
  if (reader.pos !== end) throw new PprofFault(`a field of ${length} bytes ends inside a number`, start);
}

/** Fixed-width fields do not occur in profile.proto, but a later version may add some; groups nobody writes any more. */
function skip(reader: Reader, wire: number, start: number): void {
  if (wire === 3 || wire === 4 || wire > 5)
    throw new PprofFault(`wire type ${wire} is not one that profiles use`, start);
  reader.skipType(wire);
}
