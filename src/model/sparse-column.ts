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

  /** `has`: a bit a row; `values`: of those that have one, in order of rows. */
  constructor(has: Uint32Array, values: Int32Array) {
    this.#has = has;
    this.#before = new Uint32Array(has.length);
    this.#values = values;
    let total = 0;
    for (let word = 0; word < has.length; word++) {
      this.#before[word] = total;
      total += bitCount(has[word]!);
    }
  }

  /** A column of given values, those below 0 none. */
  static from(rows: readonly number[]): SparseColumn {
    const has = new Uint32Array(Math.ceil(rows.length / 32));
    rows.forEach((value, row) => {
      if (value >= 0) has[row >>> 5]! |= 1 << (row & 31);
    });
    return new SparseColumn(has, Int32Array.from(rows.filter((value) => value >= 0)));
  }

  /** A row's value, or -1. */
  get(row: number): number {
    const word = this.#has[row >>> 5]!;
    const bit = 1 << (row & 31);
    return (word & bit) === 0 ? NONE : this.#values[this.#before[row >>> 5]! + bitCount(word & (bit - 1))]!;
  }
}

/** Bits set in 32, summed in pairs, fours and bytes side by side. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
