import { Growable } from "../../../src/base/growable.ts";
import { IdTable } from "../../../src/base/id-table.ts";
import { EMPTY_STRING, NO_STACK, type StackIndex, type StringIndex } from "../../../src/base/indices.ts";
import type { Symbols } from "../../../src/model/symbols.ts";
import { TextReader } from "../wire/text.ts";
import { ByteReader } from "../wire/varint.ts";

const UNREAD = -2;

/**
 * The strings and stacks of a file, by the ids it gives them. A scan notes where they stand; they are read and
 * interned when an event first speaks of them.
 */
export class FileTables {
  readonly #bytes: Uint8Array;
  readonly #symbols: Symbols;
  /** Before Go 1.7 frames are bare program counters. */
  readonly #bare: boolean;
  readonly #text = new TextReader();
  readonly #reader: ByteReader;

  readonly #stringIds = new IdTable();
  readonly #stringAt = new Growable(Uint32Array);
  readonly #stringLength = new Growable(Int32Array);
  readonly #stringIndex = new Growable(Int32Array);

  readonly #stackIds = new IdTable();
  readonly #stackAt = new Growable(Uint32Array);
  readonly #stackDepth = new Growable(Uint16Array);
  readonly #stackIndex = new Growable(Int32Array);

  /** Frames by program counter. Where stacks disagree about one, the first to name it is believed, as Go does. */
  readonly #pcs = new IdTable();
  readonly #pcFunction = new Growable(Int32Array);
  readonly #pcFile = new Growable(Int32Array);
  readonly #pcLine = new Growable(Float64Array);

  constructor(bytes: Uint8Array, version: number, symbols: Symbols) {
    this.#bytes = bytes;
    this.#bare = version < 7;
    this.#symbols = symbols;
    this.#reader = new ByteReader(bytes);
  }

  /** False if the id has a string already, which it keeps. */
  addString(low: number, high: number, at: number, length: number): boolean {
    const row = this.#stringRow(low, high);
    if (this.#stringLength.get(row) >= 0) return false;
    this.#stringAt.set(row, at);
    this.#stringLength.set(row, length);
    return true;
  }

  /** Takes the frames of a stack, `depth` of them, whose bytes begin at `at`. */
  addStack(id: number, at: number, depth: number): void {
    if (id === 0 || depth === 0) return;
    const row = this.#stackIds.intern(id, 0);
    if (row === this.#stackAt.length) {
      this.#stackAt.push(at);
      this.#stackDepth.push(depth);
      this.#stackIndex.push(UNREAD);
    } else {
      this.#stackAt.set(row, at);
      this.#stackDepth.set(row, depth);
    }
    this.#addFrames(at, depth);
  }

  /** The string of an id; "" if the file has none. */
  string(low: number, high: number): StringIndex {
    const row = this.#stringIds.find(low, high);
    return row === -1 ? EMPTY_STRING : this.#readString(row);
  }

  /** The string that stands at `at`, `length` bytes. */
  inlineString(at: number, length: number): StringIndex {
    return this.#symbols.strings.intern(this.#text.read(this.#bytes, at, at + length));
  }

  /** The stack of an id, of which the file's readers see the low 32 bits; NO_STACK if the file has none. */
  stack(id: number): StackIndex {
    if (id === 0) return NO_STACK;
    const row = this.#stackIds.find(id, 0);
    if (row === -1) return NO_STACK;
    const known = this.#stackIndex.get(row);
    if (known !== UNREAD) return known as StackIndex;
    const stack = this.#readStack(this.#stackAt.get(row), this.#stackDepth.get(row));
    this.#stackIndex.set(row, stack);
    return stack;
  }

  /** A stack of the one frame at a program counter of which no more is known. */
  bareStack(low: number, high: number): StackIndex {
    return this.#symbols.stacks.intern([this.#bareFrame(low, high)]);
  }

  #stringRow(low: number, high: number): number {
    const row = this.#stringIds.intern(low, high);
    if (row === this.#stringAt.length) {
      this.#stringAt.push(0);
      this.#stringLength.push(-1);
      this.#stringIndex.push(UNREAD);
    }
    return row;
  }

  #readString(row: number): StringIndex {
    const known = this.#stringIndex.get(row);
    if (known !== UNREAD) return known as StringIndex;
    const length = this.#stringLength.get(row);
    const index = length <= 0 ? EMPTY_STRING : this.inlineString(this.#stringAt.get(row), length);
    this.#stringIndex.set(row, index);
    return index;
  }

  #addFrames(at: number, depth: number): void {
    if (this.#bare) return;
    const reader = this.#reader;
    reader.reset(this.#bytes, at, this.#bytes.length);
    for (let i = 0; i < depth; i++) {
      reader.uvarint();
      const row = this.#pcs.intern(reader.low, reader.high);
      reader.uvarint();
      const isNew = row === this.#pcFunction.length;
      if (isNew) this.#pcFunction.push(this.#stringRow(reader.low, reader.high));
      reader.uvarint();
      if (isNew) this.#pcFile.push(this.#stringRow(reader.low, reader.high));
      const line = reader.uvarint();
      if (isNew) this.#pcLine.push(line);
    }
  }

  #readStack(at: number, depth: number): StackIndex {
    const reader = this.#reader;
    reader.reset(this.#bytes, at, this.#bytes.length);
    const frames: number[] = [];
    for (let i = 0; i < depth; i++) {
      reader.uvarint();
      const { low, high } = reader;
      if (this.#bare) {
        frames.push(this.#bareFrame(low, high));
        continue;
      }
      for (let skipped = 0; skipped < 3; skipped++) reader.uvarint();
      const row = this.#pcs.find(low, high);
      const fn = this.#readString(this.#pcFunction.get(row));
      const file = this.#readString(this.#pcFile.get(row));
      frames.push(this.#symbols.frames.intern(low, high, fn, file, this.#pcLine.get(row)));
    }
    return this.#symbols.stacks.intern(frames);
  }

  /** Where there is no symbol, the address stands for the function, so that stacks, names and profiles can tell functions apart. */
  #bareFrame(low: number, high: number): number {
    const address = ((BigInt(high) << 32n) | BigInt(low)).toString(16);
    return this.#symbols.frames.intern(low, high, this.#symbols.strings.intern(`0x${address}`), EMPTY_STRING, 0);
  }
}
