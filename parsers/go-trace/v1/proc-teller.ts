import { EMPTY_STRING, NO_STACK, type StringIndex } from "../../../src/base/indices.ts";
import { EventKind, ProcState, RANGE_STW_PREFIX, ResourceKind } from "../../../src/model/vocabulary.ts";
import { FakeProc, METRICS, RANGES, stwReason } from "./rules.ts";
import { Raw } from "./specs.ts";
import { Told, type Telling } from "./telling.ts";

/** Tells what procs, the garbage collector and the heap do. */
export class ProcTeller {
  readonly #telling: Telling;
  /** By record type: name of a range or metric. */
  readonly #name = new Int32Array(64);
  /** Only the beginning of a stop says why. */
  #stopName: StringIndex;

  constructor(telling: Telling) {
    this.#telling = telling;
    const { strings } = telling.symbols;
    for (const [type, { name }] of RANGES) this.#name[type] = strings.intern(name);
    for (const [type, name] of METRICS) this.#name[type] = strings.intern(name);
    this.#stopName = strings.intern(`${RANGE_STW_PREFIX})`);
  }

  starts(): Told {
    const telling = this.#telling;
    const { proc, record, args, resources } = telling;
    telling.lives.expectProc(proc, ProcState.Idle);
    if (telling.lacks()) return Told.Later;
    resources.takeProc(proc, record.low(args.thread), record.high(args.thread));
    telling.event.thread = resources.threadOf(proc);
    return this.#transition(ProcState.Idle, ProcState.Running);
  }

  stops(): Told {
    const telling = this.#telling;
    telling.lives.expectProc(telling.proc, ProcState.Running);
    if (telling.lacks()) return Told.Later;
    telling.resources.leaveProc(telling.proc);
    return this.#transition(ProcState.Running, ProcState.Idle);
  }

  metric(): Told {
    const { event, record, args } = this.#telling;
    event.kind = EventKind.Metric;
    event.name = this.#name[record.type] as StringIndex;
    event.value = record.number(args.value);
    event.valueLow = record.low(args.value);
    return Told.Event;
  }

  range(): Told {
    const telling = this.#telling;
    const { event, record, args } = telling;
    const { begins, scope } = RANGES.get(record.type)!;
    event.kind = begins ? EventKind.RangeBegin : EventKind.RangeEnd;
    event.name = this.#name[record.type] as StringIndex;
    event.resource = scope;
    event.subject = -1;
    if (scope === ResourceKind.Proc) event.subject = event.proc;
    if (scope === ResourceKind.Goroutine) event.subject = event.goroutine;
    event.value = record.number(args.value);
    event.value2 = record.number(args.value2);
    if (record.type === Raw.GCStart) telling.moveTo(FakeProc.GC);
    return Told.Event;
  }

  stopTheWorld(): Told {
    const { event, record, args, symbols, format } = this.#telling;
    const begins = record.type === Raw.STWStart;
    if (begins) {
      const reason = stwReason(format.version, record.number(args.value));
      this.#stopName = symbols.strings.intern(`${RANGE_STW_PREFIX}${reason})`);
    }
    event.kind = begins ? EventKind.RangeBegin : EventKind.RangeEnd;
    event.name = this.#stopName;
    event.resource = ResourceKind.Goroutine;
    event.subject = event.goroutine;
    event.value = 0;
    event.value2 = 0;
    return Told.Event;
  }

  #transition(from: ProcState, to: ProcState): Told {
    const { event, lives, proc, resources } = this.#telling;
    event.kind = EventKind.StateTransition;
    event.resource = ResourceKind.Proc;
    event.subject = resources.proc(proc);
    event.from = lives.procSeen(proc) ? from : ProcState.Undetermined;
    event.to = to;
    event.name = EMPTY_STRING;
    event.subjectStack = NO_STACK;
    lives.enterProc(proc, to);
    return Told.Event;
  }
}
