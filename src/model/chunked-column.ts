type Wide = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
type Chunk = Wide | Int16Array | Int8Array;
type Constructor<T extends Chunk> = { new (length: number): T };

export const CHUNK_BITS = 16;
export const CHUNK_ROWS = 1 << CHUNK_BITS;
export const CHUNK_MASK = CHUNK_ROWS - 1;

const NOTHING = new Uint8Array(0);

/**
 * A column of millions of rows while it grows: chunks, so that growing never copies. Chunks of indices (integers from -1)
 * are kept as narrow as their values once they are full. `reordered` makes the finished column and gives the chunks up
 * as it goes, so that both are never there at once.
 */
export class ChunkedColumn<T extends Wide> {
  /** The chunk being filled. */
  current: T;
  readonly #make: Constructor<T>;
  #chunks: Chunk[] = [];
  /** Of the chunks that are full; only known for indices. */
  #largest = -1;

  constructor(make: Constructor<T>) {
    this.#make = make;
    this.current = new make(0);
  }

  /** Begins the next chunk; to be called whenever row & CHUNK_MASK is 0. */
  extend(): void {
    const full: Wide = this.current;
    if (full instanceof Int32Array && full.length > 0) this.#narrowLast(full);
    if (this.#chunks.length === 0 || this.#chunks.at(-1) === full) this.current = new this.#make(CHUNK_ROWS);
    this.#chunks.push(this.current);
  }

  chunk(number: number): Chunk {
    return this.#chunks[number]!;
  }

  /** Row r moved to row `rows[r]`; the column is empty afterwards. */
  reordered<R extends Chunk>(make: Constructor<R>, length: number, rows: ChunkedColumn<Uint32Array>): R {
    const out = new make(length);
    const scatter = scatterFrom(this.current);
    for (let from = 0, number = 0; from < length; from += CHUNK_ROWS, number++) {
      scatter(this.#chunks[number]!, rows.chunk(number), out, Math.min(CHUNK_ROWS, length - from));
      this.release(number);
    }
    this.#chunks = [];
    return out;
  }

  /** Gives the memory of a chunk back that is not needed any more: at once where the runtime can, elsewhere before long. */
  release(number: number): void {
    const buffer = this.#chunks[number]!.buffer as { transfer?(length: number): ArrayBuffer };
    buffer.transfer?.(0);
    this.#chunks[number] = NOTHING;
  }

  /** The largest of indices; -1 if there are none. */
  largest(length: number): number {
    const last = this.#chunks.at(-1);
    const rows = length - (this.#chunks.length - 1) * CHUNK_ROWS;
    return last instanceof Int32Array ? Math.max(this.#largest, largestOf(last, rows)) : this.#largest;
  }

  /** A full chunk that fits into a narrower one leaves its place to it, and is filled again. */
  #narrowLast(full: Int32Array): void {
    const largest = largestOf(full, full.length);
    this.#largest = Math.max(this.#largest, largest);
    if (largest <= 0x7fff)
      this.#chunks[this.#chunks.length - 1] = largest <= 0x7f ? new Int8Array(full) : new Int16Array(full);
  }
}

function largestOf(chunk: Int32Array, rows: number): number {
  let most = -1;
  for (let i = 0; i < rows; i++) if (chunk[i]! > most) most = chunk[i]!;
  return most;
}

type Scatter = (from: Chunk, rows: Chunk, out: Chunk, count: number) => void;

/**
 * The same loop once for each kind of elements: a loop that meets them all is compiled for none, and takes four times
 * as long.
 */
function scatterFrom(chunk: Chunk): Scatter {
  if (chunk instanceof Float64Array) return scatterDoubles;
  return chunk instanceof Int32Array ? scatterIndices : scatterBytes;
}

const scatterDoubles: Scatter = (from, rows, out, count) => {
  for (let i = 0; i < count; i++) out[rows[i]!] = from[i]!;
};

const scatterIndices: Scatter = (from, rows, out, count) => {
  for (let i = 0; i < count; i++) out[rows[i]!] = from[i]!;
};

const scatterBytes: Scatter = (from, rows, out, count) => {
  for (let i = 0; i < count; i++) out[rows[i]!] = from[i]!;
};
