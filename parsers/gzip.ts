import { gzip as pakoGzip, Inflate } from "pako";

import type { Damage } from "../src/model/damage.ts";

/** What is inflated at a time: bounds what one step can blow up to (deflate expands at most 1032 times). */
const STEP_BYTES = 1 << 15;
const OUTPUT_CHUNK_BYTES = 1 << 18;

/**
 * Where inflating stops: beyond both, the gzip was made to fill memory. Real traces expand 3 to 10 times. So what is
 * inflated stays within 200 times the file, or 256 MB if that is more.
 */
const BOMB_BYTES = 1 << 28;
const BOMB_RATIO = 200;

export function isGzip(head: Uint8Array): boolean {
  return head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b;
}

/** Compresses bytes, at the level given (1 to 9). */
export function gzip(bytes: Uint8Array, level: 1 | 6 | 9 = 6): Uint8Array<ArrayBuffer> {
  return pakoGzip(bytes, { level });
}

/**
 * Inflates gzip of any number of members, as the bytes come. What is wrong with the compression is told to
 * `onDamage`; what had been inflated until then has been yielded. Byte offsets are those of the gzip.
 */
export async function* gunzipChunks(
  chunks: AsyncIterable<Uint8Array>,
  onDamage: (damage: Damage) => void,
): AsyncGenerator<Uint8Array> {
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
  yield* inflater.end();
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
    if (length > limit)
      return {
        bytes: joined(parts, length),
        damage: { kind: "limit", message: `the gzip holds more than ${limit} bytes`, byteOffset: at },
      };
  }
  for (const part of inflater.end()) {
    parts.push(part);
    length += part.length;
  }
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
  #given = 0;
  /** Zeros after a member pad the file; nothing follows them. */
  #padded = false;

  push(input: Uint8Array): readonly Uint8Array[] {
    this.#parts = [];
    if (this.#member?.ended && input[0] === 0) this.#padded = true;
    if (!this.#padded) this.#inflate(input);
    this.#taken += input.length;
    return this.#parts;
  }

  /** The rest of what could be inflated of a gzip that ends too early. */
  end(): readonly Uint8Array[] {
    this.#parts = [];
    const member = this.#member;
    if (this.damage || member === undefined || member.ended) return [];
    this.#givePending(member);
    this.damage = { kind: "truncated", message: "the gzip ends in the middle of its data", byteOffset: this.#taken };
    return this.#parts;
  }

  #inflate(input: Uint8Array): void {
    if (this.#member === undefined || this.#member.ended) this.#member = this.#open();
    const member = this.#member;
    member.push(input);
    if (member.ended && member.err !== 0) {
      const byteOffset = this.#taken + streamOf(member).next_in;
      this.#givePending(member);
      this.damage = { kind: "malformed", message: `the gzip is damaged: ${member.msg || "no valid data"}`, byteOffset };
    }
    const most = Math.max(BOMB_BYTES, BOMB_RATIO * (this.#taken + input.length));
    if (this.#given > most) {
      const message = `the gzip expands more than ${BOMB_RATIO} times, beyond ${BOMB_BYTES} bytes: no trace does, and it is read no further`;
      this.damage = { kind: "limit", message, byteOffset: this.#taken + input.length };
    }
  }

  #open(): Inflate {
    const member = new Inflate({ windowBits: 31, chunkSize: OUTPUT_CHUNK_BYTES });
    member.onData = (part) => this.#give(part as Uint8Array);
    member.onEnd = () => {};
    return member;
  }

  #give(part: Uint8Array): void {
    this.#parts.push(part);
    this.#given += part.length;
  }

  /** pako keeps what fills no chunk until a member's proper end. */
  #givePending(member: Inflate): void {
    const { output, next_out } = streamOf(member);
    if (next_out > 0) this.#give(output.subarray(0, next_out));
  }
}

interface PakoStream {
  readonly next_in: number;
  readonly next_out: number;
  readonly output: Uint8Array;
}

/** pako's state is declared private, and nothing else tells how far it came when data are broken. */
function streamOf(member: Inflate): PakoStream {
  return member["strm"] as PakoStream;
}
