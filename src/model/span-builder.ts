import { Growable, withRoom } from "../base/growable.ts";
import { EMPTY_STRING, NO_GOROUTINE, NO_PROC, NO_STACK, NO_THREAD, type StringIndex } from "../base/indices.ts";
import { CHUNK_MASK, ChunkedColumn, narrowest } from "./chunked-column.ts";
import type { EventCursor } from "./event.ts";
import { placeSpans, WOKEN } from "./span-placing.ts";
import type { Symbols } from "./symbols.ts";
import type { SpanTable } from "./trace.ts";
import { SpanState } from "./vocabulary.ts";

/** Finished spans, and which of them ran on each proc. */
export interface BuiltSpans {
  readonly spans: SpanTable;
  readonly spanOffsets: Uint32Array;
  readonly runOffsets: Uint32Array;
  readonly run: Int32Array;
  readonly threadRunCounts: Uint32Array;
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
  readonly #symbols: Symbols;
  readonly #reasons = new Growable(Int32Array);
  /** By string: its row among the reasons; 0 where it is none so far, and for "". */
  #reasonRows = new Uint16Array(64);

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
    this.#reasons.push(EMPTY_STRING);
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
  finish(): BuiltSpans {
    const n = this.#length;
    const { goroutines, procs, stacks, threads } = this.#symbols;
    const { rows, waker, inOrder, ...placed } = placeSpans(
      {
        length: n,
        goroutine: this.#goroutine,
        start: this.#start,
        state: this.#state,
        proc: this.#proc,
        thread: this.#thread,
        waker: this.#waker,
      },
      { goroutines: goroutines.length, procs: procs.length, threads: threads.length },
    );
    this.#goroutine = new ChunkedColumn(Int32Array);
    this.#waker = new ChunkedColumn(Int32Array);
    this.#wakers = 0;
    this.#length = 0;
    const few = this.#reasons.length <= 256;
    const spans: SpanTable = {
      length: n,
      waker,
      stack: this.#stack.reordered(narrowest(stacks.length), n, rows),
      proc: this.#proc.reordered(narrowest(procs.length), n, rows),
      thread: this.#thread.reordered(narrowest(threads.length), n, rows),
      reason: few ? this.#reason.reordered(Uint8Array, n, rows) : this.#reason.reordered(Uint16Array, n, rows),
      state: withoutWoken(this.#state.reordered(Uint8Array, n, rows)),
      // The widest comes when all others take the least room.
      start: this.#start.reordered(Float64Array, n, rows),
      reasons: this.#reasons.finish(),
    };
    rows.clear();
    if (!inOrder) orderRuns(spans.start, placed.runOffsets, placed.run);
    return { spans, ...placed };
  }

  /** A reason's row; the runtime has some forty, and a file that makes up more than 65,535 gets the rest as "". */
  #reasonRow(reason: StringIndex): number {
    const known = reason < this.#reasonRows.length ? this.#reasonRows[reason]! : 0;
    return known === 0 && reason !== EMPTY_STRING ? this.#newReason(reason) : known;
  }

  #newReason(reason: StringIndex): number {
    if (this.#reasons.length > 0xffff) return 0;
    this.#reasonRows = withRoom(this.#reasonRows, reason + 1);
    return (this.#reasonRows[reason] = this.#reasons.push(reason));
  }

  #extend(): void {
    const { goroutines, stacks, procs, threads } = this.#symbols;
    this.#goroutine.extend(goroutines.length);
    this.#start.extend();
    this.#state.extend();
    this.#reason.extend();
    this.#stack.extend(stacks.length);
    this.#proc.extend(procs.length);
    this.#thread.extend(threads.length);
  }

  #addWaker(waker: number): void {
    const i = this.#wakers++ & CHUNK_MASK;
    if (i === 0) this.#waker.extend(this.#symbols.goroutines.length);
    this.#waker.current[i] = waker;
  }
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
