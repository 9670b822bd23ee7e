import { Growable } from "../base/growable.ts";
import { EMPTY_STRING, NO_PROC, type StringIndex } from "../base/indices.ts";
import { CHUNK_BITS, CHUNK_MASK, CHUNK_ROWS, ChunkedColumn } from "./chunked-column.ts";
import type { EventCursor } from "./event.ts";
import type { SpanTable } from "./trace.ts";
import { SpanState } from "./vocabulary.ts";

/** Finished spans, and which of them ran on each proc. */
export interface BuiltSpans {
  readonly spans: SpanTable;
  readonly spanOffsets: Uint32Array;
  readonly runOffsets: Uint32Array;
  readonly run: Int32Array;
  readonly runGoroutine: Int32Array;
}

type SignedColumn = Int32Array | Int16Array | Int8Array;

/** The narrowest column that holds values from -1 to `largest`. */
function narrowest(largest: number): { new (length: number): SignedColumn } {
  if (largest <= 0x7f) return Int8Array;
  return largest <= 0x7fff ? Int16Array : Int32Array;
}

/** Takes spans in order of time, all goroutines mixed; gives them goroutine by goroutine. */
export class SpanBuilder {
  #length = 0;
  #goroutine = new ChunkedColumn(Int32Array);
  #start = new ChunkedColumn(Float64Array);
  #state = new ChunkedColumn(Uint8Array);
  #reason = new ChunkedColumn(Uint16Array);
  #stack = new ChunkedColumn(Int32Array);
  #waker = new ChunkedColumn(Int32Array);
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
    this.#state.current[i] = state;
    this.#reason.current[i] = event.name === EMPTY_STRING ? 0 : this.#reasonRow(event.name);
    this.#stack.current[i] = stack;
    this.#waker.current[i] = waker;
    this.#proc.current[i] = event.proc;
    this.#thread.current[i] = event.thread;
    if (event.proc >= 0 && executes(state)) this.#countRun(event.proc);
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
    const { runOffsets, run, runGoroutine } = this.#runsByProc(procs, spanOffsets);
    const first = spanOffsets.subarray(0, goroutines);
    const keys = this.#goroutine;
    const narrow = (column: ChunkedColumn<Int32Array>): SignedColumn =>
      column.reordered(narrowest(column.largest(n)), n, keys, first);
    const few = this.#reasons.length <= 256;
    const spans: SpanTable = {
      length: n,
      start: this.#start.reordered(Float64Array, n, keys, first),
      stack: narrow(this.#stack),
      waker: narrow(this.#waker),
      proc: narrow(this.#proc),
      thread: narrow(this.#thread),
      reason: few
        ? this.#reason.reordered(Uint8Array, n, keys, first)
        : this.#reason.reordered(Uint16Array, n, keys, first),
      state: this.#state.reordered(Uint8Array, n, keys, first),
      reasons: this.#reasons.finish(),
    };
    this.#goroutine = new ChunkedColumn(Int32Array);
    this.#length = 0;
    orderRuns(spans.start, runOffsets, run, runGoroutine);
    return { spans, spanOffsets, runOffsets, run, runGoroutine };
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
      this.#waker,
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

  #runsByProc(procs: number, spanOffsets: Uint32Array): Pick<BuiltSpans, "runOffsets" | "run" | "runGoroutine"> {
    const counts = new Uint32Array(procs + 1);
    for (let proc = 0; proc < this.#runs.length; proc++) counts[proc + 1] = this.#runs.get(proc);
    const runOffsets = summed(counts);
    const run = new Int32Array(runOffsets[procs]!);
    const runGoroutine = new Int32Array(runOffsets[procs]!);
    const nextRun = runOffsets.slice();
    const nextSpan = spanOffsets.slice();
    for (let from = 0; from < this.#length; from += CHUNK_ROWS) {
      const number = from >> CHUNK_BITS;
      const goroutineOf = this.#goroutine.chunk(number);
      const stateOf = this.#state.chunk(number);
      const procOf = this.#proc.chunk(number);
      const rows = Math.min(CHUNK_ROWS, this.#length - from);
      for (let i = 0; i < rows; i++) {
        const goroutine = goroutineOf[i]!;
        const span = nextSpan[goroutine]!++;
        if (!executes(stateOf[i]!) || procOf[i]! < 0) continue;
        const row = nextRun[procOf[i]!]!++;
        run[row] = span;
        runGoroutine[row] = goroutine;
      }
    }
    return { runOffsets, run, runGoroutine };
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

/** Puts what ran on each proc in order of start, which only a damaged trace lacks: there two may claim a proc from the same Sync on. */
function orderRuns(start: Float64Array, offsets: Uint32Array, run: Int32Array, goroutine: Int32Array): void {
  for (let proc = 0; proc + 1 < offsets.length; proc++) {
    const from = offsets[proc]!;
    const to = offsets[proc + 1]!;
    let row = from + 1;
    while (row < to && start[run[row]!]! >= start[run[row - 1]!]!) row++;
    if (row >= to) continue;
    const pairs = Array.from(run.subarray(from, to), (span, i) => [span, goroutine[from + i]!] as const);
    pairs.sort(([a], [b]) => start[a]! - start[b]!);
    pairs.forEach(([span, owner], i) => {
      run[from + i] = span;
      goroutine[from + i] = owner;
    });
  }
}
