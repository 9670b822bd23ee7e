/**
 * Gives dense row numbers to 64-bit ids. Open addressing with linear probing; no allocation on lookup.
 * Rows are handed out in order of first appearance, from 0.
 */
export class IdTable {
  #slots = new Int32Array(64).fill(-1);
  #mask = 63;
  #low = new Uint32Array(32);
  #high = new Uint32Array(32);
  #length = 0;
  #used = 0;
  #sealed = false;

  get length(): number {
    return this.#length;
  }

  /** The row of an id, or -1. */
  find(low: number, high: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = hash(low, high) & mask;
    for (;;) {
      const row = slots[slot]!;
      if (row === -1) return this.#sealed ? this.#findUnsealed(low, high) : row;
      if (this.#low[row] === low >>> 0 && this.#high[row] === high >>> 0) return row;
      slot = (slot + 1) & mask;
    }
  }

  /** Gives back what only growing and finding need. All goes on as before; the next `find` takes O(rows) once. */
  seal(): void {
    this.#low = this.#low.slice(0, this.#length);
    this.#high = this.#high.slice(0, this.#length);
    this.#slots = new Int32Array(1).fill(-1);
    this.#mask = 0;
    this.#sealed = true;
  }

  #findUnsealed(low: number, high: number): number {
    this.#unseal();
    return this.find(low, high);
  }

  #unseal(): void {
    this.#sealed = false;
    let size = 64;
    while (this.#length * 2 > size - 1) size *= 2;
    this.#slots = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    this.#used = 0;
    for (let row = 0; row < this.#length; row++) this.#place(row);
  }

  /** The row of an id, which is given one if it has none. */
  intern(low: number, high: number): number {
    const row = this.find(low, high);
    return row !== -1 ? row : this.renew(low, high);
  }

  /** A new row for an id, which from now on is the one that `find` tells; the older row keeps its id. */
  renew(low: number, high: number): number {
    if (this.#sealed) this.#unseal();
    const row = this.#length++;
    if (row === this.#low.length) {
      this.#low = grown(this.#low);
      this.#high = grown(this.#high);
    }
    this.#low[row] = low;
    this.#high[row] = high;
    this.#place(row);
    return row;
  }

  /** The low and the high 32 bits of all ids, by row. */
  halves(): { readonly low: Uint32Array; readonly high: Uint32Array } {
    return { low: this.#low.subarray(0, this.#length), high: this.#high.subarray(0, this.#length) };
  }

  /** The low and the high 32 bits of a row's id. */
  low(row: number): number {
    return this.#low[row]!;
  }

  high(row: number): number {
    return this.#high[row]!;
  }

  /** The id of a row as a signed 64-bit integer; inexact above 2^53, where `text` is exact. */
  number(row: number): number {
    return (this.#high[row]! | 0) * 0x1_0000_0000 + this.#low[row]!;
  }

  /** The id of a row as a signed decimal number, as Go prints it. */
  text(row: number): string {
    const value = this.number(row);
    if (Number.isSafeInteger(value)) return String(value);
    return String((BigInt(this.#high[row]! | 0) << 32n) | BigInt(this.#low[row]!));
  }

  #place(row: number): void {
    const low = this.#low[row]!;
    const high = this.#high[row]!;
    let slot = hash(low, high) & this.#mask;
    for (;;) {
      const other = this.#slots[slot]!;
      if (other === -1) {
        this.#used++;
        break;
      }
      if (this.#low[other] === low && this.#high[other] === high) break;
      slot = (slot + 1) & this.#mask;
    }
    this.#slots[slot] = row;
    if (this.#used * 2 > this.#mask) this.#rehash();
  }

  #rehash(): void {
    const old = this.#slots;
    this.#mask = old.length * 2 - 1;
    this.#slots = new Int32Array(old.length * 2).fill(-1);
    this.#used = 0;
    for (const row of old) if (row !== -1) this.#place(row);
  }
}

function hash(low: number, high: number): number {
  let h = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  h ^= h >>> 15;
  return h;
}

function grown(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(32, column.length * 2));
  larger.set(column);
  return larger;
}
