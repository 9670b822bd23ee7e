import type { IdTable } from "../../../src/base/id-table.ts";
import { GoState, ProcState, ResourceKind } from "../../../src/model/vocabulary.ts";

/** A transition that the file does not hold, though what follows in it says that it took place. */
export interface Bridge {
  readonly resource: ResourceKind;
  /** Row of the file's goroutines or procs. */
  readonly row: number;
  readonly from: GoState | ProcState;
  readonly to: GoState | ProcState;
}

const NONE = -1;

/**
 * What state every goroutine and proc is in. A file that lacks events would have them do what they cannot, such as
 * start twice; `bridges` then holds the transitions that must have been. A sound file needs none.
 */
export class Lives {
  /** Transitions to show before the event asked about. */
  readonly bridges: Bridge[] = [];
  readonly #goroutine: Uint8Array;
  readonly #proc: Uint8Array;
  /** By proc: goroutine that runs on it. By goroutine: proc that it runs on. */
  readonly #runs: Int32Array;
  readonly #runsOn: Int32Array;

  constructor(goroutines: IdTable, procs: IdTable) {
    this.#goroutine = new Uint8Array(goroutines.length);
    this.#proc = new Uint8Array(procs.length);
    this.#runs = new Int32Array(procs.length).fill(NONE);
    this.#runsOn = new Int32Array(goroutines.length).fill(NONE);
  }

  state(goroutine: number): GoState {
    return this.#goroutine[goroutine] as GoState;
  }

  procSeen(proc: number): boolean {
    return this.#proc[proc] !== ProcState.Undetermined;
  }

  /** The goroutine is about to leave `from`. */
  expect(goroutine: number, from: GoState, proc: number): void {
    const state = this.#goroutine[goroutine]!;
    if (state === from || (from === GoState.NotExist && state === GoState.Undetermined)) return;
    if (from === GoState.Running) this.expectFree(proc);
    this.#bridgeGoroutine(goroutine, from);
    if (from === GoState.Running) this.#run(goroutine, proc);
  }

  /** A goroutine is about to run on the proc. */
  expectFree(proc: number): void {
    const running = this.#runs[proc]!;
    if (running === NONE) return;
    if (this.#goroutine[running] === GoState.Running) this.#bridgeGoroutine(running, GoState.Waiting);
    this.release(running);
  }

  expectProc(proc: number, from: ProcState): void {
    if (from === ProcState.Running) this.expectFree(proc);
    const state = this.#proc[proc]!;
    if (state === from || state === ProcState.Undetermined) return;
    this.bridges.push({ resource: ResourceKind.Proc, row: proc, from: state as ProcState, to: from });
    this.#proc[proc] = from;
  }

  /** The goroutine has come to `to` on the proc. */
  enter(goroutine: number, to: GoState, proc: number): void {
    this.#goroutine[goroutine] = to;
    if (to === GoState.Running) this.#run(goroutine, proc);
    // In a syscall it keeps its proc until that is taken.
    else if (to !== GoState.Syscall) this.release(goroutine);
  }

  enterProc(proc: number, to: ProcState): void {
    this.#proc[proc] = to;
  }

  /** The goroutine gives its proc up. */
  release(goroutine: number): void {
    const proc = this.#runsOn[goroutine]!;
    if (proc !== NONE && this.#runs[proc] === goroutine) this.#runs[proc] = NONE;
    this.#runsOn[goroutine] = NONE;
  }

  #run(goroutine: number, proc: number): void {
    this.#runsOn[goroutine] = proc;
    this.#runs[proc] = goroutine;
  }

  #bridgeGoroutine(goroutine: number, to: GoState): void {
    this.bridges.push({
      resource: ResourceKind.Goroutine,
      row: goroutine,
      from: this.#goroutine[goroutine] as GoState,
      to,
    });
    this.#goroutine[goroutine] = to;
  }
}
