import { Growable } from "../base/growable.ts";
import { binarySearchLast } from "../base/search.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { ProcState } from "../model/vocabulary.ts";

/** Waits to run during which a proc was idle: work that could have been done, and was not. */
export interface IdleWhileWaiting {
  /** Time of waits that passed while at least one proc was idle, all added up, ns. */
  readonly ns: number;
  readonly waits: number;
  /** The wait with the most of it: rows of the goroutine and of the span table; -1 where there is none. */
  readonly worst: { readonly goroutine: number; readonly span: number; readonly ns: number };
}

/** Waits shorter than this are what it takes to wake a thread, and no sign of anything. */
const LONG_WAIT_NS = 100_000;

/** Counts the waits of 100 µs and more that it is offered, each with its length and end, ns. */
export class IdleWhileWaitingCounter {
  readonly #scope: Scope;
  readonly #idle: IdleTimes;
  #ns = 0;
  #waits = 0;
  #worst = { goroutine: -1, span: -1, ns: 0 };

  /** Costs the procs' states. */
  constructor(trace: Trace, scope: Scope) {
    this.#scope = scope;
    this.#idle = idleTimes(trace);
  }

  offer(goroutine: number, span: number, wait: number, ran: number): void {
    if (wait < LONG_WAIT_NS) return;
    const ns = this.#idle.until(ran) - this.#idle.until(Math.max(this.#scope.from, ran - wait));
    if (ns < LONG_WAIT_NS) return;
    this.#ns += ns;
    this.#waits++;
    if (ns > this.#worst.ns) this.#worst = { goroutine, span, ns };
  }

  finish(): IdleWhileWaiting {
    return { ns: this.#ns, waits: this.#waits, worst: this.#worst };
  }
}

interface IdleTimes {
  until(time: number): number;
}

/** How long, up to a time, at least one proc was idle. */
function idleTimes(trace: Trace): IdleTimes {
  const { length, stateOffsets, stateStart, state } = trace.procs;
  const starts = new Growable(Float64Array);
  const ends = new Growable(Float64Array);
  for (let proc = 0; proc < length; proc++) {
    const last = stateOffsets[proc + 1]!;
    for (let row = stateOffsets[proc]!; row < last; row++) {
      if (state[row] !== ProcState.Idle) continue;
      starts.push(stateStart[row]!);
      ends.push(row + 1 < last ? stateStart[row + 1]! : trace.durationNs);
    }
  }
  const union = unionOf(starts.finish().sort(), ends.finish().sort());
  return {
    until(time) {
      const at = binarySearchLast(union.start, time);
      return at === -1 ? 0 : union.before[at]! + Math.min(time, union.end[at]!) - union.start[at]!;
    },
  };
}

/** What stretches of time cover together, in order and apart, and how much time is covered before each. */
function unionOf(
  starts: Float64Array,
  ends: Float64Array,
): { start: Float64Array; end: Float64Array; before: Float64Array } {
  const start = new Growable(Float64Array);
  const end = new Growable(Float64Array);
  const before = new Growable(Float64Array);
  let covered = 0;
  for (let first = 0; first < starts.length;) {
    // As many stretches have ended as begun only where none is open.
    let last = first;
    while (last + 1 < starts.length && starts[last + 1]! <= ends[last]!) last++;
    start.push(starts[first]!);
    end.push(ends[last]!);
    before.push(covered);
    covered += ends[last]! - starts[first]!;
    first = last + 1;
  }
  return { start: start.finish(), end: end.finish(), before: before.finish() };
}
