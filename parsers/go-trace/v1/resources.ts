import {
  NO_GOROUTINE,
  NO_PROC,
  NO_THREAD,
  type GoroutineIndex,
  type ProcIndex,
  type ThreadIndex,
} from "../../../src/base/indices.ts";
import type { IdTable } from "../../../src/base/id-table.ts";
import type { Symbols } from "../../../src/model/symbols.ts";

const UNKNOWN = -2;

/** The file's goroutines and procs as the trace's: each gets a row there when an event first speaks of it. */
export class Resources {
  readonly #symbols: Symbols;
  readonly #goroutines: IdTable;
  readonly #procs: IdTable;
  readonly #goroutineIndex: Int32Array;
  readonly #procIndex: Int32Array;
  readonly #threadOf: Int32Array;

  constructor(symbols: Symbols, goroutines: IdTable, procs: IdTable) {
    this.#symbols = symbols;
    this.#goroutines = goroutines;
    this.#procs = procs;
    this.#goroutineIndex = new Int32Array(goroutines.length).fill(UNKNOWN);
    this.#procIndex = new Int32Array(procs.length).fill(UNKNOWN);
    this.#threadOf = new Int32Array(procs.length).fill(NO_THREAD);
  }

  goroutine(row: number): GoroutineIndex {
    if (row === -1) return NO_GOROUTINE;
    let index = this.#goroutineIndex[row]!;
    if (index === UNKNOWN) {
      index = this.#symbols.goroutines.intern(this.#goroutines.low(row), this.#goroutines.high(row));
      this.#goroutineIndex[row] = index;
    }
    return index as GoroutineIndex;
  }

  /** A goroutine's id comes to life again. */
  renewGoroutine(row: number): void {
    this.#goroutineIndex[row] = this.#symbols.goroutines.renew(this.#goroutines.low(row), this.#goroutines.high(row));
  }

  proc(row: number): ProcIndex {
    let index = this.#procIndex[row]!;
    if (index === UNKNOWN) {
      const low = this.#procs.low(row);
      const high = this.#procs.high(row);
      index = (low & high) === -1 ? NO_PROC : this.#symbols.procs.intern(low, high);
      this.#procIndex[row] = index;
    }
    return index as ProcIndex;
  }

  /** A proc that the file does not number, see FakeProc. */
  fakeProc(id: number): ProcIndex {
    return this.#symbols.procs.intern(id, 0) as ProcIndex;
  }

  /** The thread that holds a proc. */
  threadOf(proc: number): ThreadIndex {
    return this.#threadOf[proc] as ThreadIndex;
  }

  takeProc(proc: number, threadLow: number, threadHigh: number): void {
    if (this.proc(proc) !== NO_PROC) this.#threadOf[proc] = this.#symbols.threads.intern(threadLow, threadHigh);
  }

  leaveProc(proc: number): void {
    this.#threadOf[proc] = NO_THREAD;
  }

  /** Go takes a proc that no thread is known to hold for thread 0's where it ends a syscall that did not block. */
  threadOrZero(proc: number): ThreadIndex {
    const thread = this.threadOf(proc);
    return thread !== NO_THREAD ? thread : (this.#symbols.threads.intern(0, 0) as ThreadIndex);
  }
}
