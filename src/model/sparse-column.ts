/** What a row holds that has no value. */
const NONE = -1;

/**
 * A column of numbers from 0 that many rows have none of: a bit a row says which do, and how many do before every 32
 * rows. A quarter of a byte a row and four a value.
 */
export class SparseColumn {
  readonly #has: Uint32Array;
  readonly #before: Uint32Array;
  readonly #values: Int32Array;

  constructor(has: Uint32Array, before: Uint32Array, values: Int32Array) {
    this.#has = has;
    this.#before = before;
    this.#values = values;
  }

  /** A column of given values, those below 0 none. */
  static from(rows: readonly number[]): SparseColumn {
    const writer = new SparseColumnWriter(rows.length);
    rows.forEach((value, row) => {
      if (value >= 0) writer.claim(row);
    });
    const column = writer.allot();
    rows.forEach((value, row) => {
      if (value >= 0) column.set(row, value);
    });
    return column.finish();
  }

  /** A row's value, or -1. */
  get(row: number): number {
    const word = this.#has[row >>> 5]!;
    const bit = 1 << (row & 31);
    return (word & bit) === 0 ? NONE : this.#values[this.#before[row >>> 5]! + bitCount(word & (bit - 1))]!;
  }
}

/** Takes, in any order, first all rows that have a value, then the values. */
export class SparseColumnWriter {
  readonly #has: Uint32Array;

  constructor(rows: number) {
    this.#has = new Uint32Array(Math.ceil(rows / 32));
  }

  claim(row: number): void {
    this.#has[row >>> 5]! |= 1 << (row & 31);
  }

  /** No more rows: now their values. */
  allot(): SparseValues {
    return new SparseValues(this.#has);
  }
}

class SparseValues {
  readonly #has: Uint32Array;
  readonly #before: Uint32Array;
  readonly #values: Int32Array;

  constructor(has: Uint32Array) {
    this.#has = has;
    this.#before = new Uint32Array(has.length);
    let total = 0;
    for (let word = 0; word < has.length; word++) {
      this.#before[word] = total;
      total += bitCount(has[word]!);
    }
    this.#values = new Int32Array(total);
  }

  /** `row` is one that was claimed. */
  set(row: number, value: number): void {
    const below = this.#has[row >>> 5]! & ((1 << (row & 31)) - 1);
    this.#values[this.#before[row >>> 5]! + bitCount(below)] = value;
  }

  finish(): SparseColumn {
    return new SparseColumn(this.#has, this.#before, this.#values);
  }
}

/** Bits set in 32, summed in pairs, fours and bytes side by side. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
