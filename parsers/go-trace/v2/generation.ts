import { Growable } from "../../../src/base/growable.ts";
import { IdTable } from "../../../src/base/id-table.ts";
import { EMPTY_STRING, NO_STACK, type StringIndex } from "../../../src/base/indices.ts";
import type { Damage } from "../../../src/model/damage.ts";
import type { Symbols } from "../../../src/model/symbols.ts";
import { MAX_STACK_FRAMES, MAX_STRING_BYTES, Wire, wireName } from "../wire/events.ts";
import { ByteReader } from "../wire/varint.ts";
import type { DamageLog } from "../damage-log.ts";
import type { Batch } from "./batch-header.ts";
import type { RawGeneration } from "./framing.ts";
import { LocalTable } from "./local-table.ts";
import { TextReader } from "../wire/text.ts";

/** A reading of the clocks as the file gives it: trace clock in ticks. */
export interface RawClock {
  readonly ticks: number;
  readonly monoNs: number;
  readonly wallNs: number;
}

/** One thread's ordinary batches. */
export interface ThreadBatches {
  readonly low: number;
  readonly high: number;
  readonly batches: Batch[];
}

/** CPU samples as the file gives them, in its order. */
export interface RawSamples {
  readonly length: number;
  /** ticks */
  readonly time: Float64Array;
  /** Low and high halves of thread, proc and goroutine, six to a sample. */
  readonly ids: Uint32Array;
  readonly stack: Float64Array;
}

/**
 * The tables of one generation: its strings and stacks as rows of the trace's symbols, its threads' batches, samples
 * and clock. Reading them loses nothing that is good: an entry that is wrong is left out and reported.
 */
export class Generation {
  readonly raw: RawGeneration;
  readonly strings = new LocalTable();
  readonly stacks = new LocalTable();
  readonly threads: ThreadBatches[] = [];
  readonly experimentalBatches: Batch[] = [];
  /** ns per tick; 0 if the generation does not say. */
  nsPerTick = 0;
  clock: RawClock | undefined;
  /**
   * Whether all events of all threads are there. The runtime writes a generation's stacks after the last of its events,
   * so where they are none of the events are missing at the end.
   */
  readonly threadsComplete: boolean;
  samples: RawSamples = { length: 0, time: new Float64Array(0), ids: new Uint32Array(0), stack: new Float64Array(0) };

  readonly #symbols: Symbols;
  readonly #damage: DamageLog;
  readonly #reader = new ByteReader();
  readonly #text = new TextReader();

  constructor(raw: RawGeneration, version: number, symbols: Symbols, damage: DamageLog) {
    this.raw = raw;
    this.#symbols = symbols;
    this.#damage = damage;
    const byKind = sortBatches(raw, version);
    this.threadsComplete = raw.complete || (raw.endsOnly && byKind.stacks.length > 0);
    for (const batch of byKind.strings) this.#readStrings(batch);
    for (const batch of byKind.stacks) this.#readStacks(batch);
    this.samples = this.#readSamples(byKind.samples);
    for (const batch of byKind.sync) this.#readSync(batch, version);
    for (const batch of byKind.experimental) this.experimentalBatches.push(batch);
    this.#groupByThread(byKind.events);
  }

  /** The string of a number in this generation; 0 is "". Undefined: there is none. */
  string(id: number): StringIndex | undefined {
    if (id === 0) return EMPTY_STRING;
    const row = this.strings.get(id);
    return row === -1 ? undefined : (row as StringIndex);
  }

  #open(batch: Batch, headerBytes: number): ByteReader {
    this.#reader.reset(batch.bytes, batch.start + headerBytes, batch.end);
    return this.#reader;
  }

  #report(kind: Damage["kind"], batch: Batch, at: number, message: string): void {
    this.#damage.note(kind, message, batch.fileOffset + at, 0, this.raw.number);
  }

  /** Reports what stopped a table short: `what` at the reader's position, or a number that does not end. */
  #reportCut(batch: Batch, at: number, what: string): void {
    const problem = this.#reader.failed ? "found a number that does not end within its batch" : what;
    this.#report("malformed", batch, at, `${problem}; the rest of a table of ${batch.end - batch.start} bytes is lost`);
  }

  #readStrings(batch: Batch): void {
    const reader = this.#open(batch, 1);
    while (!reader.done) {
      const at = reader.position;
      const type = reader.byte();
      const id = reader.uvarint();
      const length = reader.uvarint();
      if (reader.failed || type !== Wire.String)
        return this.#reportCut(batch, at, `found ${wireName(type)}, expected String`);
      if (length > MAX_STRING_BYTES || reader.position + length > batch.end) {
        return this.#reportCut(
          batch,
          at,
          `found a string of ${length} bytes, expected at most ${Math.min(MAX_STRING_BYTES, batch.end - reader.position)}`,
        );
      }
      const text = this.#text.read(batch.bytes, reader.position, reader.position + length);
      reader.position += length;
      if (!this.strings.add(id, this.#symbols.strings.intern(text)))
        this.#report("inconsistent", batch, at, `found a second string numbered ${id}`);
    }
    if (reader.failed) this.#reportCut(batch, reader.position, "");
  }

  #readStacks(batch: Batch): void {
    const reader = this.#open(batch, 1);
    const frames = new Int32Array(MAX_STACK_FRAMES);
    while (!reader.done) {
      const at = reader.position;
      const type = reader.byte();
      const id = reader.uvarint();
      const depth = reader.uvarint();
      if (reader.failed || type !== Wire.Stack)
        return this.#reportCut(batch, at, `found ${wireName(type)}, expected Stack`);
      if (depth > MAX_STACK_FRAMES)
        return this.#reportCut(batch, at, `found a stack of ${depth} frames, expected at most ${MAX_STACK_FRAMES}`);
      for (let i = 0; i < depth; i++) frames[i] = this.#readFrame(batch, reader);
      if (reader.failed) return this.#reportCut(batch, at, "");
      if (!this.stacks.add(id, this.#symbols.stacks.intern(frames, depth)))
        this.#report("inconsistent", batch, at, `found a second stack numbered ${id}`);
    }
  }

  /** Program counters met in this generation; the first frame given for one holds for all. */
  readonly #pcs = new IdTable();
  readonly #pcFrames = new Growable(Int32Array);

  #readFrame(batch: Batch, reader: ByteReader): number {
    const at = reader.position;
    reader.uvarint();
    const pcLow = reader.low;
    const pcHigh = reader.high;
    const functionId = reader.uvarint();
    const fileId = reader.uvarint();
    const line = reader.uvarint();
    if (reader.failed) return -1;
    const known = this.#pcs.find(pcLow, pcHigh);
    if (known !== -1) return this.#pcFrames.get(known);
    const fn = this.string(functionId);
    const file = this.string(fileId);
    if (fn === undefined || file === undefined)
      this.#report(
        "inconsistent",
        batch,
        at,
        `found a frame that names string ${fn === undefined ? functionId : fileId}, which the generation does not hold`,
      );
    const frame = this.#symbols.frames.intern(pcLow, pcHigh, fn ?? EMPTY_STRING, file ?? EMPTY_STRING, line);
    this.#pcs.intern(pcLow, pcHigh);
    this.#pcFrames.push(frame);
    return frame;
  }

  #readSamples(batches: readonly Batch[]): RawSamples {
    const time = new Growable(Float64Array);
    const ids = new Growable(Uint32Array);
    const stack = new Growable(Float64Array);
    for (const batch of batches) {
      const reader = this.#open(batch, 1);
      while (!reader.done) {
        const at = reader.position;
        const type = reader.byte();
        const ticks = reader.uvarint();
        const parts: number[] = [];
        for (let i = 0; i < 3; i++) {
          reader.uvarint();
          parts.push(reader.low, reader.high);
        }
        const stackId = reader.uvarint();
        if (reader.failed || type !== Wire.CPUSample) {
          this.#reportCut(batch, at, `found ${wireName(type)}, expected CPUSample`);
          break;
        }
        time.push(ticks);
        for (const part of parts) ids.push(part);
        stack.push(stackId);
      }
    }
    return { length: time.length, time: time.finish(), ids: ids.finish(), stack: stack.finish() };
  }

  #readSync(batch: Batch, version: number): void {
    const reader = this.#open(batch, version >= 25 ? 1 : 0);
    let ticks = batch.time;
    while (!reader.done) {
      const at = reader.position;
      const type = reader.byte();
      if (type === Wire.Frequency) {
        const perSecond = reader.uvarint();
        if (reader.failed || perSecond === 0) return this.#reportCut(batch, at, "found a clock of 0 ticks a second");
        if (this.nsPerTick !== 0) this.#report("inconsistent", batch, at, "found a second clock frequency");
        else this.nsPerTick = 1 / (perSecond / 1e9);
      } else if (type === Wire.ClockSnapshot && version >= 25) {
        ticks += reader.uvarint();
        const monoNs = reader.uvarint();
        const seconds = reader.uvarint();
        const nanoseconds = reader.uvarint();
        if (reader.failed) return this.#reportCut(batch, at, "");
        if (this.clock) this.#report("inconsistent", batch, at, "found a second clock snapshot");
        else this.clock = { ticks, monoNs, wallNs: seconds * 1e9 + nanoseconds };
      } else return this.#reportCut(batch, at, `found ${wireName(type)}, expected Frequency or ClockSnapshot`);
    }
  }

  /** Behind a hole, nobody knows which events of a thread come before those of its next batch; they are not told. */
  #groupByThread(batches: readonly Batch[]): void {
    const rows = new IdTable();
    const { hole = Number.POSITIVE_INFINITY, number } = this.raw;
    for (const batch of batches) {
      if (batch.fileOffset + batch.start > hole) {
        const lost = batch.end - batch.start;
        this.#damage.note("truncated", BEHIND_HOLE, batch.fileOffset + batch.start, lost, number);
        continue;
      }
      const row = rows.intern(batch.threadLow, batch.threadHigh);
      const thread = this.threads[row];
      // A list that begins with an entry takes the room of one: a file may hold a thread every few bytes.
      if (thread === undefined) this.threads[row] = { low: batch.threadLow, high: batch.threadHigh, batches: [batch] };
      else thread.batches.push(batch);
    }
  }
}

const BEHIND_HOLE = "events behind a place where others are missing; they are not shown";

type BatchKind = "strings" | "stacks" | "samples" | "sync" | "experimental" | "events";

/** What a batch holds is told by its first byte; a batch without data holds no events. */
function sortBatches(raw: RawGeneration, version: number): Record<BatchKind, Batch[]> {
  const byKind: Record<BatchKind, Batch[]> = {
    strings: [],
    stacks: [],
    samples: [],
    sync: [],
    experimental: [],
    events: [],
  };
  const syncType = version >= 25 ? Wire.Sync : Wire.Frequency;
  const kinds = new Map<number, BatchKind>([
    [Wire.Strings, "strings"],
    [Wire.Stacks, "stacks"],
    [Wire.CPUSamples, "samples"],
    [syncType, "sync"],
  ]);
  for (const batch of raw.batches) {
    const first = batch.end > batch.start ? batch.bytes[batch.start]! : -1;
    const kind = batch.experiment !== 0 ? "experimental" : (kinds.get(first) ?? "events");
    byKind[kind].push(batch);
  }
  return byKind;
}

/** The row of a stack's number in a generation: NO_STACK for 0, undefined where the generation has none of it. */
export function stackRow(generation: Generation, id: number): number | undefined {
  if (id === 0) return NO_STACK;
  const row = generation.stacks.get(id);
  return row === -1 ? undefined : row;
}
