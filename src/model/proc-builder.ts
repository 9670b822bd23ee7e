import { Growable } from "../base/growable.ts";
import { NO_THREAD } from "../base/indices.ts";
import type { EventCursor } from "./event.ts";
import type { BuiltSpans } from "./span-builder.ts";
import type { ProcTable } from "./trace.ts";
import { ProcState } from "./vocabulary.ts";

/** Turns the transitions of procs into their states. */
export class ProcBuilder {
  readonly #proc = new Growable(Int32Array);
  readonly #start = new Growable(Float64Array);
  readonly #state = new Growable(Uint8Array);
  readonly #thread = new Growable(Int32Array);
  #syncTime = 0;
  /** Rows before this one tell of procs before the latest gap. */
  #told = 0;

  /** A generation begins: what is told now was so before, from then on. */
  sync(time: number): void {
    this.#syncTime = time;
  }

  transition(event: EventCursor): void {
    if (event.from === event.to || event.subject < 0) return;
    this.#proc.push(event.subject);
    this.#start.push(event.from === ProcState.Undetermined ? this.#syncTime : event.time);
    this.#state.push(event.to);
    this.#thread.push(event.to === ProcState.Running ? event.thread : NO_THREAD);
  }

  /** What procs did between the two times is not known: for that long there is none. O(transitions since the gap before). */
  passGap(from: number, to: number): void {
    if (from + 1 < to) {
      const states = new Map<number, number>();
      for (let row = this.#told; row < this.#proc.length; row++) states.set(this.#proc.get(row), this.#state.get(row));
      for (const [proc, state] of states) {
        if (state === ProcState.NotExist) continue;
        this.#proc.push(proc);
        this.#start.push(from + 1);
        this.#state.push(ProcState.NotExist);
        this.#thread.push(NO_THREAD);
      }
    }
    this.#told = this.#proc.length;
  }

  finish(length: number, built: BuiltSpans): ProcTable {
    const rows = this.#proc.length;
    const stateOffsets = new Uint32Array(length + 1);
    for (let row = 0; row < rows; row++) stateOffsets[this.#proc.get(row) + 1]!++;
    for (let p = 0; p < length; p++) stateOffsets[p + 1]! += stateOffsets[p]!;
    const next = stateOffsets.slice();
    const stateStart = new Float64Array(rows);
    const state = new Uint8Array(rows);
    const stateThread = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const to = next[this.#proc.get(row)]!++;
      stateStart[to] = this.#start.get(row);
      state[to] = this.#state.get(row);
      stateThread[to] = this.#thread.get(row);
    }
    const { runOffsets, run } = built;
    return { length, stateOffsets, stateStart, state, stateThread, runOffsets, run };
  }
}
