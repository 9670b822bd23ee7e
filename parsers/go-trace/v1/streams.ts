import { IdTable } from "../../../src/base/id-table.ts";
import { ByteReader } from "../wire/varint.ts";
import { readSamples, type Samples } from "./samples.ts";
import type { DamageLog } from "../damage-log.ts";
import { MAX_TICKS_APART, MAX_TICKS_SKEW, signed } from "./origin.ts";
import type { Scan } from "./scan.ts";
import { Raw, type Format } from "./specs.ts";

/** How a record tells which goroutine it happened on. */
const Role = {
  /** On the one that runs on the proc. */
  Runs: 0,
  /** On the one it names, which runs on the proc from now on. */
  Starts: 1,
  /** On the one that runs on the proc, which does so no longer. */
  Stops: 2,
  /** On the one it names. */
  Named: 3,
} as const;

const ROLES: readonly (readonly [number, readonly Raw[]])[] = [
  [Role.Starts, [Raw.GoStart, Raw.GoStartLocal, Raw.GoStartLabel]],
  [
    Role.Stops,
    [
      ...[
        Raw.GoEnd,
        Raw.GoStop,
        Raw.GoSched,
        Raw.GoPreempt,
        Raw.GoSleep,
        Raw.GoBlock,
        Raw.GoBlockSend,
        Raw.GoBlockRecv,
      ],
      ...[Raw.GoBlockSelect, Raw.GoBlockSync, Raw.GoBlockCond, Raw.GoBlockNet, Raw.GoSysBlock, Raw.GoBlockGC],
    ],
  ],
  [Role.Named, [Raw.GoSysExit, Raw.GoSysExitLocal, Raw.GoWaiting, Raw.GoInSyscall]],
];

const NONE = -1;
const WILD = "a time that cannot be: it is before its batch, after the next, or weeks away; it is left out of account";

/**
 * The timed records of each proc, in the order it wrote them. Each stream shows one record, its head, in the columns
 * below; `advance` moves on. CPU samples are a stream of their own, the last, sorted by the time they were taken.
 */
export class ProcStreams {
  readonly count: number;
  readonly goroutines = new IdTable();

  /** The heads, by stream. */
  readonly at: Uint32Array;
  readonly type: Uint8Array;
  /** Ticks. */
  readonly time: Float64Array;
  /** Goroutine that the record happened on, and the one it names; rows of `goroutines`, or -1. */
  readonly goroutine: Int32Array;
  readonly subject: Int32Array;
  /** Goroutine's or collector's sequence number that the record carries; before Go 1.7 the record's own. */
  readonly sequence: Float64Array;
  /** Proc, row of `Scan.procs`. */
  readonly proc: Int32Array;

  readonly #bytes: Uint8Array;
  readonly #scan: Scan;
  readonly #format: Format;
  readonly #reader: ByteReader;
  readonly #old: boolean;
  readonly #role = new Uint8Array(64);
  readonly #inStream = new Uint8Array(64);
  readonly #names: Int8Array;
  readonly #counts: Int8Array;

  readonly #nextBatch: Int32Array;
  /** By stream: batch being read, -1 at the end; where in it; goroutine that runs. */
  readonly #batch: Int32Array;
  readonly #position: Uint32Array;
  readonly #running: Int32Array;
  /** By stream: between which times, in ticks, the batch's records must lie. */
  readonly #earliest: Float64Array;
  readonly #latest: Float64Array;

  readonly #damage: DamageLog;
  readonly #samples: Samples;
  #nextSample = 0;

  constructor(bytes: Uint8Array, scan: Scan, format: Format, damage: DamageLog) {
    this.#bytes = bytes;
    this.#scan = scan;
    this.#format = format;
    this.#reader = new ByteReader(bytes);
    this.#old = format.version < 7;
    this.#names = format.argIndex.g;
    this.#counts = format.argIndex.seq;
    for (const [role, types] of ROLES) for (const type of types) this.#role[type] = role;
    this.#inStream.set(format.timed);
    this.#inStream[Raw.CPUSample] = 0;

    this.#damage = damage;
    this.#samples = readSamples(bytes, scan, format, this.goroutines, damage);
    this.count = scan.procs.length + 1;
    this.at = new Uint32Array(this.count);
    this.type = new Uint8Array(this.count);
    this.time = new Float64Array(this.count);
    this.goroutine = new Int32Array(this.count);
    this.subject = new Int32Array(this.count);
    this.sequence = new Float64Array(this.count);
    this.proc = Int32Array.from({ length: this.count }, (_, stream) => stream);
    this.#position = new Uint32Array(this.count);
    this.#running = new Int32Array(this.count).fill(NONE);
    this.#earliest = new Float64Array(this.count);
    this.#latest = new Float64Array(this.count);
    this.#batch = new Int32Array(this.count).fill(-1);
    this.#nextBatch = new Int32Array(scan.batches.length);
    this.#chainBatches();
  }

  /** The number that the runtime gives to a stream's proc; -1 for the stream of those who have none. */
  procNumber(stream: number): number {
    return this.#scan.procs.number(stream);
  }

  /** Links each proc's batches, and puts each stream before its first. */
  #chainBatches(): void {
    const { batches } = this.#scan;
    for (let batch = batches.length - 1; batch >= 0; batch--) {
      if (batches.hasEvents[batch] === 0) continue;
      const stream = batches.proc[batch]!;
      this.#nextBatch[batch] = this.#batch[stream]!;
      this.#batch[stream] = batch;
    }
    for (let stream = 0; stream < this.count - 1; stream++)
      if (this.#batch[stream] !== -1) this.#enter(stream, this.#batch[stream]!);
  }

  #enter(stream: number, batch: number): void {
    const { batches } = this.#scan;
    this.#batch[stream] = batch;
    this.#position[stream] = batches.at[batch]!;
    this.time[stream] = batches.ticks[batch]!;
    this.#earliest[stream] = batches.ticks[batch]! - MAX_TICKS_SKEW;
    const next = this.#nextBatch[batch]!;
    this.#latest[stream] = next === -1 ? MAX_TICKS_APART : batches.ticks[next]! + MAX_TICKS_SKEW;
    if (this.#old) this.sequence[stream] = batches.sequence[batch]!;
  }

  /** Makes the stream's next record its head. False if there is none. */
  advance(stream: number): boolean {
    if (stream === this.count - 1) return this.#advanceSamples(stream);
    for (;;) {
      const batch = this.#batch[stream]!;
      if (batch === -1) return false;
      const at = this.#position[stream]!;
      if (at >= this.#scan.batches.end[batch]!) {
        const next = this.#nextBatch[batch]!;
        if (next === -1) {
          this.#batch[stream] = -1;
          return false;
        }
        this.#enter(stream, next);
        continue;
      }
      if (this.#scan.bad.size > 0) {
        const after = this.#scan.bad.get(at);
        if (after !== undefined) {
          this.#position[stream] = after;
          continue;
        }
      }
      const type = this.#bytes[at]! & 63;
      if (this.#inStream[type] === 1) {
        this.#readHead(stream, at, type);
        return true;
      }
      this.#position[stream] = this.#afterRecord(at);
    }
  }

  #readHead(stream: number, at: number, type: number): void {
    const reader = this.#reader;
    reader.position = at + 1;
    const isLong = this.#bytes[at]! >= 0xc0;
    let end = 0;
    let left = this.#format.argCount[type]! - this.#format.lead;
    if (isLong) {
      const length = reader.uvarint();
      end = reader.position + length;
    }
    if (this.#old) {
      reader.uvarint();
      this.sequence[stream] = this.sequence[stream]! + signed(reader);
    }
    reader.uvarint();
    const time = this.time[stream]! + signed(reader);
    if (time >= this.#earliest[stream]! && time <= this.#latest[stream]!) this.time[stream] = time;
    else this.#damage.note("clock", WILD, at);
    let subject = NONE;
    // A record that names a goroutine does so first, and a sequence number comes next.
    if (this.#names[type] === 0) {
      reader.uvarint();
      if (reader.low !== 0 || reader.high !== 0) subject = this.goroutines.intern(reader.low, reader.high);
      left--;
    }
    if (this.#counts[type]! >= 0 && !this.#old) {
      this.sequence[stream] = reader.uvarint();
      left--;
    }
    if (isLong) reader.position = end;
    else while (left-- > 0) reader.uvarint();
    if (type === Raw.UserLog) this.#skipText();
    this.#position[stream] = reader.position;
    this.at[stream] = at;
    this.type[stream] = type;
    this.subject[stream] = subject;
    this.goroutine[stream] = this.#whose(stream, this.#role[type]!, subject);
  }

  #whose(stream: number, role: number, subject: number): number {
    const running = this.#running[stream]!;
    switch (role) {
      case Role.Starts:
        this.#running[stream] = subject;
        return subject;
      case Role.Stops:
        this.#running[stream] = NONE;
        return running;
      case Role.Named:
        return subject;
      default:
        return running;
    }
  }

  #afterRecord(at: number): number {
    const reader = this.#reader;
    reader.position = at + 1;
    const first = this.#bytes[at]!;
    if ((first & 63) === Raw.String) {
      reader.uvarint();
      this.#skipText();
    } else if (first >= 0xc0) this.#skipText();
    else for (let left = (first >>> 6) + this.#format.lead; left > 0; left--) reader.uvarint();
    return reader.position;
  }

  #skipText(): void {
    const length = this.#reader.uvarint();
    this.#reader.position += length;
  }

  #advanceSamples(stream: number): boolean {
    const samples = this.#samples;
    if (this.#nextSample === samples.order.length) return false;
    const sample = samples.order[this.#nextSample++]!;
    this.at[stream] = samples.at[sample]!;
    this.type[stream] = Raw.CPUSample;
    this.time[stream] = samples.time[sample]!;
    this.goroutine[stream] = samples.goroutine[sample]!;
    this.proc[stream] = samples.proc[sample]!;
    this.subject[stream] = NONE;
    return true;
  }
}
