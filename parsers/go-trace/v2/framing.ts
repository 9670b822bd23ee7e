import type { Damage } from "../../../src/model/damage.ts";
import { ByteReader } from "../wire/varint.ts";
import { MAX_BATCH_BYTES, Wire, wireName } from "../wire/events.ts";

/** A batch: where its data lie, and whose they are. */
export interface Batch {
  /** The chunk of the file that holds it; `start` and `end` count from the chunk's first byte. */
  readonly bytes: Uint8Array;
  /** Where bytes[0] lies in the file. */
  readonly fileOffset: number;
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
  /** Where it begins in the file. */
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
 * Finds the batches of each generation in a stream of bytes without looking into them. Batches point into the chunks
 * that were pushed; only one that lies across two chunks is copied. So a generation holds on to its own chunks, and when
 * it is done with nothing holds on to them.
 */
export class Framer {
  readonly damage: Damage[] = [];
  readonly #version: number;
  readonly #reader = new ByteReader();
  #bytes: Uint8Array = new Uint8Array(0);
  #fileOffset: number;
  #scan = 0;
  #ended = false;
  #stopped = false;
  /** What stopped it; whatever comes after is lost as well. */
  #loss: Damage & { bytesLost: number } = { kind: "truncated", message: "", bytesLost: 0 };
  #generation = 0;
  #generationStart: number;
  #batches: Batch[] = [];
  #minTicks = 0;

  constructor(version: number, fileOffset: number) {
    this.#version = version;
    this.#fileOffset = fileOffset;
    this.#generationStart = fileOffset;
  }

  push(chunk: Uint8Array): void {
    if (this.#stopped) {
      this.#loss.bytesLost += chunk.length;
      return;
    }
    const rest = this.#bytes.subarray(this.#scan);
    this.#fileOffset += this.#scan;
    this.#scan = 0;
    if (rest.length === 0) {
      this.#bytes = chunk;
      return;
    }
    const joined = new Uint8Array(rest.length + chunk.length);
    joined.set(rest);
    joined.set(chunk, rest.length);
    this.#bytes = joined;
  }

  end(): void {
    this.#ended = true;
  }

  /** No generation will come any more. */
  get finished(): boolean {
    return (this.#ended || this.#stopped) && this.#batches.length === 0 && (this.#stopped || this.#scan === this.#bytes.length);
  }

  /** The next generation; undefined if more bytes are needed, or none are left. */
  next(): RawGeneration | undefined {
    while (!this.#stopped && this.#scan < this.#bytes.length) {
      const at = this.#scan;
      const type = this.#bytes[at]!;
      if (type === Wire.EndOfGeneration && this.#version >= EXPLICIT_END) {
        this.#scan++;
        if (this.#batches.length > 0) return this.#take(this.#scan, true);
        this.#generationStart = this.#fileOffset + this.#scan;
        continue;
      }
      const header = this.#readHeader(at, type);
      if (header === "incomplete") {
        if (!this.#ended) return undefined;
        this.#stop("truncated", at, `the file ends inside a batch, after ${this.#bytes.length - at} of its bytes`);
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
        this.#stop("truncated", this.#bytes.length, `the file ends before generation ${this.#generation} does`);
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
    reader.reset(this.#bytes, at + 1, this.#bytes.length);
    const experiment = type === Wire.ExperimentalBatch ? reader.byte() : 0;
    const generation = reader.uvarint();
    reader.uvarint();
    const threadLow = reader.low;
    const threadHigh = reader.high;
    const time = reader.uvarint();
    const size = reader.uvarint();
    if (reader.failed) {
      if (this.#bytes.length - at < 64) return "incomplete";
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
    if (start + size > this.#bytes.length) return "incomplete";
    return { generation, batch: { bytes: this.#bytes, fileOffset: this.#fileOffset, threadLow, threadHigh, time, experiment, start, end: start + size } };
  }

  #take(end: number, complete: boolean): RawGeneration {
    const generation: RawGeneration = {
      number: this.#generation,
      fileOffset: this.#generationStart,
      batches: this.#batches,
      minTicks: this.#minTicks,
      complete,
    };
    this.#generation = 0;
    this.#generationStart = this.#fileOffset + end;
    this.#scan = end;
    this.#batches = [];
    this.#minTicks = 0;
    return generation;
  }

  #stop(kind: Damage["kind"], at: number, message: string): void {
    this.#stopped = true;
    const generation = this.#generation === 0 ? {} : { generation: this.#generation };
    this.#loss = { kind, message, byteOffset: this.#fileOffset + at, bytesLost: this.#bytes.length - at, ...generation };
    this.damage.push(this.#loss);
  }
}
