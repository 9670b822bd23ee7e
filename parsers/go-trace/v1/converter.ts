import { EMPTY_STRING, NO_GOROUTINE, NO_PROC, NO_STACK, NO_TASK, NO_THREAD } from "../../../src/base/indices.ts";
import type { StackIndex, StringIndex, TaskIndex } from "../../../src/base/indices.ts";
import type { EventCursor } from "../../../src/model/event.ts";
import type { Symbols } from "../../../src/model/symbols.ts";
import { EventKind, GoState, ProcState, RANGE_STW_PREFIX, ResourceKind } from "../../../src/model/vocabulary.ts";
import { Flag, type EventColumns } from "./columns.ts";
import type { DamageLog } from "../damage-log.ts";
import { Lives } from "./lives.ts";
import { RecordReader } from "./record.ts";
import { Resources } from "./resources.ts";
import { FakeProc, METRICS, OWN_TRANSITIONS, RANGES, SHAPES, Shape, stwReason, type RangeRule } from "./rules.ts";
import type { Scan } from "./scan.ts";
import { Raw, type Format } from "./specs.ts";
import type { FileTables } from "./tables.ts";

/** A file's records in their order, and what is needed to read them. */
export interface Ordered {
  readonly bytes: Uint8Array;
  readonly format: Format;
  readonly scan: Scan;
  readonly tables: FileTables;
  readonly columns: EventColumns;
  readonly nsPerTick: number;
  readonly damage: DamageLog;
}

/** What became of a record: an event, nothing, or something else has to be shown before it. */
const Told = { Event: 0, Nothing: 1, Later: 2 } as const;
type Told = (typeof Told)[keyof typeof Told];

/**
 * Tells the ordered records of a file in the vocabulary of Go 1.22 and newer, one event at a time: what Go's own reader
 * makes of them (Go 1.27, internal/trace/tracev1.go), event for event.
 */
export class Converter {
  readonly #event: EventCursor;
  readonly #symbols: Symbols;
  readonly #columns: EventColumns;
  readonly #scan: Scan;
  readonly #tables: FileTables;
  readonly #format: Format;
  readonly #damage: DamageLog;
  readonly #nsPerTick: number;
  readonly #record: RecordReader;
  readonly #args: Format["argIndex"];
  readonly #lives: Lives;
  readonly #resources: Resources;
  readonly #tasks = new Map<TaskIndex, { readonly name: StringIndex; readonly parent: TaskIndex }>();
  /** By goroutine row: 1 if it waits for the network. */
  readonly #waitsForNetwork: Uint8Array;
  /** By record type: reason of a transition, name of a range or metric. */
  readonly #nameOf = new Int32Array(64);
  /** By record type: the state that the running goroutine goes to. */
  readonly #leadsTo = new Uint8Array(64);

  #i = 0;
  #row = -1;
  #proc = -1;
  /** Since the first record. */
  #ns = 0;
  #lastNs = -1;
  #syncs = 0;
  #done = false;
  /** Until the first Gomaxprocs, the file tells what was there before; these goroutines it has only named so far. */
  #starting = true;
  readonly #named = new Set<number>();
  #runnable: number[] = [];
  /** What else the record just told comes to. */
  #endsSyscall = false;
  #label: StringIndex | undefined;
  #stwName: StringIndex;

  constructor(event: EventCursor, symbols: Symbols, ordered: Ordered) {
    this.#event = event;
    this.#symbols = symbols;
    this.#columns = ordered.columns;
    this.#scan = ordered.scan;
    this.#tables = ordered.tables;
    this.#format = ordered.format;
    this.#damage = ordered.damage;
    this.#nsPerTick = ordered.nsPerTick;
    this.#record = new RecordReader(ordered.bytes, ordered.format);
    this.#args = ordered.format.argIndex;
    const { goroutines } = ordered.columns;
    this.#lives = new Lives(goroutines, ordered.scan.procs);
    this.#resources = new Resources(symbols, goroutines, ordered.scan.procs);
    this.#waitsForNetwork = new Uint8Array(goroutines.length);
    for (const [type, { to, reason }] of OWN_TRANSITIONS) {
      this.#leadsTo[type] = to;
      this.#nameOf[type] = symbols.strings.intern(reason);
    }
    for (const [type, { name }] of RANGES) this.#nameOf[type] = symbols.strings.intern(name);
    for (const [type, name] of METRICS) this.#nameOf[type] = symbols.strings.intern(name);
    this.#stwName = symbols.strings.intern(`${RANGE_STW_PREFIX})`);
  }

  /** Makes the next event. False: there is none. */
  next(): boolean {
    if (this.#syncs === 0 && this.#columns.length > 0) return this.#sync();
    for (;;) {
      if (this.#lives.bridges.length > 0) return this.#bridge();
      if (this.#endsSyscall) return this.#endSyscall();
      if (this.#label !== undefined) return this.#tellLabel(this.#label);
      if (this.#runnable.length > 0) return this.#tellRunnable();
      if (this.#i === this.#columns.length) break;
      if (this.#step()) return true;
    }
    if (this.#done) return false;
    this.#done = true;
    this.#ns = this.#lastNs + 1;
    return this.#sync();
  }

  #step(): boolean {
    const { at, time, goroutine, proc, flags } = this.#columns;
    const i = this.#i;
    if ((flags[i]! & Flag.Futile) !== 0) {
      this.#i++;
      return false;
    }
    this.#record.read(at[i]!);
    this.#row = goroutine[i]!;
    this.#proc = proc[i]!;
    this.#ns = Math.trunc((time[i]! - time[0]!) * this.#nsPerTick);
    const told = this.#tell();
    if (told !== Told.Later) this.#i++;
    if (told !== Told.Event) return false;
    this.#stamp(this.#ns);
    return true;
  }

  /** No two events have the same time. */
  #stamp(ns: number): void {
    this.#lastNs = Math.max(ns, this.#lastNs + 1);
    // The first Sync, 1 ns before the first record, is where time begins.
    this.#event.time = this.#lastNs + 1;
  }

  #tell(): Told {
    const record = this.#record;
    const event = this.#event;
    event.stack = this.#tables.stack(record.low(this.#args.stack));
    event.proc = this.#resources.proc(this.#proc);
    event.thread = this.#resources.threadOf(this.#proc);
    event.goroutine = this.#resources.goroutine(this.#row);
    switch (SHAPES[record.type]) {
      case Shape.Own:
        return this.#own();
      case Shape.Start:
        return this.#start();
      case Shape.Create:
        return this.#create();
      case Shape.Unblock:
        return this.#unblock();
      case Shape.Status:
        return this.#status();
      case Shape.Syscall:
        return this.#syscall();
      case Shape.SyscallBlocks:
        if (this.#row !== -1) this.#lives.release(this.#row);
        return Told.Nothing;
      case Shape.SyscallEnd:
        return this.#syscallEnd();
      case Shape.ProcStart:
        return this.#procStart();
      case Shape.ProcStop:
        return this.#procStop();
      case Shape.Metric:
        return this.#metric();
      case Shape.Range:
        return this.#range(RANGES.get(record.type)!);
      case Shape.Stw:
        return this.#stw();
      case Shape.Task:
        return this.#task();
      case Shape.Region:
        return this.#region();
      case Shape.Log:
        return this.#log();
      case Shape.Sample:
        event.kind = EventKind.StackSample;
        event.thread = NO_THREAD;
        return Told.Event;
      default:
        return Told.Nothing;
    }
  }

  #drop(why: string): Told {
    this.#damage.note("inconsistent", why, this.#columns.at[this.#i]!);
    return Told.Nothing;
  }

  /** True if transitions that the file lacks have to be told first. A goroutine that is new to us may be in any state. */
  #lacks(): boolean {
    const { bridges } = this.#lives;
    if (bridges.length === 0) return false;
    if (bridges.some(({ from }) => from !== GoState.Undetermined))
      this.#damage.note(
        "inconsistent",
        "an event that others before it, which the file does not hold, must have led to",
        this.#columns.at[this.#i]!,
      );
    return true;
  }

  #transition(
    row: number,
    from: GoState,
    to: GoState,
    reason: StringIndex = EMPTY_STRING,
    stack: StackIndex = NO_STACK,
  ): Told {
    const event = this.#event;
    event.kind = EventKind.StateTransition;
    event.resource = ResourceKind.Goroutine;
    event.subject = this.#resources.goroutine(row);
    event.from = from;
    event.to = to;
    event.name = reason;
    event.subjectStack = stack;
    this.#lives.enter(row, to, this.#proc);
    return Told.Event;
  }

  #own(): Told {
    if (this.#row === -1) return this.#drop("a goroutine's event where none runs");
    const type = this.#record.type;
    if (this.#endStart()) return Told.Later;
    this.#lives.expect(this.#row, GoState.Running, this.#proc);
    if (this.#lacks()) return Told.Later;
    this.#waitsForNetwork[this.#row] = type === Raw.GoBlockNet ? 1 : 0;
    return this.#transition(
      this.#row,
      GoState.Running,
      this.#leadsTo[type] as GoState,
      this.#nameOf[type] as StringIndex,
      this.#event.stack,
    );
  }

  #start(): Told {
    if (this.#row === -1) return this.#drop("a start of no goroutine");
    if (this.#starting && this.#lives.state(this.#row) !== GoState.Undetermined && this.#endStart()) return Told.Later;
    const isFound = this.#starting && this.#record.type !== Raw.GoStartLabel;
    if (!isFound && this.#leavesSyscall()) return Told.Later;
    if (!isFound) this.#lives.expect(this.#row, GoState.Runnable, this.#proc);
    this.#lives.expectFree(this.#proc);
    if (this.#lacks()) return Told.Later;
    this.#waitsForNetwork[this.#row] = 0;
    if (isFound) {
      this.#named.delete(this.#row);
      return this.#transition(this.#row, GoState.Undetermined, GoState.Running);
    }
    if (this.#record.type === Raw.GoStartLabel) {
      this.#label = this.#tables.string(this.#record.low(this.#args.string), this.#record.high(this.#args.string));
      this.#event.thread = this.#resources.threadOrZero(this.#proc);
    }
    return this.#transition(this.#row, GoState.Runnable, GoState.Running);
  }

  /** Goroutines of C's threads come out of their first syscall without a word. */
  #leavesSyscall(): boolean {
    if (this.#lives.state(this.#row) !== GoState.Syscall) return false;
    this.#lives.expect(this.#row, GoState.Runnable, this.#proc);
    return true;
  }

  #create(): Told {
    const row = this.#namedRow();
    if (row === -1) return this.#drop("a creation of no goroutine");
    if (this.#starting) {
      this.#named.add(row);
      return Told.Nothing;
    }
    this.#lives.expect(row, GoState.NotExist, this.#proc);
    if (this.#lacks()) return Told.Later;
    if (this.#lives.state(row) === GoState.NotExist) this.#resources.renewGoroutine(row);
    const low = this.#record.low(this.#args.newStack);
    // Before Go 1.7 this is no stack but the program counter that the goroutine starts at.
    const stack =
      this.#format.version < 7
        ? this.#tables.bareStack(low, this.#record.high(this.#args.newStack))
        : this.#tables.stack(low);
    return this.#transition(row, GoState.NotExist, GoState.Runnable, EMPTY_STRING, stack);
  }

  #unblock(): Told {
    const row = this.#namedRow();
    if (row === -1) return this.#drop("a wakeup of no goroutine");
    if (this.#endStart()) return Told.Later;
    this.#lives.expect(row, GoState.Waiting, this.#proc);
    if (this.#lacks()) return Told.Later;
    if (this.#waitsForNetwork[row] === 1) this.#moveTo(FakeProc.Netpoll);
    else if (this.#isTimer(this.#row)) this.#moveTo(FakeProc.Timer);
    this.#waitsForNetwork[row] = 0;
    return this.#transition(row, GoState.Waiting, GoState.Runnable);
  }

  #status(): Told {
    if (this.#row === -1) return this.#drop("a state of no goroutine");
    this.#named.delete(this.#row);
    return this.#transition(
      this.#row,
      GoState.Undetermined,
      this.#record.type === Raw.GoWaiting ? GoState.Waiting : GoState.Syscall,
    );
  }

  #syscall(): Told {
    if (this.#row === -1) return this.#drop("a syscall of no goroutine");
    if (this.#endStart()) return Told.Later;
    this.#lives.expect(this.#row, GoState.Running, this.#proc);
    if (this.#lacks()) return Told.Later;
    this.#endsSyscall = (this.#columns.flags[this.#i]! & Flag.Blocks) === 0;
    if (this.#endsSyscall) this.#event.thread = this.#resources.threadOrZero(this.#proc);
    return this.#transition(this.#row, GoState.Running, GoState.Syscall, EMPTY_STRING, this.#event.stack);
  }

  /** A syscall that does not block is told by its begin alone: it lasts 1 ns. */
  #endSyscall(): boolean {
    this.#endsSyscall = false;
    this.#event.stack = NO_STACK;
    this.#transition(this.#row, GoState.Syscall, GoState.Running);
    this.#stamp(this.#ns + 1);
    return true;
  }

  #syscallEnd(): Told {
    if (this.#row === -1) return this.#drop("the end of a syscall of no goroutine");
    this.#lives.expect(this.#row, GoState.Syscall, this.#proc);
    if (this.#lacks()) return Told.Later;
    this.#moveTo(FakeProc.Syscall);
    return this.#transition(this.#row, GoState.Syscall, GoState.Runnable);
  }

  #procStart(): Told {
    this.#lives.expectProc(this.#proc, ProcState.Idle);
    if (this.#lacks()) return Told.Later;
    this.#resources.takeProc(this.#proc, this.#record.low(this.#args.thread), this.#record.high(this.#args.thread));
    this.#event.thread = this.#resources.threadOf(this.#proc);
    return this.#procTransition(ProcState.Idle, ProcState.Running);
  }

  #procStop(): Told {
    this.#lives.expectProc(this.#proc, ProcState.Running);
    if (this.#lacks()) return Told.Later;
    this.#resources.leaveProc(this.#proc);
    return this.#procTransition(ProcState.Running, ProcState.Idle);
  }

  #procTransition(from: ProcState, to: ProcState): Told {
    const event = this.#event;
    event.kind = EventKind.StateTransition;
    event.resource = ResourceKind.Proc;
    event.subject = this.#resources.proc(this.#proc);
    event.from = this.#lives.procSeen(this.#proc) ? from : ProcState.Undetermined;
    event.to = to;
    event.name = EMPTY_STRING;
    event.subjectStack = NO_STACK;
    this.#lives.enterProc(this.#proc, to);
    return Told.Event;
  }

  #metric(): Told {
    if (this.#record.type === Raw.Gomaxprocs && this.#starting) {
      this.#endStart();
      return Told.Nothing;
    }
    this.#event.kind = EventKind.Metric;
    this.#event.name = this.#nameOf[this.#record.type] as StringIndex;
    this.#event.value = this.#record.number(this.#args.value);
    this.#event.valueLow = this.#record.low(this.#args.value);
    return Told.Event;
  }

  #range(rule: RangeRule): Told {
    const event = this.#event;
    event.kind = rule.begins ? EventKind.RangeBegin : EventKind.RangeEnd;
    event.name = this.#nameOf[this.#record.type] as StringIndex;
    event.resource = rule.scope;
    event.subject = -1;
    if (rule.scope === ResourceKind.Proc) event.subject = event.proc;
    if (rule.scope === ResourceKind.Goroutine) event.subject = event.goroutine;
    event.value = this.#record.number(this.#args.value);
    event.value2 = this.#record.number(this.#args.value2);
    if (this.#record.type === Raw.GCStart) this.#moveTo(FakeProc.GC);
    return Told.Event;
  }

  #stw(): Told {
    const begins = this.#record.type === Raw.STWStart;
    if (begins)
      this.#stwName = this.#symbols.strings.intern(
        `${RANGE_STW_PREFIX}${stwReason(this.#format.version, this.#record.number(this.#args.value))})`,
      );
    const event = this.#event;
    event.kind = begins ? EventKind.RangeBegin : EventKind.RangeEnd;
    event.name = this.#stwName;
    event.resource = ResourceKind.Goroutine;
    event.subject = event.goroutine;
    event.value = 0;
    event.value2 = 0;
    return Told.Event;
  }

  #task(): Told {
    const record = this.#record;
    const event = this.#event;
    event.task = this.#symbols.tasks.intern(record.low(this.#args.task), record.high(this.#args.task)) as TaskIndex;
    if (record.type === Raw.UserTaskCreate) {
      const parent = this.#symbols.tasks.intern(
        record.low(this.#args.parent),
        record.high(this.#args.parent),
      ) as TaskIndex;
      event.kind = EventKind.TaskBegin;
      event.name = this.#tables.string(record.low(this.#args.string), record.high(this.#args.string));
      event.parent = record.number(this.#args.parent) === 0 ? NO_TASK : parent;
      this.#tasks.set(event.task, { name: event.name, parent });
      return Told.Event;
    }
    // Go tells a task's end with the parent as written, which is 0 for none.
    const begun = this.#tasks.get(event.task);
    this.#tasks.delete(event.task);
    event.kind = EventKind.TaskEnd;
    event.name = begun?.name ?? EMPTY_STRING;
    event.parent = begun?.parent ?? NO_TASK;
    return Told.Event;
  }

  #region(): Told {
    const record = this.#record;
    const mode = record.number(this.#args.value);
    if (mode > 1) return this.#drop("a region that neither begins nor ends");
    this.#event.kind = mode === 0 ? EventKind.RegionBegin : EventKind.RegionEnd;
    this.#event.task = this.#symbols.tasks.intern(
      record.low(this.#args.task),
      record.high(this.#args.task),
    ) as TaskIndex;
    this.#event.name = this.#tables.string(record.low(this.#args.string), record.high(this.#args.string));
    return Told.Event;
  }

  #log(): Told {
    const record = this.#record;
    const text = record.text();
    this.#event.kind = EventKind.Log;
    this.#event.task = this.#symbols.tasks.intern(
      record.low(this.#args.task),
      record.high(this.#args.task),
    ) as TaskIndex;
    this.#event.name = this.#tables.string(record.low(this.#args.string), record.high(this.#args.string));
    this.#event.text = this.#tables.inlineString(text.at, text.length);
    return Told.Event;
  }

  #tellLabel(label: StringIndex): boolean {
    this.#label = undefined;
    this.#event.kind = EventKind.Label;
    this.#event.name = label;
    this.#event.stack = NO_STACK;
    this.#stamp(this.#ns);
    return true;
  }

  /**
   * Ends the account of what was there before: goroutines only named by then can run. True if there are any. Go tells
   * them in an order of chance; here the first comes last, as in the reference traces.
   */
  #endStart(): boolean {
    if (!this.#starting) return false;
    this.#starting = false;
    const [first, ...others] = this.#named;
    this.#named.clear();
    if (first === undefined) return false;
    this.#runnable = [first, ...others.reverse()];
    return true;
  }

  #tellRunnable(): boolean {
    this.#nowhere();
    this.#transition(this.#runnable.pop()!, GoState.Undetermined, GoState.Runnable);
    this.#stamp(this.#ns);
    return true;
  }

  #bridge(): boolean {
    const { resource, row, from, to } = this.#lives.bridges.shift()!;
    const event = this.#event;
    this.#nowhere();
    event.kind = EventKind.StateTransition;
    event.resource = resource;
    event.subject = resource === ResourceKind.Proc ? this.#resources.proc(row) : this.#resources.goroutine(row);
    event.from = from;
    event.to = to;
    event.name = EMPTY_STRING;
    event.subjectStack = NO_STACK;
    this.#stamp(this.#ns);
    return true;
  }

  #sync(): boolean {
    this.#nowhere();
    this.#event.kind = EventKind.Sync;
    this.#event.value = ++this.#syncs;
    if (this.#done) this.#stamp(this.#ns);
    else this.#event.time = 0;
    return true;
  }

  #nowhere(): void {
    this.#event.thread = NO_THREAD;
    this.#event.proc = NO_PROC;
    this.#event.goroutine = NO_GOROUTINE;
    this.#event.stack = NO_STACK;
  }

  #moveTo(fakeProc: number): void {
    this.#event.proc = this.#resources.fakeProc(fakeProc);
    this.#event.thread = NO_THREAD;
  }

  /** Row of the goroutine that the record names, other than the one that it happened on. */
  #namedRow(): number {
    return this.#columns.goroutines.find(this.#record.low(this.#args.g), this.#record.high(this.#args.g));
  }

  #isTimer(row: number): boolean {
    if (row === -1 || this.#scan.timers.length === 0) return false;
    const { goroutines } = this.#columns;
    return this.#scan.timers.find(goroutines.low(row), goroutines.high(row)) !== -1;
  }
}
