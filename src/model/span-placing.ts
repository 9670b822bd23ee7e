import { CHUNK_BITS, CHUNK_MASK, CHUNK_ROWS, ChunkedColumn } from "./chunked-column.ts";
import { SparseColumn } from "./sparse-column.ts";
import { SpanState } from "./vocabulary.ts";

/** A bit beside a span's state: a goroutine made it so, and comes next in the list of wakers. */
export const WOKEN = 0x80;

/** By state, with or without that bit: 1 if a goroutine in it holds its proc. */
const EXECUTES = Uint8Array.from({ length: 256 }, (_, state) =>
  state === SpanState.Running || state === SpanState.Syscall ? 1 : 0,
);

/** Spans in order of time, all goroutines mixed. */
export interface MixedSpans {
  readonly length: number;
  readonly goroutine: ChunkedColumn<Int32Array>;
  readonly start: ChunkedColumn<Float64Array>;
  /** With the bit WOKEN. */
  readonly state: ChunkedColumn<Uint8Array>;
  readonly proc: ChunkedColumn<Int32Array>;
  readonly thread: ChunkedColumn<Int32Array>;
  /** Of those spans that are WOKEN. */
  readonly waker: ChunkedColumn<Int32Array>;
}

/** Where spans go when each goroutine's come together. */
export interface PlacedSpans {
  readonly spanOffsets: Uint32Array;
  readonly runOffsets: Uint32Array;
  readonly run: Int32Array;
  readonly threadRunCounts: Uint32Array;
  /** The row of each span. */
  readonly rows: ChunkedColumn<Uint32Array>;
  readonly waker: SparseColumn;
  /** Whether what ran on each proc is in order of start. */
  readonly inOrder: boolean;
}

/** How many of each there are. */
interface Counts {
  readonly goroutines: number;
  readonly procs: number;
  readonly threads: number;
}

/**
 * Says to which row each span goes, lists what ran on each proc, and puts the wakers in their places; gives the columns of
 * goroutines and of wakers up. What ran is in order of time but in a damaged trace: there two goroutines may claim a proc
 * from the same Sync on.
 */
export function placeSpans(spans: MixedSpans, counts: Counts): PlacedSpans {
  const { spanOffsets, runOffsets, wakerOffsets, threadRunCounts } = countSpans(spans, counts);
  const places: Places = {
    nextSpan: spanOffsets.slice(),
    nextRun: runOffsets.slice(),
    nextWaker: wakerOffsets,
    run: new Int32Array(runOffsets[counts.procs]!),
    latest: new Float64Array(counts.procs),
    has: new Uint32Array(Math.ceil(spans.length / 32)),
    wakers: new Int32Array(wakerOffsets[counts.goroutines]!),
    source: new WakerReader(spans.waker),
    inOrder: true,
  };
  const rows = new ChunkedColumn(Uint32Array);
  eachChunk(spans, (number, count, chunk) => {
    rows.extend();
    placeRows(chunk, places, rows.current, count);
    spans.goroutine.release(number);
  });
  const { run, has, wakers, inOrder } = places;
  return { spanOffsets, runOffsets, run, threadRunCounts, rows, waker: new SparseColumn(has, wakers), inOrder };
}

/** Where the next span, run and waker of each goroutine or proc goes, and what has come to its place. */
interface Places {
  readonly nextSpan: Uint32Array;
  readonly nextRun: Uint32Array;
  readonly nextWaker: Uint32Array;
  readonly run: Int32Array;
  /** Start of what ran last, by proc. */
  readonly latest: Float64Array;
  readonly has: Uint32Array;
  readonly wakers: Int32Array;
  readonly source: WakerReader;
  inOrder: boolean;
}

function placeRows(chunk: SpanChunk, places: Places, rowOf: Uint32Array, count: number): void {
  const { goroutineOf, procOf, startOf, stateOf } = chunk;
  const { nextSpan, nextRun, nextWaker, run, latest, has, wakers, source } = places;
  for (let i = 0; i < count; i++) {
    const goroutine = goroutineOf[i]!;
    const state = stateOf[i]!;
    const row = nextSpan[goroutine]!++;
    rowOf[i] = row;
    if ((state & WOKEN) !== 0) {
      has[row >>> 5]! |= 1 << (row & 31);
      wakers[nextWaker[goroutine]!++] = source.next();
    } else if (EXECUTES[state] === 1 && procOf[i]! >= 0) {
      const proc = procOf[i]!;
      run[nextRun[proc]!++] = row;
      if (startOf[i]! < latest[proc]!) places.inOrder = false;
      latest[proc] = startOf[i]!;
    }
  }
}

interface Counted extends Pick<PlacedSpans, "spanOffsets" | "runOffsets" | "threadRunCounts"> {
  readonly wakerOffsets: Uint32Array;
}

/** Counts the spans of each goroutine, those of them that are woken, and those that each proc and thread executed. */
function countSpans(spans: MixedSpans, { goroutines, procs, threads }: Counts): Counted {
  // The first are of no goroutine, proc and thread.
  const counts: SpanCounts = {
    spans: new Uint32Array(goroutines + 1),
    wakers: new Uint32Array(goroutines + 1),
    procRuns: new Uint32Array(procs + 1),
    threadRuns: new Uint32Array(threads + 1),
  };
  eachChunk(spans, (_, count, chunk) => countRows(chunk, counts, count));
  counts.procRuns[0] = 0;
  return {
    spanOffsets: summed(counts.spans),
    wakerOffsets: summed(counts.wakers),
    runOffsets: summed(counts.procRuns),
    threadRunCounts: counts.threadRuns.slice(1),
  };
}

interface SpanCounts {
  readonly spans: Uint32Array;
  readonly wakers: Uint32Array;
  readonly procRuns: Uint32Array;
  readonly threadRuns: Uint32Array;
}

/** Which states follow each other cannot be foretold, so no branch depends on them. */
function countRows(chunk: SpanChunk, counts: SpanCounts, count: number): void {
  const { goroutineOf, procOf, threadOf, stateOf } = chunk;
  const { spans, wakers, procRuns, threadRuns } = counts;
  for (let i = 0; i < count; i++) {
    const state = stateOf[i]!;
    const proc = procOf[i]!;
    const goroutine = goroutineOf[i]! + 1;
    spans[goroutine]!++;
    wakers[goroutine]! += state >>> 7;
    procRuns[proc + 1]! += EXECUTES[state]!;
    // 1 for any proc, 0 for none, which is -1.
    threadRuns[threadOf[i]! + 1]! += EXECUTES[state]! & (~proc >>> 31);
  }
}

/** Wakers one after the other; those read are given up, chunk by chunk. */
class WakerReader {
  readonly #column: ChunkedColumn<Int32Array>;
  readonly #room = new Int32Array(CHUNK_ROWS);
  #chunk: Int32Array = this.#room;
  #at = 0;

  constructor(column: ChunkedColumn<Int32Array>) {
    this.#column = column;
  }

  next(): number {
    const i = this.#at++ & CHUNK_MASK;
    if (i === 0) this.#turn((this.#at - 1) >> CHUNK_BITS);
    return this.#chunk[i]!;
  }

  #turn(number: number): void {
    if (number > 0) this.#column.release(number - 1);
    this.#chunk = this.#column.wide(number, this.#room);
  }
}

/** A chunk of the columns, in their full width. */
interface SpanChunk {
  readonly goroutineOf: Int32Array;
  readonly procOf: Int32Array;
  readonly threadOf: Int32Array;
  readonly startOf: Float64Array;
  readonly stateOf: Uint8Array;
}

// Columns that are never narrowed need no room.
const NO_TIMES = new Float64Array(0);
const NO_STATES = new Uint8Array(0);

function eachChunk(spans: MixedSpans, visit: (number: number, count: number, chunk: SpanChunk) => void): void {
  const rooms = Array.from({ length: 3 }, () => new Int32Array(CHUNK_ROWS));
  for (let from = 0; from < spans.length; from += CHUNK_ROWS) {
    const number = from >> CHUNK_BITS;
    visit(number, Math.min(CHUNK_ROWS, spans.length - from), {
      goroutineOf: spans.goroutine.wide(number, rooms[0]!),
      procOf: spans.proc.wide(number, rooms[1]!),
      threadOf: spans.thread.wide(number, rooms[2]!),
      startOf: spans.start.wide(number, NO_TIMES),
      stateOf: spans.state.wide(number, NO_STATES),
    });
  }
}

/** Counts of rows, shifted by one, become offsets. */
function summed(counts: Uint32Array): Uint32Array {
  for (let row = 1; row < counts.length; row++) counts[row]! += counts[row - 1]!;
  return counts;
}
