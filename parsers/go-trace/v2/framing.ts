import type { Damage } from "../../../src/model/damage.ts";
import type { DamageLog } from "../damage-log.ts";
import { MAX_BATCH_BYTES, Wire } from "../wire/events.ts";
import { readBatchHeader, type Batch } from "./batch-header.ts";
import { Resync } from "./resync.ts";

/** The batches of one generation, in the order of the file. */
export interface RawGeneration {
  readonly number: number;
  /** Where it begins in the file. */
  readonly fileOffset: number;
  readonly batches: readonly Batch[];
  /** The smallest time of any batch, ticks. */
  readonly minTicks: number;
  /** False: some of it is missing; the file ended in it, or bytes in it make no sense. */
  readonly complete: boolean;
  /** Where the first of what is missing would stand, behind batches that are there; undefined: at the end, if anything. */
  readonly hole: number | undefined;
  /** What is missing, if anything, is missing at the end. */
  readonly endsOnly: boolean;
}

/** What is lost while bytes are skipped. */
type Loss = ReturnType<DamageLog["note"]>;

/** Header 1.26 and newer say where a generation ends; before, the next one's first batch does. */
const EXPLICIT_END = 26;
/** Room for some batches, so that chunks of a few bytes are not copied over and over. */
const ROOM_BYTES = 4 * MAX_BATCH_BYTES;

/**
 * Finds the batches of each generation in a stream of bytes without looking into them. Batches point into the chunks
 * that were pushed; only one that lies across two chunks is copied. So a generation holds on to its own chunks, and when
 * it is done with nothing holds on to them.
 *
 * Where bytes make no sense, they are skipped up to where batches follow upon each other again.
 */
export class Framer {
  readonly #version: number;
  readonly #damage: DamageLog;
  #bytes: Uint8Array = new Uint8Array(0);
  /** A buffer of our own that `bytes` is the front of, with room for small chunks to come. */
  #room: Uint8Array | undefined;
  #fileOffset: number;
  #scan = 0;
  #ended = false;
  /** Set while bytes are being skipped. */
  #loss: Loss | undefined;
  #generation = 0;
  #lastGeneration = 0;
  #generationStart: number;
  #batches: Batch[] = [];
  #minTicks = 0;
  #complete = true;
  /** The last batch claims more bytes than there are: it was cut, or its size is wrong and others follow. */
  #inTail = false;
  /** Batches followed after bytes that made no sense. */
  #holed = false;
  /** Where bytes were first given up in the generation, behind some batches of it. */
  #hole: number | undefined;
  readonly #resync: Resync;

  constructor(version: number, fileOffset: number, damage: DamageLog) {
    this.#version = version;
    this.#damage = damage;
    this.#fileOffset = fileOffset;
    this.#generationStart = fileOffset;
    this.#resync = new Resync((bytes, at) => version >= EXPLICIT_END && bytes[at] === Wire.EndOfGeneration);
  }

  push(chunk: Uint8Array): void {
    const length = this.#bytes.length;
    if (this.#scan === length) {
      this.#startWith(chunk, undefined);
    } else if (this.#room && length + chunk.length <= this.#room.length) {
      this.#room.set(chunk, length);
      this.#bytes = this.#room.subarray(0, length + chunk.length);
    } else {
      const rest = this.#bytes.subarray(this.#scan);
      const room = new Uint8Array(Math.max(rest.length + chunk.length, ROOM_BYTES));
      room.set(rest);
      room.set(chunk, rest.length);
      this.#startWith(room.subarray(0, rest.length + chunk.length), room);
    }
  }

  #startWith(bytes: Uint8Array, room: Uint8Array | undefined): void {
    this.#fileOffset += this.#scan;
    this.#scan = 0;
    this.#bytes = bytes;
    this.#room = room;
  }

  end(): void {
    this.#ended = true;
  }

  /** The next generation; undefined if more bytes are needed, or none are left. */
  next(): RawGeneration | undefined {
    while (this.#scan < this.#bytes.length) {
      if (this.#loss) {
        if (!this.#skip(this.#loss)) break;
        continue;
      }
      const at = this.#scan;
      if (this.#endsGeneration(at)) {
        this.#scan++;
        if (this.#batches.length > 0) return this.#take(this.#complete);
        this.#generationStart = this.#fileOffset + this.#scan;
        continue;
      }
      const header = readBatchHeader(this.#bytes, at, this.#fileOffset);
      if (header === "incomplete") {
        if (!this.#ended) return undefined;
        this.#inTail = true;
        this.#lose("truncated", `the file ends inside a batch, after ${this.#bytes.length - at} of its bytes`);
      } else if ("fault" in header) {
        this.#lose("malformed", header.fault);
      } else {
        const ended = this.#goesOn(header.generation);
        if (ended) return ended;
        this.#add(header.generation, header.batch);
      }
    }
    return this.#ended && this.#batches.length > 0 ? this.#takeLast() : undefined;
  }

  #endsGeneration(at: number): boolean {
    return this.#version >= EXPLICIT_END && this.#bytes[at] === Wire.EndOfGeneration;
  }

  /** A batch of another generation ends the one under way, if there is one. */
  #goesOn(generation: number): RawGeneration | undefined {
    if (this.#generation === 0 || generation === this.#generation) return undefined;
    const follows = this.#version < EXPLICIT_END && generation === this.#generation + 1;
    if (!follows) {
      const expected =
        this.#version < EXPLICIT_END
          ? `${this.#generation} or ${this.#generation + 1}`
          : `${this.#generation}, or its end`;
      this.#report("inconsistent", `found a batch of generation ${generation}, expected ${expected}`, 0);
    }
    return this.#take(follows && this.#complete);
  }

  #add(generation: number, batch: Batch): void {
    this.#holed ||= !this.#complete;
    this.#generation = generation;
    // Batches without data tell a time and nothing more; a file may hold millions.
    if (batch.end > batch.start || this.#batches.length === 0) this.#batches.push(batch);
    if (this.#minTicks === 0 || batch.time < this.#minTicks) this.#minTicks = batch.time;
    this.#scan = batch.end;
  }

  #takeLast(): RawGeneration {
    if (this.#version >= EXPLICIT_END && this.#complete) {
      this.#report("truncated", `the file ends before generation ${this.#generation} does`, 0);
      this.#complete = false;
    }
    return this.#take(this.#complete);
  }

  #take(complete: boolean): RawGeneration {
    const generation: RawGeneration = {
      number: this.#generation,
      fileOffset: this.#generationStart,
      batches: this.#batches,
      minTicks: this.#minTicks,
      complete,
      hole: this.#holed ? this.#hole : undefined,
      endsOnly: !this.#holed,
    };
    this.#lastGeneration = this.#generation;
    this.#generation = 0;
    this.#generationStart = this.#fileOffset + this.#scan;
    this.#batches = [];
    this.#minTicks = 0;
    this.#complete = true;
    this.#holed = false;
    this.#hole = undefined;
    return generation;
  }

  #report(kind: Damage["kind"], message: string, bytesLost: number): Loss {
    return this.#damage.note(
      kind,
      message,
      this.#fileOffset + this.#scan,
      bytesLost,
      this.#generation || this.#lastGeneration || undefined,
    );
  }

  /** Gives up the byte at hand, and begins to skip. */
  #lose(kind: Damage["kind"], message: string): void {
    this.#loss = this.#report(kind, message, 1);
    this.#complete = false;
    if (this.#batches.length > 0) this.#hole ??= this.#fileOffset + this.#scan;
    this.#scan++;
  }

  /** Skips to where batches go on; false if more bytes are needed to tell. What was skipped counts as lost. */
  #skip(loss: Loss): boolean {
    const sight = {
      bytes: this.#bytes,
      fileOffset: this.#fileOffset,
      ended: this.#ended,
      generation: this.#generation || this.#lastGeneration,
    };
    for (; this.#scan < this.#bytes.length; this.#scan++, loss.bytesLost++) {
      // Events can look like some batches; like batches that fill the file to its last byte they do not.
      const verdict = this.#inTail ? this.#resync.fillsFile(sight, this.#scan) : this.#resync.follow(sight, this.#scan);
      if (verdict === "unknown") return false;
      if (!verdict) continue;
      this.#loss = undefined;
      return true;
    }
    return true;
  }
}
