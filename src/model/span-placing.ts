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
export function placeSpans(spans: MixedSpans, { goroutines, procs, threads }: Counts): PlacedSpans {
  const { spanOffsets, runOffsets, wakerOffsets, threadRunCounts } = countSpans(spans, { goroutines, procs, threads });
  const has = new Uint32Array(Math.ceil(spans.length / 32));
  const values = new Int32Array(wakerOffsets[goroutines]!);
  const run = new Int32Array(runOffsets[procs]!);
  const next = { span: spanOffsets.slice(), run: runOffsets.slice(), waker: wakerOffsets };
  const latest = new Float64Array(procs);
  const rows = new ChunkedColumn(Uint32Array);
  const wakers = new WakerReader(spans.waker);
  const rooms = [new Int32Array(CHUNK_ROWS), new Int32Array(CHUNK_ROWS)] as const;
  let inOrder = true;
  eachChunk(spans.length, (number, count) => {
    const goroutineOf = spans.goroutine.wide(number, rooms[0]);
    const procOf = spans.proc.wide(number, rooms[1]);
    const startOf = spans.start.chunk(number);
    const stateOf = spans.state.chunk(number);
    rows.extend();
    const rowOf = rows.current;
    for (let i = 0; i < count; i++) {
      const goroutine = goroutineOf[i]!;
      const state = stateOf[i]!;
      const row = next.span[goroutine]!++;
      rowOf[i] = row;
      if ((state & WOKEN) !== 0) {
        has[row >>> 5]! |= 1 << (row & 31);
        values[next.waker[goroutine]!++] = wakers.next();
      } else if (EXECUTES[state] === 1 && procOf[i]! >= 0) {
        const proc = procOf[i]!;
        run[next.run[proc]!++] = row;
        if (startOf[i]! < latest[proc]!) inOrder = false;
        latest[proc] = startOf[i]!;
      }
    }
    spans.goroutine.release(number);
  });
  return { spanOffsets, runOffsets, run, threadRunCounts, rows, waker: new SparseColumn(has, values), inOrder };
}

interface Counted extends Pick<PlacedSpans, "spanOffsets" | "runOffsets" | "threadRunCounts"> {
  readonly wakerOffsets: Uint32Array;
}

/** Counts the spans of each goroutine, those of them that are woken, and those that each proc and thread executed. */
function countSpans(spans: MixedSpans, { goroutines, procs, threads }: Counts): Counted {
  const spanCounts = new Uint32Array(goroutines + 1);
  const wakerCounts = new Uint32Array(goroutines + 1);
  // The first are of no proc and of no thread.
  const runCounts = new Uint32Array(procs + 1);
  const threadCounts = new Uint32Array(threads + 1);
  const rooms = [new Int32Array(CHUNK_ROWS), new Int32Array(CHUNK_ROWS), new Int32Array(CHUNK_ROWS)] as const;
  eachChunk(spans.length, (number, count) => {
    const goroutineOf = spans.goroutine.wide(number, rooms[0]);
    const procOf = spans.proc.wide(number, rooms[1]);
    const threadOf = spans.thread.wide(number, rooms[2]);
    const stateOf = spans.state.chunk(number);
    // Which states follow each other cannot be foretold, so no branch depends on them.
    for (let i = 0; i < count; i++) {
      const state = stateOf[i]!;
      const proc = procOf[i]!;
      spanCounts[goroutineOf[i]! + 1]!++;
      wakerCounts[goroutineOf[i]! + 1]! += state >>> 7;
      runCounts[proc + 1]! += EXECUTES[state]!;
      // 1 for any proc, 0 for none, which is -1.
      threadCounts[threadOf[i]! + 1]! += EXECUTES[state]! & (~proc >>> 31);
    }
  });
  runCounts[0] = 0;
  return {
    spanOffsets: summed(spanCounts),
    wakerOffsets: summed(wakerCounts),
    runOffsets: summed(runCounts),
    threadRunCounts: threadCounts.slice(1),
  };
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

function eachChunk(length: number, visit: (number: number, count: number) => void): void {
  for (let from = 0; from < length; from += CHUNK_ROWS) visit(from >> CHUNK_BITS, Math.min(CHUNK_ROWS, length - from));
}

/** Counts of rows, shifted by one, become offsets. */
function summed(counts: Uint32Array): Uint32Array {
  for (let row = 1; row < counts.length; row++) counts[row]! += counts[row - 1]!;
  return counts;
}
