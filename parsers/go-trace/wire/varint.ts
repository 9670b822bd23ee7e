/**
 * Reads unsigned varints (LEB128, as Go's encoding/binary writes them) from a stretch of bytes. A value is told as a
 * double, exact to 2^53; `low` and `high` hold its 64 bits where they matter (ids, program counters, sentinels).
 * Going past the end, past ten bytes or past 64 bits sets `failed` and gives 0; it never throws.
 */
export class ByteReader {
  bytes: Uint8Array;
  position: number;
  end: number;
  low = 0;
  high = 0;
  failed = false;

  constructor(bytes: Uint8Array = new Uint8Array(0), position = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  reset(bytes: Uint8Array, position: number, end: number): void {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
    this.failed = false;
  }

  get done(): boolean {
    return this.position >= this.end || this.failed;
  }

  byte(): number {
    if (this.position >= this.end) return this.#fail();
    return this.bytes[this.position++]!;
  }

  uvarint(): number {
    const first = this.position < this.end ? this.bytes[this.position]! : 0x80;
    if (first < 0x80) {
      this.position++;
      this.low = first;
      this.high = 0;
      return first;
    }
    return this.#long();
  }

  #long(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.position >= this.end) return this.#fail();
      const byte = this.bytes[this.position++]!;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        if (shift === 63 && byte > 1) return this.#fail();
        this.low = low >>> 0;
        this.high = high >>> 0;
        return this.high * 0x1_0000_0000 + this.low;
      }
    }
    return this.#fail();
  }

  #fail(): number {
    this.failed = true;
    this.low = 0;
    this.high = 0;
    return 0;
  }
}
