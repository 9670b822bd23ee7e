import { BYTES, PROFILE, VARINT } from "./fields.ts";

/** Fields of a profile that hold messages, and the most fields that those have. */
const MESSAGES: ReadonlyMap<number, number> = new Map([
  [PROFILE.sampleType, 2],
  [PROFILE.sample, 3],
  [PROFILE.mapping, 10],
  [PROFILE.location, 5],
  [PROFILE.function, 5],
  [PROFILE.periodType, 2],
]);
const NUMBERS: ReadonlySet<number> = new Set([
  PROFILE.dropFrames,
  PROFILE.keepFrames,
  PROFILE.timeNanos,
  PROFILE.durationNanos,
  PROFILE.period,
  PROFILE.comment,
  PROFILE.defaultSampleType,
  PROFILE.docUrl,
]);

/**
 * Whether the first bytes of a file are fields of profile.proto, each of its wire type and those that hold messages
 * beginning as such. Fields may come in any order: writers differ. Looks at the bytes given, and no further.
 */
export function looksLikePprof(head: Uint8Array): boolean {
  let at = 0;
  let fields = 0;
  while (at < head.length) {
    const field = head[at]! >> 3;
    const wire = head[at]! & 7;
    const [value, next] = varintAt(head, at + 1);
    if (next === -1) return false;
    if (wire === VARINT && NUMBERS.has(field)) at = next;
    else if (wire === BYTES && startsAsField(head, field, next, value, fields === 0)) at = next + value;
    else return false;
    fields++;
  }
  return fields > 0;
}

function startsAsField(head: Uint8Array, field: number, start: number, length: number, isFirst: boolean): boolean {
  // The first string is empty. Text that begins with "2" is none.
  if (field === PROFILE.stringTable) return !isFirst || length === 0;
  if (field === PROFILE.comment) return !isFirst;
  const fields = MESSAGES.get(field);
  if (fields === undefined || length === 0) return fields !== undefined && !isFirst;
  const inside = head[start];
  if (inside === undefined) return true;
  const wire = inside & 7;
  // Of two fields are types and units, numbers both.
  const isWire = wire === VARINT || (wire === BYTES && fields > 2);
  return inside >> 3 >= 1 && inside >> 3 <= fields && isWire;
}

/** A number and where it ends, or -1 if it is none; one that the bytes break off counts as far as it goes. */
function varintAt(head: Uint8Array, start: number): readonly [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = head[start + i] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, start + i + 1];
  }
  return [0, -1];
}
