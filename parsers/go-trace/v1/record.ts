import { ByteReader } from "../wire/varint.ts";
import { Raw, type Format } from "./specs.ts";

/** The widest timed record has a time and four arguments. */
const MAX_ARGS = 8;

/** One timed record, spelt out: its arguments. */
export class RecordReader {
  readonly #bytes: Uint8Array;
  readonly #format: Format;
  readonly #reader: ByteReader;
  readonly #low = new Uint32Array(MAX_ARGS);
  readonly #high = new Uint32Array(MAX_ARGS);
  type: number = Raw.Batch;

  constructor(bytes: Uint8Array, format: Format) {
    this.#bytes = bytes;
    this.#format = format;
    this.#reader = new ByteReader(bytes);
  }

  /** Reads the record at `at`, which a scan has found to be whole. */
  read(at: number): void {
    const reader = this.#reader;
    const first = this.#bytes[at]!;
    this.type = first & 63;
    reader.position = at + 1;
    if (first >= 0xc0) reader.uvarint();
    for (let skipped = 0; skipped < this.#format.lead; skipped++) reader.uvarint();
    const count = this.#format.argCount[this.type]! - this.#format.lead;
    for (let i = 0; i < count; i++) {
      reader.uvarint();
      this.#low[i] = reader.low;
      this.#high[i] = reader.high;
    }
  }

  /** The low and high half of an argument, told by its column of `Format.argIndex`, and the whole as a double; 0 if this version does not write it. */
  low(index: Int8Array): number {
    const i = index[this.type]!;
    return i === -1 ? 0 : this.#low[i]!;
  }

  high(index: Int8Array): number {
    const i = index[this.type]!;
    return i === -1 ? 0 : this.#high[i]!;
  }

  number(index: Int8Array): number {
    const i = index[this.type]!;
    return i === -1 ? 0 : this.#high[i]! * 0x1_0000_0000 + this.#low[i]!;
  }

  /** Where the text that follows a log record begins, and its length. */
  text(): { readonly at: number; readonly length: number } {
    const length = this.#reader.uvarint();
    return { at: this.#reader.position, length };
  }
}
