type Chunk = Float64Array | Int32Array | Int16Array | Int8Array | Uint16Array | Uint8Array;
type Constructor<T extends Chunk> = { new (length: number): T };

export const CHUNK_BITS = 16;
export const CHUNK_ROWS = 1 << CHUNK_BITS;
export const CHUNK_MASK = CHUNK_ROWS - 1;

/**
 * A column of millions of rows while it grows: chunks, so that growing never copies. `reordered` makes the finished
 * column and gives the chunks up as it goes, so that both are never there at once.
 */
export class ChunkedColumn<T extends Chunk> {
  /** The chunk being filled. */
  current: T;
  readonly #make: Constructor<T>;
  #chunks: T[] = [];

  constructor(make: Constructor<T>) {
    this.#make = make;
    this.current = new make(0);
  }

  /** Begins the next chunk; to be called whenever row & CHUNK_MASK is 0. */
  extend(): void {
    this.current = new this.#make(CHUNK_ROWS);
    this.#chunks.push(this.current);
  }

  chunk(number: number): T {
    return this.#chunks[number]!;
  }

  /** Rows moved to `first[key] + (how many rows of that key came before)`; the column is empty afterwards. */
  reordered<R extends Chunk>(
    make: Constructor<R>,
    length: number,
    keys: ChunkedColumn<Int32Array>,
    first: Uint32Array,
  ): R {
    const out = new make(length);
    const next = first.slice();
    for (let row = 0, number = 0; row < length; number++) {
      const chunk = this.#chunks[number]!;
      const keyChunk = keys.chunk(number);
      const rows = Math.min(CHUNK_ROWS, length - row);
      for (let i = 0; i < rows; i++) out[next[keyChunk[i]!]!++] = chunk[i]!;
      row += rows;
    }
    this.#chunks = [];
    return out;
  }

  largest(length: number): number {
    let most = -1;
    for (let row = 0; row < length; row++) most = Math.max(most, this.#chunks[row >> CHUNK_BITS]![row & CHUNK_MASK]!);
    return most;
  }
}
