import { Growable } from "../base/growable.ts";
import { EMPTY_STRING, NO_PROC, type StringIndex } from "../base/indices.ts";
import { CHUNK_BITS, CHUNK_MASK, ChunkedColumn } from "./chunked-column.ts";
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
    for (let row = 0; row < this.#length; row++)
      offsets[this.#goroutine.chunk(row >> CHUNK_BITS)[row & CHUNK_MASK]! + 1]!++;
    for (let g = 0; g < goroutines; g++) offsets[g + 1]! += offsets[g]!;
    return offsets;
  }

  #runsByProc(procs: number, spanOffsets: Uint32Array): Pick<BuiltSpans, "runOffsets" | "run" | "runGoroutine"> {
    const runOffsets = new Uint32Array(procs + 1);
    this.#eachRun((proc) => runOffsets[proc + 1]!++);
    for (let p = 0; p < procs; p++) runOffsets[p + 1]! += runOffsets[p]!;
    const run = new Int32Array(runOffsets[procs]!);
    const runGoroutine = new Int32Array(runOffsets[procs]!);
    const nextRun = runOffsets.slice();
    const nextSpan = spanOffsets.slice();
    this.#eachRun(
      (proc, goroutine, span) => {
        const row = nextRun[proc]!++;
        run[row] = span;
        runGoroutine[row] = goroutine;
      },
      (goroutine) => nextSpan[goroutine]!++,
    );
    return { runOffsets, run, runGoroutine };
  }

  /** Visits the spans that a proc executes. `place`, called for every span, tells the row it will get. */
  #eachRun(
    visit: (proc: number, goroutine: number, span: number) => void,
    place: (goroutine: number) => number = () => -1,
  ): void {
    for (let row = 0; row < this.#length; row++) {
      const number = row >> CHUNK_BITS;
      const i = row & CHUNK_MASK;
      const goroutine = this.#goroutine.chunk(number)[i]!;
      const span = place(goroutine);
      const state = this.#state.chunk(number)[i]!;
      const proc = this.#proc.chunk(number)[i]!;
      if (proc >= 0 && (state === SpanState.Running || state === SpanState.Syscall)) visit(proc, goroutine, span);
    }
  }
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
