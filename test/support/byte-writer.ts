/** Bytes that grow at their end; varints as Go's encoding/binary writes them. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  byte(value: number): this {
    this.#bytes.push(value & 0xff);
    return this;
  }

  bytes(values: Iterable<number>): this {
    for (const value of values) this.byte(value);
    return this;
  }

  /** An unsigned varint of at most 64 bits: seven bits a byte, lowest first, the top bit set on all but the last. */
  varint(value: bigint | number): this {
    let rest = BigInt(value);
    if (rest < 0n || rest >= 1n << 64n) throw new RangeError(`varint ${value} is not an unsigned 64-bit number`);
    for (; rest >= 0x80n; rest >>= 7n) this.byte(Number(rest & 0x7fn) | 0x80);
    return this.byte(Number(rest));
  }

  /** A varint length, then the text as UTF-8. */
  text(value: string): this {
    const utf8 = new TextEncoder().encode(value);
    return this.varint(utf8.length).bytes(utf8);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
