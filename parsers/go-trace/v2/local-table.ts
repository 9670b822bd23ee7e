/**
 * Rows by the numbers that a generation gives to its strings and stacks. These numbers count up from 1, so they index
 * an array; one that a damaged file makes up, far beyond, goes into a map.
 */
export class LocalTable {
  #dense = new Int32Array(64).fill(-1);
  #sparse: Map<number, number> | undefined;
  #count = 0;

  /** False if the number has a row already, which it keeps. */
  add(id: number, row: number): boolean {
    if (this.get(id) !== -1) return false;
    this.#count++;
    if (id < this.#dense.length * 2 && id < 0x4000_0000) {
      if (id >= this.#dense.length) {
        const larger = new Int32Array(this.#dense.length * 2).fill(-1);
        larger.set(this.#dense);
        this.#dense = larger;
      }
      this.#dense[id] = row;
    } else {
      this.#sparse ??= new Map();
      this.#sparse.set(id, row);
    }
    return true;
  }

  /** The row of a number, or -1. */
  get(id: number): number {
    if (id < this.#dense.length && this.#dense[id] !== -1) return this.#dense[id]!;
    return this.#sparse?.get(id) ?? -1;
  }

  get length(): number {
    return this.#count;
  }
}
