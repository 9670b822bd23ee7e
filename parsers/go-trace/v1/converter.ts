import { EMPTY_STRING, NO_STACK } from "../../../src/base/indices.ts";
import type { EventCursor } from "../../../src/model/event.ts";
import type { Symbols } from "../../../src/model/symbols.ts";
import { EventKind, ResourceKind } from "../../../src/model/vocabulary.ts";
import { AnnotationTeller } from "./annotation-teller.ts";
import { Flag, type EventColumns } from "./columns.ts";
import { GoroutineTeller } from "./goroutine-teller.ts";
import { ProcTeller } from "./proc-teller.ts";
import { SHAPES, Shape } from "./rules.ts";
import { Raw } from "./specs.ts";
import { Told, Telling, type Ordered } from "./telling.ts";

/**
 * Tells the ordered records of a file in the vocabulary of Go 1.22 and newer, one event at a time: what Go's own reader
 * makes of them (Go 1.27, internal/trace/tracev1.go), event for event. A Sync stands at each end.
 */
export class Converter {
  readonly #event: EventCursor;
  readonly #columns: EventColumns;
  readonly #nsPerTick: number;
  readonly #telling: Telling;
  readonly #goroutines: GoroutineTeller;
  readonly #procs: ProcTeller;
  readonly #annotations: AnnotationTeller;
  /** Row of the next record. */
  #i = 0;
  /** Time of the record being told, and of the latest event: ns since the first record. */
  #ns = 0;
  #lastNs = -1;
  #syncs = 0;
  #done = false;

  constructor(event: EventCursor, symbols: Symbols, ordered: Ordered) {
    this.#event = event;
    this.#columns = ordered.columns;
    this.#nsPerTick = ordered.nsPerTick;
    this.#telling = new Telling(event, symbols, ordered);
    this.#goroutines = new GoroutineTeller(this.#telling);
    this.#procs = new ProcTeller(this.#telling);
    this.#annotations = new AnnotationTeller(this.#telling);
  }

  /** Makes the next event. False: there is none. */
  next(): boolean {
    if (this.#syncs === 0 && this.#columns.length > 0) return this.#sync(this.#lastNs);
    for (;;) {
      if (this.#telling.lives.bridges.length > 0) return this.#bridge();
      const later = this.#goroutines.more;
      if (later >= 0) {
        this.#goroutines.tellMore();
        return this.#stamp(this.#ns + later);
      }
      if (this.#i === this.#columns.length) break;
      if (this.#step()) return this.#stamp(this.#ns);
    }
    if (this.#done) return false;
    this.#done = true;
    return this.#sync(this.#lastNs + 1);
  }

  /** Turns to the next record; true if it has become an event. */
  #step(): boolean {
    const { time, flags } = this.#columns;
    const i = this.#i;
    if ((flags[i]! & Flag.Futile) !== 0) {
      this.#i++;
      return false;
    }
    this.#telling.turnTo(i);
    this.#ns = Math.trunc((time[i]! - time[0]!) * this.#nsPerTick);
    const told = this.#tell();
    if (told !== Told.Later) this.#i++;
    return told === Told.Event;
  }

  #tell(): Told {
    const { type } = this.#telling.record;
    switch (SHAPES[type]) {
      case Shape.Own:
        return this.#goroutines.stops();
      case Shape.Start:
        return this.#goroutines.starts();
      case Shape.Create:
        return this.#goroutines.isCreated();
      case Shape.Unblock:
        return this.#goroutines.isUnblocked();
      case Shape.Status:
        return this.#goroutines.isFound();
      case Shape.Syscall:
        return this.#goroutines.entersSyscall();
      case Shape.SyscallBlocks:
        return this.#goroutines.losesProc();
      case Shape.SyscallEnd:
        return this.#goroutines.leavesSyscall();
      case Shape.ProcStart:
        return this.#procs.starts();
      case Shape.ProcStop:
        return this.#procs.stops();
      case Shape.Metric:
        return type === Raw.Gomaxprocs && this.#goroutines.isStarting ? this.#endStart() : this.#procs.metric();
      case Shape.Range:
        return this.#procs.range();
      case Shape.Stw:
        return this.#procs.stopTheWorld();
      case Shape.Task:
        return this.#annotations.task();
      case Shape.Region:
        return this.#annotations.region();
      case Shape.Log:
        return this.#annotations.log();
      case Shape.Sample:
        return this.#annotations.sample();
      default:
        return Told.Nothing;
    }
  }

  /** The first Gomaxprocs is no event but the sign that what was there before has been told. */
  #endStart(): Told {
    this.#goroutines.endStart();
    return Told.Nothing;
  }

  /** Dates the event; no two have the same time. */
  #stamp(ns: number): true {
    this.#lastNs = Math.max(ns, this.#lastNs + 1);
    // The first Sync, 1 ns before the first record, is where time begins.
    this.#event.time = this.#lastNs + 1;
    return true;
  }

  #bridge(): true {
    const telling = this.#telling;
    const { resource, row, from, to } = telling.lives.bridges.shift()!;
    const event = this.#event;
    telling.nowhere();
    event.kind = EventKind.StateTransition;
    event.resource = resource;
    event.subject = resource === ResourceKind.Proc ? telling.resources.proc(row) : telling.resources.goroutine(row);
    event.from = from;
    event.to = to;
    event.name = EMPTY_STRING;
    event.subjectStack = NO_STACK;
    return this.#stamp(this.#ns);
  }

  #sync(ns: number): true {
    this.#telling.nowhere();
    this.#event.kind = EventKind.Sync;
    this.#event.value = ++this.#syncs;
    this.#lastNs = ns;
    this.#event.time = ns + 1;
    return true;
  }
}
