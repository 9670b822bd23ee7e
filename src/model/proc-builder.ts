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

  transition(event: EventCursor, syncTime: number): void {
    if (event.from === event.to || event.subject < 0) return;
    this.#proc.push(event.subject);
    this.#start.push(event.from === ProcState.Undetermined ? syncTime : event.time);
    this.#state.push(event.to);
    this.#thread.push(event.to === ProcState.Running ? event.thread : NO_THREAD);
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
