type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
type Constructor<T extends TypedArray> = { new (length: number): T };

/**
 * A column that grows at its end, by doubling. For columns of at most some hundred thousand rows;
 * the columns of the span table, which has millions, grow by chunks.
 */
export class Growable<T extends TypedArray> {
  #make: Constructor<T>;
  #data: T;
  #length = 0;

  constructor(make: Constructor<T>, capacity = 16) {
    this.#make = make;
    this.#data = new make(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): number {
    if (this.#length === this.#data.length) {
      const larger = new this.#make(this.#length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#length] = value;
    return this.#length++;
  }

  get(row: number): number {
    if (row < 0 || row >= this.#length) throw new RangeError(`row ${row} of a column of ${this.#length}`);
    return this.#data[row]!;
  }

  set(row: number, value: number): void {
    if (row < 0 || row >= this.#length) throw new RangeError(`row ${row} of a column of ${this.#length}`);
    this.#data[row] = value;
  }

  /** The rows of a list, which are ones that there are, in its order. */
  picked(rows: Int32Array): T {
    const out = new this.#make(rows.length);
    const data = this.#data;
    for (let i = 0; i < rows.length; i++) out[i] = data[rows[i]!]!;
    return out;
  }

  /** The column at its present length, in a buffer of its own of just that size. */
  finish(): T {
    return this.#data.slice(0, this.#length) as T;
  }
}

/** A column with room for so many rows at least: itself, or a copy at least twice as long whose new rows hold `fill`. */
export function withRoom<T extends TypedArray>(column: T, rows: number, fill = 0): T {
  if (rows <= column.length) return column;
  const Column = column.constructor as Constructor<T>;
  const larger = new Column(Math.max(rows, column.length * 2));
  larger.set(column);
  if (fill !== 0) larger.fill(fill, column.length);
  return larger;
}
