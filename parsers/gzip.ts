import { gzip as pakoGzip, Inflate } from "pako";

import type { Damage } from "../src/model/damage.ts";

/** What is inflated at a time: bounds what one step can blow up to (deflate expands at most 1032 times). */
const STEP_BYTES = 1 << 15;
const OUTPUT_CHUNK_BYTES = 1 << 18;

export function isGzip(head: Uint8Array): boolean {
  return head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b;
}

/** Compresses bytes, at the level given (1 to 9). */
export function gzip(bytes: Uint8Array, level: 1 | 6 | 9 = 6): Uint8Array<ArrayBuffer> {
  return pakoGzip(bytes, { level });
}

/**
 * Inflates gzip of any number of members, as the bytes come. What is wrong with the compression is told to
 * `onDamage`; what had been inflated until then has been yielded.
 */
export async function* gunzipChunks(chunks: AsyncIterable<Uint8Array>, onDamage: (damage: Damage) => void): AsyncGenerator<Uint8Array> {
  const inflater = new Inflater();
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += STEP_BYTES) {
      yield* inflater.push(chunk.subarray(at, at + STEP_BYTES));
      if (inflater.damage) {
        onDamage(inflater.damage);
        return;
      }
    }
  }
  inflater.end();
  if (inflater.damage) onDamage(inflater.damage);
}

/** Inflates gzip that is there whole; gives up with damage once there are more than `limit` bytes. */
export function gunzip(bytes: Uint8Array, limit: number): { bytes: Uint8Array; damage?: Damage } {
  const inflater = new Inflater();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let at = 0; at < bytes.length && inflater.damage === undefined; at += STEP_BYTES) {
    for (const part of inflater.push(bytes.subarray(at, at + STEP_BYTES))) {
      parts.push(part);
      length += part.length;
    }
    if (length > limit) return { bytes: joined(parts, length), damage: { kind: "limit", message: `the gzip holds more than ${limit} bytes`, byteOffset: at } };
  }
  inflater.end();
  const whole = joined(parts, length);
  return inflater.damage ? { bytes: whole, damage: inflater.damage } : { bytes: whole };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Members of a gzip, one after the other. */
class Inflater {
  damage: Damage | undefined;
  #member: Inflate | undefined;
  #parts: Uint8Array[] = [];
  #taken = 0;

  push(input: Uint8Array): Uint8Array[] {
    this.#parts = [];
    // A member that ended just before may be followed by another, or by padding, which is passed over.
    if (this.#member?.ended) this.#member = input[0] === 0 ? this.#member : undefined;
    this.#member ??= this.#open();
    this.#member.push(input);
    this.#taken += input.length;
    this.#check();
    return this.#parts;
  }

  end(): void {
    if (this.damage || this.#member === undefined || this.#member.ended) return;
    this.damage = { kind: "truncated", message: "the gzip ends in the middle of its data", byteOffset: this.#taken };
  }

  #open(): Inflate {
    const member = new Inflate({ windowBits: 31, chunkSize: OUTPUT_CHUNK_BYTES });
    member.onData = (part) => {
      this.#parts.push(part as Uint8Array);
    };
    member.onEnd = () => {};
    return member;
  }

  #check(): void {
    const member = this.#member!;
    if (!member.ended || member.err === 0) return;
    this.damage = { kind: "malformed", message: `the gzip is damaged: ${member.msg || "no valid data"}`, byteOffset: this.#taken };
  }
}
