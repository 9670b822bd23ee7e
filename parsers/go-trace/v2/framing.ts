import type { Damage } from "../../../src/model/damage.ts";
import { ByteReader } from "../wire/varint.ts";
import { MAX_BATCH_BYTES, Wire, wireName } from "../wire/events.ts";

/** A batch: where its data lie in the generation's bytes, and whose they are. */
export interface Batch {
  readonly threadLow: number;
  readonly threadHigh: number;
  /** Ticks. */
  readonly time: number;
  /** 0: ordinary. */
  readonly experiment: number;
  readonly start: number;
  readonly end: number;
}

/** The batches of one generation, in the order of the file. */
export interface RawGeneration {
  readonly number: number;
  readonly bytes: Uint8Array;
  /** Where bytes[0] lies in the file. */
  readonly fileOffset: number;
  readonly batches: readonly Batch[];
  /** The smallest time of any batch, ticks. */
  readonly minTicks: number;
  /** False: the file ended, or went wrong, before the generation's end was seen. */
  readonly complete: boolean;
}

/** Header 1.26 and newer say where a generation ends; before, the next one's first batch does. */
const EXPLICIT_END = 26;

/**
 * Finds the batches of each generation in a stream of bytes without looking into them. Holds no more bytes than the
 * generation under way needs, and the chunk that ends it.
 */
export class Framer {
  readonly damage: Damage[] = [];
  readonly #version: number;
  readonly #reader = new ByteReader();
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;
  #fileOffset: number;
  #scan = 0;
  #ended = false;
  #stopped = false;
  #generation = 0;
  #generationStart = 0;
  #batches: Batch[] = [];
  #minTicks = 0;

  constructor(version: number, fileOffset: number) {
    this.#version = version;
    this.#fileOffset = fileOffset;
  }

  push(chunk: Uint8Array): void {
    if (this.#stopped) return;
    this.#dropTaken();
    if (this.#length === 0) {
      this.#bytes = chunk;
      this.#length = chunk.length;
      return;
    }
    const needed = this.#length + chunk.length;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = needed;
  }

  end(): void {
    this.#ended = true;
  }

  /** No generation will come any more. */
  get finished(): boolean {
    return (this.#ended || this.#stopped) && this.#batches.length === 0 && (this.#stopped || this.#scan === this.#length);
  }

  /** The next generation; undefined if more bytes are needed, or none are left. */
  next(): RawGeneration | undefined {
    while (!this.#stopped && this.#scan < this.#length) {
      const at = this.#scan;
      const type = this.#bytes[at]!;
      if (type === Wire.EndOfGeneration && this.#version >= EXPLICIT_END) {
        this.#scan++;
        if (this.#batches.length > 0) return this.#take(this.#scan, true);
        this.#generationStart = this.#scan;
        continue;
      }
      const header = this.#readHeader(at, type);
      if (header === "incomplete") {
        if (!this.#ended) return undefined;
        this.#stop("truncated", at, `the file ends inside a batch, after ${this.#length - at} of its bytes`);
        break;
      }
      if (header === undefined) break;
      const { generation, batch } = header;
      if (this.#generation !== 0 && generation !== this.#generation) {
        const follows = this.#version < EXPLICIT_END && generation === this.#generation + 1;
        if (!follows) {
          const expected = this.#version < EXPLICIT_END ? `${this.#generation} or ${this.#generation + 1}` : `${this.#generation}, or its end`;
          this.#stop("inconsistent", at, `found a batch of generation ${generation}, expected ${expected}`);
          break;
        }
        return this.#take(at, true);
      }
      this.#generation = generation;
      this.#batches.push(batch);
      if (this.#minTicks === 0 || batch.time < this.#minTicks) this.#minTicks = batch.time;
      this.#scan = batch.end;
    }
    if ((this.#ended || this.#stopped) && this.#batches.length > 0) {
      const complete = !this.#stopped && this.#version < EXPLICIT_END;
      if (!complete && !this.#stopped)
        this.#stop("truncated", this.#length, `the file ends before generation ${this.#generation} does`);
      return this.#take(this.#scan, complete);
    }
    return undefined;
  }

  #readHeader(at: number, type: number): { generation: number; batch: Batch } | "incomplete" | undefined {
    if (type !== Wire.EventBatch && type !== Wire.ExperimentalBatch) {
      this.#stop("malformed", at, `found ${wireName(type)}, expected the start of a batch`);
      return undefined;
    }
    const reader = this.#reader;
    reader.reset(this.#bytes, at + 1, this.#length);
    const experiment = type === Wire.ExperimentalBatch ? reader.byte() : 0;
    const generation = reader.uvarint();
    reader.uvarint();
    const threadLow = reader.low;
    const threadHigh = reader.high;
    const time = reader.uvarint();
    const size = reader.uvarint();
    if (reader.failed) {
      if (this.#length - at < 64) return "incomplete";
      this.#stop("malformed", at, "found a number of more than 64 bits in a batch header");
      return undefined;
    }
    if (generation === 0) {
      this.#stop("malformed", at, "found a batch of generation 0, expected 1 or more");
      return undefined;
    }
    if (size > MAX_BATCH_BYTES) {
      this.#stop("malformed", at, `found a batch of ${size} bytes, expected at most ${MAX_BATCH_BYTES}`);
      return undefined;
    }
    const start = reader.position;
    if (start + size > this.#length) return "incomplete";
    return { generation, batch: { threadLow, threadHigh, time, experiment, start, end: start + size } };
  }

  #take(end: number, complete: boolean): RawGeneration {
    const generation: RawGeneration = {
      number: this.#generation,
      bytes: this.#bytes,
      fileOffset: this.#fileOffset,
      batches: this.#batches,
      minTicks: this.#minTicks,
      complete,
    };
    this.#generation = 0;
    this.#generationStart = end;
    this.#scan = end;
    this.#batches = [];
    this.#minTicks = 0;
    return generation;
  }

  /** Forgets the bytes of generations already taken, once they are most of what is held. */
  #dropTaken(): void {
    const taken = this.#generationStart;
    if (taken === 0 || taken * 2 < this.#length || this.#batches.length > 0) return;
    this.#bytes = this.#bytes.slice(taken, this.#length);
    this.#length -= taken;
    this.#fileOffset += taken;
    this.#scan -= taken;
    this.#generationStart = 0;
  }

  #stop(kind: Damage["kind"], at: number, message: string): void {
    this.#stopped = true;
    const lost = this.#length - at;
    const generation = this.#generation === 0 ? {} : { generation: this.#generation };
    this.damage.push({ kind, message, byteOffset: this.#fileOffset + at, bytesLost: lost, ...generation });
  }
}
