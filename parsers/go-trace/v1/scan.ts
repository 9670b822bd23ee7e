import { Growable } from "../../../src/base/growable.ts";
import { IdTable } from "../../../src/base/id-table.ts";
import { ByteReader } from "../wire/varint.ts";
import type { DamageLog, Entry } from "../damage-log.ts";
import { MAX_TICKS_APART, Origin } from "./origin.ts";
import { Raw, type Format } from "./specs.ts";
import { STEP_ROWS, type Steps } from "./steps.ts";
import type { FileTables } from "./tables.ts";

/** Go's own readers take no longer string, and no deeper stack. */
const MAX_STRING_BYTES = 1e6;
const MAX_STACK_DEPTH = 1000;
/** More records wrong than this, and what is left of the file is not believed. */
const MAX_BAD_RECORDS = 4096;
/** A place where a batch seems to begin after damage must be followed by this many good records. */
const TRIAL_RECORDS = 48;
const MAX_TRIALS = 4000;
/** Stretches of a file that one proc wrote in one go, in file order. */
export interface BatchTable {
  readonly length: number;
  /** Row in `Scan.procs`. */
  readonly proc: Int32Array;
  /** Where its records begin and end. */
  readonly at: Uint32Array;
  readonly end: Uint32Array;
  /** Ticks since the first batch. */
  readonly ticks: Float64Array;
  /** Sequence number since the first batch's; before Go 1.7. */
  readonly sequence: Float64Array;
  /** 1: holds events other than CPU samples. Batches of those alone say proc 0, and keep no order with its own. */
  readonly hasEvents: Uint8Array;
}

/** Bytes that were given up after a batch (-1: before the first) and up to the one that follows it, or the file's end. */
export interface Loss {
  readonly fault: Entry;
  readonly batch: number;
}

/** Where everything in a file stands. */
export interface Scan {
  readonly batches: BatchTable;
  /** Ids of the procs that have batches, or that CPU samples name; 2^64-1 is none. */
  readonly procs: IdTable;
  /** Where the CPU samples stand. */
  readonly samples: Uint32Array;
  /** How many timed records there are, CPU samples included. */
  readonly eventCount: number;
  /** Records to leave out: where they begin, and where the next one does. */
  readonly bad: ReadonlyMap<number, number>;
  readonly losses: readonly Loss[];
  readonly hasFutileWakeups: boolean;
  /** 0 if the file does not tell. */
  readonly ticksPerSecond: number;
  /** Goroutines that fire timers. */
  readonly timers: IdTable;
  /** What `ticks` and `sequence` are counted from. */
  readonly origin: Origin;
}

/** Goes through a file once, checks the shape of every record, and notes where things stand. `at` is where records begin. */
export function scan(
  bytes: Uint8Array,
  at: number,
  format: Format,
  tables: FileTables,
  damage: DamageLog,
): Steps<Scan> {
  return new Scanner(bytes, format, tables, damage).run(at);
}

/** What reading a record came to. */
const Outcome = { Good: 0, Bad: 1, Broken: 2, PastEnd: 3 } as const;
type Outcome = (typeof Outcome)[keyof typeof Outcome];

class Scanner {
  readonly #bytes: Uint8Array;
  readonly #reader: ByteReader;
  readonly #format: Format;
  readonly #tables: FileTables;
  readonly #damage: DamageLog;
  readonly #procs = new IdTable();
  readonly #timers = new IdTable();
  readonly #origin = new Origin();
  readonly #proc = new Growable(Int32Array);
  readonly #at = new Growable(Uint32Array);
  readonly #end = new Growable(Uint32Array);
  readonly #ticks = new Growable(Float64Array);
  readonly #sequence = new Growable(Float64Array);
  readonly #hasEvents = new Growable(Uint8Array);
  readonly #samples = new Growable(Uint32Array);
  readonly #bad = new Map<number, number>();
  readonly #losses: Loss[] = [];
  #eventCount = 0;
  #hasFutileWakeups = false;
  #ticksPerSecond = 0;
  #trials = 0;
  /** While trying whether records begin somewhere, nothing is noted. */
  #trying = false;
  #fault = "";

  constructor(bytes: Uint8Array, format: Format, tables: FileTables, damage: DamageLog) {
    this.#bytes = bytes;
    this.#reader = new ByteReader(bytes);
    this.#format = format;
    this.#tables = tables;
    this.#damage = damage;
  }

  *run(start: number): Steps<Scan> {
    let at = start;
    while (at < this.#bytes.length) {
      at = this.#records(at);
      yield at / this.#bytes.length;
    }
    this.#closeBatch(this.#bytes.length);
    return {
      batches: {
        length: this.#proc.length,
        proc: this.#proc.finish(),
        at: this.#at.finish(),
        end: this.#end.finish(),
        ticks: this.#ticks.finish(),
        sequence: this.#sequence.finish(),
        hasEvents: this.#hasEvents.finish(),
      },
      procs: this.#procs,
      samples: this.#samples.finish(),
      eventCount: this.#eventCount,
      bad: this.#bad,
      losses: this.#losses,
      hasFutileWakeups: this.#hasFutileWakeups,
      ticksPerSecond: this.#ticksPerSecond,
      timers: this.#timers,
      origin: this.#origin,
    };
  }

  /** Reads some records and tells where the next one begins. */
  #records(start: number): number {
    let at = start;
    for (let left = STEP_ROWS; left > 0 && at < this.#bytes.length; left--) at = this.#record(at);
    return at;
  }

  /** Reads one record and tells where the next one begins. */
  #record(at: number): number {
    const reader = this.#reader;
    reader.reset(this.#bytes, at, this.#bytes.length);
    const outcome = this.#read(at);
    if (outcome === Outcome.Good) return reader.position;
    if (outcome === Outcome.Bad && this.#bad.size < MAX_BAD_RECORDS) {
      this.#damage.note("malformed", this.#fault, at, reader.position - at);
      this.#bad.set(at, reader.position);
      return reader.position;
    }
    const fault = this.#fault;
    const next = this.#nextBatch(at + 1);
    const kind = outcome === Outcome.PastEnd && next === this.#bytes.length ? "truncated" : "malformed";
    const what = kind === "truncated" ? "the file ends within a record" : fault;
    this.#losses.push({ fault: this.#damage.note(kind, what, at, next - at), batch: this.#proc.length - 1 });
    this.#closeBatch(at);
    return next;
  }

  #read(at: number): Outcome {
    const first = this.#reader.byte();
    const type = first & 63;
    if (type === Raw.String && this.#format.version >= 7) return this.#string();
    if (type === Raw.Stack) return this.#stack(first);
    if (this.#format.known[type] === 0) {
      this.#fault = `a record of type ${type}, which go 1.${this.#format.version} does not have`;
      return this.#shape(first) < 0 ? this.#broken() : Outcome.Bad;
    }
    const afterFirst = this.#reader.position;
    const args = this.#shape(first);
    if (args < 0) return this.#broken();
    if (type === Raw.UserLog && !this.#skipText()) return this.#broken();
    if (args !== this.#format.argCount[type]) {
      this.#fault = `a record of type ${type} with ${args} arguments instead of ${this.#format.argCount[type]}`;
      return Outcome.Bad;
    }
    if (type === Raw.Batch) return this.#batch(first, afterFirst);
    if (this.#trying) return Outcome.Good;
    if (this.#format.timed[type] === 1) return this.#timed(type, at);
    return this.#setting(type, first, afterFirst);
  }

  /** Goes over the arguments and tells how many there are; -1 if they do not hold together. */
  #shape(first: number): number {
    const reader = this.#reader;
    const inline = first >>> 6;
    if (inline < 3) {
      const count = inline + this.#format.lead;
      for (let i = 0; i < count; i++) reader.uvarint();
      return reader.failed ? -1 : count;
    }
    const length = reader.uvarint();
    const end = reader.position + length;
    if (reader.failed || !this.#fits(length)) return -1;
    let count = 0;
    for (; reader.position < end; count++) {
      reader.uvarint();
      if (reader.failed) return -1;
    }
    return reader.position === end ? count : -1;
  }

  /** Are there so many bytes left? */
  #fits(length: number): boolean {
    if (this.#reader.position + length <= this.#bytes.length) return true;
    this.#reader.position = this.#bytes.length;
    this.#reader.failed = true;
    return false;
  }

  /** The record cannot be passed over. */
  #broken(): Outcome {
    const isPastEnd = this.#reader.failed && this.#reader.position >= this.#bytes.length;
    this.#fault = isPastEnd ? "a record that runs past the end of the file" : "a record that does not fit its length";
    return isPastEnd ? Outcome.PastEnd : Outcome.Broken;
  }

  #skipText(): boolean {
    const reader = this.#reader;
    const length = reader.uvarint();
    if (reader.failed || length > MAX_STRING_BYTES || !this.#fits(length)) return false;
    reader.position += length;
    return true;
  }

  #string(): Outcome {
    const reader = this.#reader;
    reader.uvarint();
    const { low, high } = reader;
    const length = reader.uvarint();
    const at = reader.position;
    if (reader.failed || length > MAX_STRING_BYTES || !this.#fits(length)) return this.#broken();
    reader.position += length;
    if (this.#trying) return Outcome.Good;
    if (low === 0 && high === 0) this.#fault = "a string with the number 0";
    else if (length === 0) this.#fault = "a string of no bytes";
    else if (this.#tables.addString(low, high, at, length)) return Outcome.Good;
    else this.#fault = "a second string of the same number";
    return Outcome.Bad;
  }

  #stack(first: number): Outcome {
    const reader = this.#reader;
    const afterFirst = reader.position;
    const args = this.#shape(first);
    if (args < 0) return this.#broken();
    const end = reader.position;
    reader.position = afterFirst;
    if (first >>> 6 === 3) reader.uvarint();
    reader.uvarint();
    const id = reader.low;
    const depth = reader.uvarint();
    const framesAt = reader.position;
    reader.position = end;
    const perFrame = this.#format.version < 7 ? 1 : 4;
    if (args < 2 || depth > MAX_STACK_DEPTH || args !== 2 + depth * perFrame) {
      this.#fault = "a stack whose frames do not fit its length";
      return Outcome.Bad;
    }
    if (!this.#trying) this.#tables.addStack(id, framesAt, depth);
    return Outcome.Good;
  }

  #batch(first: number, at: number): Outcome {
    const reader = this.#reader;
    const end = reader.position;
    reader.position = at;
    if (first >>> 6 === 3) reader.uvarint();
    reader.uvarint();
    const { low: procLow, high: procHigh } = reader;
    const old = this.#format.version < 7;
    if (old) reader.uvarint();
    const { low: sequenceLow, high: sequenceHigh } = reader;
    reader.uvarint();
    const { low, high } = reader;
    reader.position = end;
    const isNone = procLow === 0xffff_ffff && procHigh === 0xffff_ffff;
    const isFirst = this.#proc.length === 0;
    if ((procHigh !== 0 || procLow > 0x7fff_ffff) && !isNone) {
      this.#fault = "a batch of a proc whose number is beyond 2^31";
      return Outcome.Broken;
    }
    const isFar = !isFirst && Math.abs(this.#origin.ticks(low, high)) > MAX_TICKS_APART;
    if (isFar && this.#proc.length > 1) {
      this.#fault = "a batch whose time is weeks from the others'";
      return Outcome.Broken;
    }
    if (this.#trying) return Outcome.Good;
    // Where the first two disagree, the second is believed.
    if (isFar) this.#damage.note("clock", "a first batch whose time is weeks from the second's", this.#at.get(0));
    if (isFirst || isFar) this.#origin.setTicks(low, high);
    if (isFirst) this.#origin.setSequence(sequenceLow, sequenceHigh);
    this.#closeBatch(at - 1);
    this.#proc.push(this.#procs.intern(procLow, procHigh));
    this.#at.push(end);
    this.#ticks.push(this.#origin.ticks(low, high));
    this.#hasEvents.push(0);
    this.#sequence.push(old ? this.#origin.sequence(sequenceLow, sequenceHigh) : 0);
    return Outcome.Good;
  }

  #closeBatch(end: number): void {
    if (this.#end.length < this.#proc.length) this.#end.push(end);
  }

  #timed(type: number, at: number): Outcome {
    if (this.#end.length === this.#proc.length) {
      this.#fault = "an event that belongs to no batch";
      return Outcome.Bad;
    }
    this.#eventCount++;
    if (type === Raw.CPUSample) this.#samples.push(at);
    else this.#hasEvents.set(this.#proc.length - 1, 1);
    if (type === Raw.FutileWakeup) this.#hasFutileWakeups = true;
    return Outcome.Good;
  }

  #setting(type: number, first: number, at: number): Outcome {
    const reader = this.#reader;
    const end = reader.position;
    reader.position = at;
    if (first >>> 6 === 3) reader.uvarint();
    const value = reader.uvarint();
    const { low, high } = reader;
    reader.position = end;
    if (type === Raw.TimerGoroutine) this.#timers.intern(low, high);
    else if (value >= 2 ** 63 || value === 0) {
      this.#fault = "a clock frequency that is not positive";
      return Outcome.Bad;
    } else this.#ticksPerSecond = value;
    return Outcome.Good;
  }

  /** Where the next batch seems to begin, at `from` or after; the file's length if nowhere. */
  #nextBatch(from: number): number {
    if (this.#bad.size >= MAX_BAD_RECORDS) return this.#bytes.length;
    const header = Raw.Batch | (1 << 6);
    for (let at = this.#bytes.indexOf(header, from); at !== -1; at = this.#bytes.indexOf(header, at + 1)) {
      if (++this.#trials > MAX_TRIALS) break;
      if (this.#looksLikeBatch(at)) return at;
    }
    return this.#bytes.length;
  }

  #looksLikeBatch(at: number): boolean {
    const reader = this.#reader;
    this.#trying = true;
    reader.reset(this.#bytes, at, this.#bytes.length);
    let outcome: Outcome = Outcome.Good;
    for (let i = 0; i < TRIAL_RECORDS && outcome === Outcome.Good && reader.position < this.#bytes.length; i++)
      outcome = this.#read(reader.position);
    this.#trying = false;
    return outcome === Outcome.Good;
  }
}
