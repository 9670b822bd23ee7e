import { MAX_ARGS, TIMED_EVENTS, wireName } from "../wire/events.ts";
import type { Batch } from "./batch-header.ts";
import type { ThreadBatches } from "./generation.ts";
import { sortAsGo } from "./go-sort.ts";

const NOT_TIMED = 255;

/** Times are exact as doubles up to here, ns: 104 days. */
export const LAST_TIME = Number.MAX_SAFE_INTEGER;

/** Number of arguments by event type, for the versions up to the given one. */
function argumentCounts(version: number): Uint8Array {
  const counts = new Uint8Array(256).fill(NOT_TIMED);
  for (const spec of TIMED_EVENTS) if (spec.since <= Math.max(version, 23)) counts[spec.type] = spec.args.length;
  return counts;
}

/**
 * The next event of each thread, decoded, and the threads in a heap by the time of that event. Cursors are rows of
 * columns; nothing is allocated per event.
 *
 * Invariant: where times are equal the heap's shape decides which thread comes first, so it moves as Go's does
 * (internal/trace/batchcursor.go): binary, sifting up first, then down, and sorted in place when the head cannot go.
 */
export class Frontier {
  /** Cursors in heap order. */
  heap = new Int32Array(0);
  size = 0;
  /** By cursor: the next event's time (ns since the trace's origin), type and arguments. */
  time = new Float64Array(0);
  type = new Uint8Array(0);
  low = new Uint32Array(0);
  high = new Uint32Array(0);
  /** Set when `advance` or `start` tells -1. */
  failure = "";

  #bytes: Uint8Array[] = [];
  /** Where in its batch's bytes the cursor's event begins. */
  #eventStart = new Int32Array(0);
  #position = new Int32Array(0);
  #end = new Int32Array(0);
  #clock = new Float64Array(0);
  #batchNumber = new Int32Array(0);
  #threads: readonly ThreadBatches[] = [];
  #nsPerTick = 1;
  #origin = 0;
  readonly #argumentCount: Uint8Array;

  constructor(version: number) {
    this.#argumentCount = argumentCounts(version);
  }

  /** Sets out on a generation. Cursor c is that of threads[c]. Times come relative to `originNs`. */
  start(threads: readonly ThreadBatches[], nsPerTick: number, originNs: number): boolean {
    const n = threads.length;
    this.#bytes = threads.map(({ batches }) => batches[0]!.bytes);
    this.#threads = threads;
    this.#nsPerTick = nsPerTick;
    this.#origin = originNs;
    if (this.heap.length < n) this.#allocate(n);
    this.size = 0;
    for (let c = 0; c < n; c++) {
      this.#batchNumber[c] = -1;
      this.#position[c] = this.#end[c] = 0;
    }
    let good = true;
    for (let c = 0; c < n; c++) {
      const outcome = this.#decode(c);
      if (outcome < 0) good = false;
      if (outcome <= 0) continue;
      this.heap[this.size++] = c;
      this.#siftUp(this.size - 1);
    }
    return good;
  }

  /** Replaces the event of heap[i] by its thread's next. Tells -1 if that cannot be decoded; the thread is dropped then. */
  advance(i: number): number {
    const outcome = this.#decode(this.heap[i]!);
    if (outcome > 0) {
      if (this.#siftUp(i) === i) this.#siftDown(i);
    } else this.#remove(i);
    return outcome;
  }

  /** Where in the file a cursor's event begins. */
  fileOffset(cursor: number): number {
    const { batches } = this.#threads[cursor]!;
    const batch = batches[Math.min(this.#batchNumber[cursor]!, batches.length - 1)]!;
    return batch.fileOffset + this.#eventStart[cursor]!;
  }

  /** How many bytes of events are not told yet: those of all threads in the heap, and of the cursor's own. */
  bytesLeft(cursor: number): number {
    let bytes = 0;
    for (const c of new Set([cursor, ...this.heap.subarray(0, this.size)])) {
      const number = this.#batchNumber[c]!;
      bytes += Math.max(0, this.#end[c]! - this.#eventStart[c]!);
      for (const batch of this.#threads[c]!.batches.slice(number + 1)) bytes += batch.end - batch.start;
    }
    return bytes;
  }

  /** Puts the heap in order of time; it stays a heap. */
  sort(): void {
    sortAsGo(this.heap, this.size, this.time);
  }

  #allocate(n: number): void {
    const size = Math.max(16, n * 2);
    this.heap = new Int32Array(size);
    this.time = new Float64Array(size);
    this.type = new Uint8Array(size);
    this.low = new Uint32Array(size * MAX_ARGS);
    this.high = new Uint32Array(size * MAX_ARGS);
    this.#eventStart = new Int32Array(size);
    this.#position = new Int32Array(size);
    this.#end = new Int32Array(size);
    this.#clock = new Float64Array(size);
    this.#batchNumber = new Int32Array(size);
  }

  /** 1: decoded; 0: the thread has no more; -1: `failure` says why not. */
  #decode(c: number): number {
    let position = this.#position[c]!;
    if (position >= this.#end[c]!) {
      if (!this.#nextBatch(c)) return 0;
      position = this.#position[c]!;
    }
    const bytes = this.#bytes[c]!;
    const end = this.#end[c]!;
    this.#eventStart[c] = position;
    const type = bytes[position++]!;
    const count = this.#argumentCount[type]!;
    if (count === NOT_TIMED) return this.#fail(`found ${wireName(type)}, expected an event with a time`);
    this.type[c] = type;
    const low = this.low;
    const high = this.high;
    let ticks = 0;
    let slot = c * MAX_ARGS;
    for (let i = 0; i <= count; i++) {
      let lowBits = bytes[position++]!;
      let highBits = 0;
      if (lowBits >= 0x80) {
        let shift = 7;
        let byte = 0;
        lowBits &= 0x7f;
        do {
          byte = bytes[position++]!;
          if (shift < 28) lowBits |= (byte & 0x7f) << shift;
          else if (shift === 28) {
            lowBits |= byte << 28;
            highBits = (byte & 0x7f) >>> 4;
          } else if (shift < 63) highBits |= (byte & 0x7f) << (shift - 32);
          else if (shift === 63 && byte < 2) highBits |= byte << 31;
          else return this.#fail("found a number of more than 64 bits");
          shift += 7;
        } while (byte >= 0x80);
      }
      if (i === 0) ticks = (highBits >>> 0) * 0x1_0000_0000 + (lowBits >>> 0);
      else {
        low[slot] = lowBits;
        high[slot++] = highBits;
      }
    }
    if (position > end) return this.#fail(`found ${wireName(type)} that runs past the end of its batch`);
    this.#position[c] = position;
    const time = Math.trunc(ticks * this.#nsPerTick) + this.#clock[c]!;
    if (!(time <= LAST_TIME)) return this.#fail(`found ${wireName(type)} more than 104 days after the trace's start`);
    this.#clock[c] = time;
    this.time[c] = time;
    return 1;
  }

  #nextBatch(c: number): boolean {
    const batches = this.#threads[c]!.batches;
    let number = this.#batchNumber[c]!;
    let batch: Batch | undefined;
    do batch = batches[++number];
    while (batch && batch.start === batch.end);
    this.#batchNumber[c] = number;
    if (!batch) return false;
    this.#bytes[c] = batch.bytes;
    this.#position[c] = batch.start;
    this.#end[c] = batch.end;
    this.#clock[c] = Math.trunc(batch.time * this.#nsPerTick) - this.#origin;
    return true;
  }

  #fail(message: string): number {
    this.failure = message;
    return -1;
  }

  /** Tells where the cursor came to stand. */
  #siftUp(i: number): number {
    const heap = this.heap;
    const time = this.time;
    const cursor = heap[i]!;
    const t = time[cursor]!;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (time[heap[parent]!]! <= t) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = cursor;
    return i;
  }

  #siftDown(i: number): void {
    const heap = this.heap;
    const time = this.time;
    const size = this.size;
    const cursor = heap[i]!;
    const t = time[cursor]!;
    for (;;) {
      const left = 2 * i + 1;
      if (left >= size) break;
      let child = left;
      let childTime = time[heap[left]!]!;
      if (left + 1 < size) {
        const rightTime = time[heap[left + 1]!]!;
        if (rightTime < childTime) {
          child = left + 1;
          childTime = rightTime;
        }
      }
      if (childTime >= t) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = cursor;
  }

  /** Takes heap[i] out: it is lifted to the root whatever its time, swapped with the last and cut off. */
  #remove(i: number): void {
    const heap = this.heap;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const cursor = heap[parent]!;
      heap[parent] = heap[i]!;
      heap[i] = cursor;
      i = parent;
    }
    heap[0] = heap[--this.size]!;
    if (this.size > 0) this.#siftDown(0);
  }
}
