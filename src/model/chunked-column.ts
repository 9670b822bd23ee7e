type Wide = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
type Chunk = Wide | Int16Array | Int8Array;
type Constructor<T extends Chunk> = { new (length: number): T };

export const CHUNK_BITS = 16;
export const CHUNK_ROWS = 1 << CHUNK_BITS;
export const CHUNK_MASK = CHUNK_ROWS - 1;

const NOTHING = new Uint8Array(0);

/**
 * A column of millions of rows while it grows: chunks, so that growing never copies. Full chunks of indices (integers from
 * -1) are kept as narrow as their values allow. `reordered` makes the finished column and gives the chunks up as it goes,
 * so that both are never there at once.
 */
export class ChunkedColumn<T extends Wide> {
  /** The chunk being filled. */
  current: T;
  readonly #make: Constructor<T>;
  #chunks: Chunk[] = [];

  constructor(make: Constructor<T>) {
    this.#make = make;
    this.current = new make(0);
  }

  /** Begins the next chunk; to be called whenever row & CHUNK_MASK is 0. `below`: what indices are less than so far. */
  extend(below = Number.POSITIVE_INFINITY): void {
    const full: Wide = this.current;
    const Narrow = narrowest(below);
    if (full instanceof Int32Array && full.length > 0 && Narrow !== Int32Array) {
      // It leaves its place to the narrow one, and is filled again.
      this.#chunks[this.#chunks.length - 1] = new Narrow(full);
    } else this.current = new this.#make(CHUNK_ROWS);
    this.#chunks.push(this.current);
  }

  chunk(number: number): Chunk {
    return this.#chunks[number]!;
  }

  /** A chunk as it was before it was narrowed: itself, or its values put into `room`. */
  wide(number: number, room: T): T {
    const chunk = this.#chunks[number]!;
    return converted(chunk, room, Math.min(chunk.length, room.length));
  }

  /** Row r moved to row `rows[r]`; the column is empty afterwards. */
  reordered<R extends Chunk>(make: Constructor<R>, length: number, rows: ChunkedColumn<Uint32Array>): R {
    const out = new make(length);
    const room = new make(Math.min(CHUNK_ROWS, length));
    const scatter = SCATTERS[out.BYTES_PER_ELEMENT]!;
    for (let from = 0, number = 0; from < length; from += CHUNK_ROWS, number++) {
      const count = Math.min(CHUNK_ROWS, length - from);
      scatter(converted(this.#chunks[number]!, room, count), rows.chunk(number), out, count);
      this.release(number);
    }
    this.#chunks = [];
    return out;
  }

  /** Gives all chunks back. */
  clear(): void {
    for (let number = 0; number < this.#chunks.length; number++) this.release(number);
    this.#chunks = [];
  }

  /** Gives the memory of a chunk back that is not needed any more: at once where the runtime can, elsewhere before long. */
  release(number: number): void {
    const buffer = this.#chunks[number]!.buffer as { transfer?(length: number): ArrayBuffer };
    buffer.transfer?.(0);
    this.#chunks[number] = NOTHING;
  }
}

/** The narrowest column that holds values from -1 to less than `below`. */
export function narrowest(below: number): { new (length: number | Int32Array): Int32Array | Int16Array | Int8Array } {
  if (below <= 0x80) return Int8Array;
  return below <= 0x8000 ? Int16Array : Int32Array;
}

/** A chunk's first values as `room` has them, which they are put into unless they are so already. */
function converted<C extends Chunk>(chunk: Chunk, room: C, count: number): C {
  if (chunk.constructor === room.constructor) return chunk as C;
  room.set(chunk.length === count ? chunk : chunk.subarray(0, count));
  return room;
}

type Scatter = (from: Chunk, rows: Chunk, out: Chunk, count: number) => void;

/**
 * By bytes of an element, the same loop each time: a loop that meets columns of several kinds is compiled for none, and
 * takes four times as long. Those of one width are looked at as being of one kind.
 */
const SCATTERS: Readonly<Record<number, Scatter>> = {
  1: (from, rows, out, count) => {
    const [to, values] = [new Uint8Array(out.buffer), new Uint8Array(from.buffer)];
    for (let i = 0; i < count; i++) to[rows[i]!] = values[i]!;
  },
  2: (from, rows, out, count) => {
    const [to, values] = [new Uint16Array(out.buffer), new Uint16Array(from.buffer)];
    for (let i = 0; i < count; i++) to[rows[i]!] = values[i]!;
  },
  4: (from, rows, out, count) => {
    const [to, values] = [new Uint32Array(out.buffer), new Uint32Array(from.buffer)];
    for (let i = 0; i < count; i++) to[rows[i]!] = values[i]!;
  },
  8: (from, rows, out, count) => {
    const [to, values] = [new Float64Array(out.buffer), new Float64Array(from.buffer)];
    for (let i = 0; i < count; i++) to[rows[i]!] = values[i]!;
  },
};
