import { Growable } from "../base/growable.ts";
import { IdTable } from "../base/id-table.ts";
import { EMPTY_STRING, NO_STACK, type FrameIndex, type StackIndex, type StringIndex } from "../base/indices.ts";

/**
 * What the indices in events and tables point to: ids of goroutines, procs, threads and tasks, and interned
 * strings, frames and stacks. Shared by all generations of a trace; a parser adds, all others read.
 *
 * A goroutine id that comes to life again (Go reuses those of cgo callbacks) has one row per life.
 */
export class Symbols {
  readonly goroutines = new IdTable();
  readonly procs = new IdTable();
  readonly threads = new IdTable();
  readonly tasks = new IdTable();
  readonly strings = new StringTable();
  readonly frames = new FrameTable();
  readonly stacks = new StackTable();

  /** Gives back what only a parser needs, once it has ended; nothing changes but what is held. */
  seal(): void {
    for (const ids of [this.goroutines, this.procs, this.threads, this.tasks]) ids.seal();
  }

  /** Frames of a stack, leaf first; none for NO_STACK. */
  framesOf(stack: StackIndex): readonly Frame[] {
    if (stack === NO_STACK) return [];
    const frames: Frame[] = [];
    for (let i = this.stacks.start(stack); i < this.stacks.end(stack); i++)
      frames.push(this.frame(this.stacks.frameAt(i)));
    return frames;
  }

  frame(index: FrameIndex): Frame {
    return {
      function: this.strings.get(this.frames.function(index)),
      file: this.strings.get(this.frames.file(index)),
      line: this.frames.line(index),
      pc: this.frames.pc(index),
    };
  }
}

/** A frame, spelt out. */
export interface Frame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly pc: bigint;
}

/** Interned strings. The first is "". */
export class StringTable {
  #values: string[] = [""];
  #rows = new Map<string, StringIndex>([["", EMPTY_STRING]]);

  get length(): number {
    return this.#values.length;
  }

  get(index: StringIndex): string {
    return this.#values[index] ?? "";
  }

  intern(value: string): StringIndex {
    let row = this.#rows.get(value);
    if (row === undefined) {
      row = (this.#values.push(value) - 1) as StringIndex;
      this.#rows.set(value, row);
    }
    return row;
  }
}

/** Interned frames, each a program counter with its function, file and line. */
export class FrameTable {
  #low = new Growable(Uint32Array);
  #high = new Growable(Uint32Array);
  #function = new Growable(Int32Array);
  #file = new Growable(Int32Array);
  #line = new Growable(Float64Array);
  #slots = new RowHash();

  get length(): number {
    return this.#low.length;
  }

  intern(pcLow: number, pcHigh: number, fn: StringIndex, file: StringIndex, line: number): FrameIndex {
    const hash = mix(mix(mix(pcLow, pcHigh), fn), line);
    for (let row = this.#slots.first(hash); row !== -1; row = this.#slots.next()) {
      if (
        this.#low.get(row) === pcLow >>> 0 &&
        this.#high.get(row) === pcHigh >>> 0 &&
        this.#function.get(row) === fn &&
        this.#file.get(row) === file &&
        this.#line.get(row) === line
      )
        return row as FrameIndex;
    }
    this.#low.push(pcLow);
    this.#high.push(pcHigh);
    this.#function.push(fn);
    this.#file.push(file);
    const row = this.#line.push(line);
    this.#slots.add(hash, row);
    return row as FrameIndex;
  }

  pc(index: FrameIndex): bigint {
    return (BigInt(this.#high.get(index)) << 32n) | BigInt(this.#low.get(index));
  }

  function(index: FrameIndex): StringIndex {
    return this.#function.get(index) as StringIndex;
  }

  file(index: FrameIndex): StringIndex {
    return this.#file.get(index) as StringIndex;
  }

  line(index: FrameIndex): number {
    return this.#line.get(index);
  }
}

/** Interned stacks: lists of frames, leaf first. */
export class StackTable {
  #ends = new Growable(Uint32Array);
  #frames = new Growable(Int32Array);
  #slots = new RowHash();

  get length(): number {
    return this.#ends.length;
  }

  intern(frames: ArrayLike<number>, count: number = frames.length): StackIndex {
    let hash = count;
    for (let i = 0; i < count; i++) hash = mix(hash, frames[i]!);
    for (let row = this.#slots.first(hash); row !== -1; row = this.#slots.next()) {
      if (this.#equals(row as StackIndex, frames, count)) return row as StackIndex;
    }
    for (let i = 0; i < count; i++) this.#frames.push(frames[i]!);
    const row = this.#ends.push(this.#frames.length);
    this.#slots.add(hash, row);
    return row as StackIndex;
  }

  /** Where the stack's frames begin, for `frameAt`. */
  start(stack: StackIndex): number {
    return stack === 0 ? 0 : this.#ends.get(stack - 1);
  }

  /** Where the stack's frames end, for `frameAt`. */
  end(stack: StackIndex): number {
    return this.#ends.get(stack);
  }

  depth(stack: StackIndex): number {
    return stack === NO_STACK ? 0 : this.end(stack) - this.start(stack);
  }

  frameAt(position: number): FrameIndex {
    return this.#frames.get(position) as FrameIndex;
  }

  #equals(row: StackIndex, frames: ArrayLike<number>, count: number): boolean {
    const start = this.start(row);
    if (this.end(row) - start !== count) return false;
    for (let i = 0; i < count; i++) if (this.#frames.get(start + i) !== frames[i]) return false;
    return true;
  }
}

/** Rows by hash, with linear probing; the caller tells equal rows apart. */
class RowHash {
  #rows = new Int32Array(64).fill(-1);
  #hashes = new Int32Array(64);
  #count = 0;
  #slot = 0;
  #hash = 0;

  first(hash: number): number {
    this.#hash = hash | 0;
    this.#slot = hash & (this.#rows.length - 1);
    return this.#probe();
  }

  next(): number {
    this.#slot = (this.#slot + 1) & (this.#rows.length - 1);
    return this.#probe();
  }

  add(hash: number, row: number): void {
    if (++this.#count * 2 > this.#rows.length) this.#grow();
    this.#place(hash | 0, row);
  }

  #probe(): number {
    const mask = this.#rows.length - 1;
    for (;;) {
      const row = this.#rows[this.#slot]!;
      if (row === -1 || this.#hashes[this.#slot] === this.#hash) return row;
      this.#slot = (this.#slot + 1) & mask;
    }
  }

  #place(hash: number, row: number): void {
    const mask = this.#rows.length - 1;
    let slot = hash & mask;
    while (this.#rows[slot] !== -1) slot = (slot + 1) & mask;
    this.#rows[slot] = row;
    this.#hashes[slot] = hash;
  }

  #grow(): void {
    const rows = this.#rows;
    const hashes = this.#hashes;
    this.#rows = new Int32Array(rows.length * 2).fill(-1);
    this.#hashes = new Int32Array(rows.length * 2);
    for (let i = 0; i < rows.length; i++) if (rows[i] !== -1) this.#place(hashes[i]!, rows[i]!);
  }
}

function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ value, 0x9e3779b1);
  h ^= h >>> 16;
  return Math.imul(h, 0x85ebca6b) ^ (h >>> 13);
}
