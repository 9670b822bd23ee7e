import {
  NO_GOROUTINE,
  NO_STACK,
  type GoroutineIndex,
  type ProcIndex,
  type StackIndex,
  type ThreadIndex,
} from "../../../src/base/indices.ts";
import type { EventCursor } from "../../../src/model/event.ts";
import type { Symbols } from "../../../src/model/symbols.ts";
import { EventKind } from "../../../src/model/vocabulary.ts";
import { stackRow, type Generation } from "./generation.ts";
import { LAST_TIME } from "./frontier.ts";
import { sortAsGo } from "./go-sort.ts";

/** The CPU samples of a generation, in order of time, to be told between its events. */
export class SampleQueue {
  #order = new Int32Array(0);
  #time = new Float64Array(0);
  #next = 0;
  #generation: Generation | undefined;

  start(generation: Generation, nsPerTick: number, originNs: number): void {
    const { length, time } = generation.samples;
    this.#generation = generation;
    this.#next = 0;
    this.#time = time.map((ticks) => Math.trunc(ticks * nsPerTick) - originNs);
    // A sample at a time that cannot be is left out.
    this.#order = Int32Array.from({ length }, (_, i) => i).filter((i) => this.#time[i]! <= LAST_TIME);
    sortAsGo(this.#order, this.#order.length, this.#time);
  }

  /** Time of the next sample, Infinity if there is none. */
  get nextTime(): number {
    return this.#next < this.#order.length ? this.#time[this.#order[this.#next]!]! : Number.POSITIVE_INFINITY;
  }

  /** Puts the next sample into `event`. */
  tell(event: EventCursor, symbols: Symbols): void {
    const generation = this.#generation!;
    const row = this.#order[this.#next++]!;
    const ids = generation.samples.ids;
    const at = row * 6;
    event.kind = EventKind.StackSample;
    event.time = this.#time[row]!;
    event.thread = internUnlessNone(symbols.threads, ids[at]!, ids[at + 1]!) as ThreadIndex;
    event.proc = internUnlessNone(symbols.procs, ids[at + 2]!, ids[at + 3]!) as ProcIndex;
    const noGoroutine = ids[at + 4] === 0 && ids[at + 5] === 0;
    event.goroutine = noGoroutine
      ? NO_GOROUTINE
      : (internUnlessNone(symbols.goroutines, ids[at + 4]!, ids[at + 5]!) as GoroutineIndex);
    event.stack = (stackRow(generation, generation.samples.stack[row]!) ?? NO_STACK) as StackIndex;
  }
}

/** An id's row; -1 for the id -1. */
function internUnlessNone(ids: Symbols["threads"], low: number, high: number): number {
  return low === 0xffff_ffff && high === 0xffff_ffff ? -1 : ids.intern(low, high);
}
