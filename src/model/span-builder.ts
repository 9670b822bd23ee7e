import { Growable } from "../base/growable.ts";
import { EMPTY_STRING, NO_GOROUTINE, NO_PROC, NO_STACK, NO_THREAD, type StringIndex } from "../base/indices.ts";
import { CHUNK_BITS, CHUNK_MASK, CHUNK_ROWS, ChunkedColumn } from "./chunked-column.ts";
import type { EventCursor } from "./event.ts";
import { SparseColumnWriter, type SparseColumn } from "./sparse-column.ts";
import type { SpanTable } from "./trace.ts";
import { SpanState } from "./vocabulary.ts";

/** Finished spans, and which of them ran on each proc. */
export interface BuiltSpans {
  readonly spans: SpanTable;
  readonly spanOffsets: Uint32Array;
  readonly runOffsets: Uint32Array;
  readonly run: Int32Array;
}

interface Placed extends Pick<BuiltSpans, "runOffsets" | "run"> {
  readonly rows: ChunkedColumn<Uint32Array>;
  /** Whether what ran on each proc is in order of start. */
  readonly inOrder: boolean;
}

/** A bit beside a span's state: a goroutine made it so, and comes next in the list of wakers. */
const WOKEN = 0x80;

type SignedColumn = Int32Array | Int16Array | Int8Array;

/** The narrowest column that holds values from -1 to `largest`. */
function narrowest(largest: number): { new (length: number): SignedColumn } {
  if (largest <= 0x7f) return Int8Array;
  return largest <= 0x7fff ? Int16Array : Int32Array;
}

/** Takes spans in order of time, all goroutines mixed; gives them goroutine by goroutine. Costs 19 to 27 bytes a span. */
export class SpanBuilder {
  #length = 0;
  #goroutine = new ChunkedColumn(Int32Array);
  #start = new ChunkedColumn(Float64Array);
  #state = new ChunkedColumn(Uint8Array);
  #reason = new ChunkedColumn(Uint16Array);
  #stack = new ChunkedColumn(Int32Array);
  /** Of those spans that are WOKEN. */
  #waker = new ChunkedColumn(Int32Array);
  #wakers = 0;
  #proc = new ChunkedColumn(Int32Array);
  #thread = new ChunkedColumn(Int32Array);
  readonly #reasons = new Growable(Int32Array);
  /** By proc: how many spans it executed. */
  readonly #runs = new Growable(Uint32Array);
  readonly #reasonRows = new Map<number, number>();

  constructor() {
    this.#reasonRow(EMPTY_STRING);
  }

  get length(): number {
    return this.#length;
  }

  /** A span that begins with the event at hand, in its context and for its reason. */
  add(event: EventCursor, goroutine: number, state: SpanState, stack: number, waker: number): void {
    const i = this.#length++ & CHUNK_MASK;
    if (i === 0) this.#extend();
    this.#goroutine.current[i] = goroutine;
    this.#start.current[i] = event.time;
    this.#state.current[i] = waker >= 0 ? state | WOKEN : state;
    this.#reason.current[i] = event.name === EMPTY_STRING ? 0 : this.#reasonRow(event.name);
    this.#stack.current[i] = stack;
    this.#proc.current[i] = event.proc;
    this.#thread.current[i] = event.thread;
    if (waker >= 0) this.#addWaker(waker);
    if (event.proc >= 0 && executes(state)) this.#countRun(event.proc);
  }

  /** A span in which a goroutine waits for this reason, nowhere. */
  addWait(goroutine: number, start: number, reason: StringIndex): void {
    const i = this.#length++ & CHUNK_MASK;
    if (i === 0) this.#extend();
    this.#goroutine.current[i] = goroutine;
    this.#start.current[i] = start;
    this.#state.current[i] = SpanState.Waiting;
    this.#reason.current[i] = this.#reasonRow(reason);
    this.#stack.current[i] = NO_STACK;
    this.#waker.current[i] = NO_GOROUTINE;
    this.#proc.current[i] = NO_PROC;
    this.#thread.current[i] = NO_THREAD;
  }

  /** Lets the latest span begin at another time than its event's: that of the Sync before a first mention. */
  beginLatestAt(start: number): void {
    this.#start.current[(this.#length - 1) & CHUNK_MASK] = start;
  }

  /** Lets the latest span be without a proc, and without a reason. */
  leaveProcOfLatest(): void {
    const i = (this.#length - 1) & CHUNK_MASK;
    this.#proc.current[i] = NO_PROC;
    this.#reason.current[i] = 0;
  }

  /** Ends building: the builder is empty afterwards. */
  finish(goroutines: number, procs: number): BuiltSpans {
    const n = this.#length;
    const spanOffsets = this.#countByGoroutine(goroutines);
    const { rows, runOffsets, run, inOrder } = this.#place(spanOffsets, procs);
    const narrow = (column: ChunkedColumn<Int32Array>): SignedColumn =>
      column.reordered(narrowest(column.largest(n)), n, rows);
    const few = this.#reasons.length <= 256;
    const spans: SpanTable = {
      length: n,
      waker: this.#placeWakers(rows),
      start: this.#start.reordered(Float64Array, n, rows),
      stack: narrow(this.#stack),
      proc: narrow(this.#proc),
      thread: narrow(this.#thread),
      reason: few ? this.#reason.reordered(Uint8Array, n, rows) : this.#reason.reordered(Uint16Array, n, rows),
      state: withoutWoken(this.#state.reordered(Uint8Array, n, rows)),
      reasons: this.#reasons.finish(),
    };
    this.#length = 0;
    if (!inOrder) orderRuns(spans.start, runOffsets, run);
    return { spans, spanOffsets, runOffsets, run };
  }

  /** A reason's row; the runtime has some forty, and a file that makes up more than 65,535 gets the rest as "". */
  #reasonRow(reason: StringIndex): number {
    let row = this.#reasonRows.get(reason);
    if (row === undefined) {
      if (this.#reasons.length > 0xffff) return 0;
      row = this.#reasons.push(reason);
      this.#reasonRows.set(reason, row);
    }
    return row;
  }

  #extend(): void {
    for (const column of [
      this.#goroutine,
      this.#start,
      this.#state,
      this.#reason,
      this.#stack,
      this.#proc,
      this.#thread,
    ])
      column.extend();
  }

  #countByGoroutine(goroutines: number): Uint32Array {
    const offsets = new Uint32Array(goroutines + 1);
    for (let from = 0; from < this.#length; from += CHUNK_ROWS) {
      const chunk = this.#goroutine.chunk(from >> CHUNK_BITS);
      const rows = Math.min(CHUNK_ROWS, this.#length - from);
      for (let i = 0; i < rows; i++) offsets[chunk[i]! + 1]!++;
    }
    return summed(offsets);
  }

  /**
   * Says to which row each span goes, which takes the place of its goroutine, and lists what ran on each proc. That is in
   * order of time but in a damaged trace: there two goroutines may claim a proc from the same Sync on.
   */
  #place(spanOffsets: Uint32Array, procs: number): Placed {
    const counts = new Uint32Array(procs + 1);
    for (let proc = 0; proc < this.#runs.length; proc++) counts[proc + 1] = this.#runs.get(proc);
    const runOffsets = summed(counts);
    const run = new Int32Array(runOffsets[procs]!);
    const nextRun = runOffsets.slice();
    const nextSpan = spanOffsets.slice();
    const latest = new Float64Array(procs);
    let inOrder = true;
    const rows = new ChunkedColumn(Uint32Array);
    for (let from = 0; from < this.#length; from += CHUNK_ROWS) {
      const number = from >> CHUNK_BITS;
      const goroutineOf = this.#goroutine.chunk(number);
      const startOf = this.#start.chunk(number);
      const stateOf = this.#state.chunk(number);
      const procOf = this.#proc.chunk(number);
      const count = Math.min(CHUNK_ROWS, this.#length - from);
      rows.extend();
      for (let i = 0; i < count; i++) {
        const span = nextSpan[goroutineOf[i]!]!++;
        rows.current[i] = span;
        const proc = procOf[i]!;
        if (proc < 0 || !executes(stateOf[i]!)) continue;
        run[nextRun[proc]!++] = span;
        if (startOf[i]! < latest[proc]!) inOrder = false;
        latest[proc] = startOf[i]!;
      }
      this.#goroutine.release(number);
    }
    this.#goroutine = new ChunkedColumn(Int32Array);
    return { rows, runOffsets, run, inOrder };
  }

  #placeWakers(rows: ChunkedColumn<Uint32Array>): SparseColumn {
    const writer = new SparseColumnWriter(this.#length);
    this.#eachWoken(rows, (row) => writer.claim(row));
    const values = writer.allot();
    let next = 0;
    this.#eachWoken(rows, (row) => {
      const i = next & CHUNK_MASK;
      values.set(row, this.#waker.chunk(next >> CHUNK_BITS)[i]!);
      if (i === CHUNK_MASK) this.#waker.release(next >> CHUNK_BITS);
      next++;
    });
    this.#waker = new ChunkedColumn(Int32Array);
    this.#wakers = 0;
    return values.finish();
  }

  /** In order of time. */
  #eachWoken(rows: ChunkedColumn<Uint32Array>, visit: (row: number) => void): void {
    for (let from = 0; from < this.#length; from += CHUNK_ROWS) {
      const number = from >> CHUNK_BITS;
      const state = this.#state.chunk(number);
      const row = rows.chunk(number);
      const count = Math.min(CHUNK_ROWS, this.#length - from);
      for (let i = 0; i < count; i++) if ((state[i]! & WOKEN) !== 0) visit(row[i]!);
    }
  }

  #addWaker(waker: number): void {
    const i = this.#wakers++ & CHUNK_MASK;
    if (i === 0) this.#waker.extend();
    this.#waker.current[i] = waker;
  }

  #countRun(proc: number): void {
    while (this.#runs.length <= proc) this.#runs.push(0);
    this.#runs.set(proc, this.#runs.get(proc) + 1);
  }
}

/** Whether a goroutine in this state holds its proc. */
function executes(state: number): boolean {
  return state === SpanState.Running || state === SpanState.Syscall;
}

/** Counts of rows, shifted by one, become offsets. */
function summed(counts: Uint32Array): Uint32Array {
  for (let row = 1; row < counts.length; row++) counts[row]! += counts[row - 1]!;
  return counts;
}

function withoutWoken(state: Uint8Array): Uint8Array {
  for (let row = 0; row < state.length; row++) state[row]! &= ~WOKEN;
  return state;
}

/** Puts what ran on each proc in order of start. */
function orderRuns(start: Float64Array, offsets: Uint32Array, run: Int32Array): void {
  for (let proc = 0; proc + 1 < offsets.length; proc++) {
    const runs = run.subarray(offsets[proc], offsets[proc + 1]);
    runs.set(Array.from(runs).sort((a, b) => start[a]! - start[b]!));
  }
}
