import { Growable } from "../base/growable.ts";
import { EMPTY_STRING, NO_GOROUTINE, NO_PROC, NO_STACK, type StringIndex } from "../base/indices.ts";
import type { EventCursor } from "./event.ts";
import { SpanBuilder, type BuiltSpans } from "./span-builder.ts";
import type { Symbols } from "./symbols.ts";
import { indexOwners, type GoroutineTable } from "./trace.ts";
import { GoState, ProcState, REASON_GAP, SpanState } from "./vocabulary.ts";

const SPAN_OF_STATE: Readonly<Record<number, SpanState>> = {
  [GoState.Runnable]: SpanState.Runnable,
  [GoState.Running]: SpanState.Running,
  [GoState.Waiting]: SpanState.Waiting,
  [GoState.Syscall]: SpanState.Syscall,
};

/**
 * Turns transitions into the goroutine and span tables. Follows Go's summary (internal/trace/summary.go): a goroutine
 * that was there before counts from the Sync before its first mention; a syscall whose proc goes idle is blocked from
 * then on; one that was blocked when the trace began is so until its status is told.
 */
export class GoroutineBuilder {
  readonly #symbols: Symbols;
  readonly #spans = new SpanBuilder();
  readonly #name = new Growable(Int32Array);
  readonly #created = new Growable(Float64Array);
  readonly #born = new Growable(Uint8Array);
  readonly #mentioned = new Growable(Float64Array);
  readonly #started = new Growable(Float64Array);
  readonly #ended = new Growable(Float64Array);
  readonly #parent = new Growable(Int32Array);
  readonly #creationStack = new Growable(Int32Array);
  /** By proc: the goroutine in a syscall that holds it. */
  readonly #syscallOnProc = new Growable(Int32Array);
  /** By goroutine: the proc that its syscall began on. */
  readonly #procOfSyscall = new Growable(Int32Array);
  /** By goroutine: the stack of its latest syscall. */
  readonly #stackOfSyscall = new Growable(Int32Array);

  readonly #gap: StringIndex;
  /** Set from a gap until the next Sync: when it ended, and who was alive when it began. */
  #census: { readonly time: number; readonly known: readonly number[] } | undefined;
  /** Goroutines told of since the latest gap; undefined before the first. Nobody else is alive. */
  #told: Set<number> | undefined;

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
    this.#gap = symbols.strings.intern(REASON_GAP);
  }

  /**
   * A gap begins after `from` and ends at `time`: what goroutines did meanwhile is not known, and those told of until the
   * next Sync are those that still exist. Costs no more than what was told since the gap before.
   */
  passGap(from: number, time: number): void {
    this.endCensus();
    const known = this.#alive();
    for (const g of known) this.#leaveSyscall(g);
    if (from + 1 < time) for (const g of known) this.#spans.addWait(g, from + 1, this.#gap);
    this.#census = { time, known };
    this.#told = new Set();
  }

  #alive(): number[] {
    const candidates = this.#told ?? Array.from({ length: this.#created.length }, (_, g) => g);
    return Array.from(candidates).filter(
      (g) => !Number.isNaN(this.#created.get(g)) && Number.isNaN(this.#ended.get(g)),
    );
  }

  /** Ends the goroutines that have gone during the gap; tells which, and when. */
  endCensus(): { readonly time: number; readonly gone: readonly number[] } | undefined {
    const census = this.#census;
    this.#census = undefined;
    if (census === undefined) return undefined;
    const gone: number[] = [];
    for (const g of census.known) {
      if (this.#told?.has(g) || !Number.isNaN(this.#ended.get(g))) continue;
      this.#ended.set(g, census.time);
      gone.push(g);
    }
    return { time: census.time, gone };
  }

  /**
   * A damaged trace may tell of a goroutine again that has ended, which is passed over, or begin to tell of one in the
   * middle of its life, which then counts from the Sync before.
   */
  transition(event: EventCursor, syncTime: number): void {
    if (event.from === event.to) return;
    const g = event.subject;
    const isAfterGap = this.#census !== undefined && this.#told?.has(g) === false;
    this.#told?.add(g);
    if (g >= this.#created.length) this.#extend(g);
    else if (!Number.isNaN(this.#ended.get(g))) return;
    const isNew = Number.isNaN(this.#created.get(g));
    if (isNew && event.to === GoState.NotExist) return;
    if (isNew) this.#mentioned.set(g, event.time);
    const isFirstMention = isNew ? event.from !== GoState.NotExist : isAfterGap && event.from === GoState.Undetermined;
    this.#leave(event, g, isNew, isFirstMention ? syncTime : event.time);
    if (this.#name.get(g) === EMPTY_STRING && event.subjectStack !== NO_STACK)
      this.#name.set(g, this.#rootFunction(event));
    if (event.to === GoState.NotExist) this.#end(event, g);
    else if (isFirstMention) this.#enterUndetermined(event, g, syncTime);
    else this.#enter(event, g);
  }

  /** A proc goes idle: if a goroutine is in a syscall on it, that syscall is without a proc from now on. */
  procTransition(event: EventCursor): void {
    if (
      event.from === event.to ||
      event.to !== ProcState.Idle ||
      event.subject < 0 ||
      event.subject >= this.#syscallOnProc.length
    )
      return;
    const g = this.#syscallOnProc.get(event.subject);
    if (g === NO_GOROUTINE) return;
    this.#syscallOnProc.set(event.subject, NO_GOROUTINE);
    this.#spans.add(event, g, SpanState.SyscallBlocked, this.#stackOfSyscall.get(g), NO_GOROUTINE);
    this.#spans.leaveProcOfLatest();
  }

  /** Whether a goroutine has a name by which Go knows it for its own: such goroutines are in no user region. */
  isSystem(goroutine: number): boolean {
    return (
      goroutine >= this.#name.length ||
      isSystemFunction(this.#symbols.strings.get(this.#name.get(goroutine) as StringIndex))
    );
  }

  finish(): { goroutines: GoroutineTable; built: BuiltSpans } {
    const length = this.#symbols.goroutines.length;
    if (length > 0) this.#extend(length - 1);
    const built = this.#spans.finish(length, this.#symbols.procs.length);
    const goroutines: GoroutineTable = {
      length,
      name: this.#name.finish(),
      created: this.#created.finish(),
      born: this.#born.finish(),
      mentioned: this.#mentioned.finish(),
      started: this.#started.finish(),
      ended: this.#ended.finish(),
      parent: this.#parent.finish(),
      creationStack: this.#creationStack.finish(),
      spanOffsets: built.spanOffsets,
      spanOwners: indexOwners(built.spanOffsets),
    };
    return { goroutines, built };
  }

  #leave(event: EventCursor, g: number, isNew: boolean, created: number): void {
    if (!isNew) {
      if (event.from === GoState.Syscall || event.from === GoState.Undetermined) this.#leaveSyscall(g);
      return;
    }
    this.#created.set(g, created);
    if (event.from !== GoState.NotExist) return;
    this.#born.set(g, 1);
    this.#parent.set(g, event.goroutine);
    this.#creationStack.set(g, event.stack);
  }

  #enter(event: EventCursor, g: number): void {
    const state = SPAN_OF_STATE[event.to];
    if (state === undefined) return;
    if (state === SpanState.Running) this.#start(event, g);
    else if (state === SpanState.Syscall) this.#enterSyscall(g, event);
    const woken = state === SpanState.Runnable && event.from !== GoState.Running;
    this.#spans.add(event, g, state, woken ? event.stack : event.subjectStack, woken ? event.goroutine : NO_GOROUTINE);
  }

  /** The goroutine was in this state already when the Sync was; but a syscall without a proc counts as such from now on. */
  #enterUndetermined(event: EventCursor, g: number, syncTime: number): void {
    const state = SPAN_OF_STATE[event.to];
    if (state === undefined) return;
    if (state === SpanState.Running) this.#start(event, g);
    if (state === SpanState.Syscall && event.proc === NO_PROC) {
      this.#spans.add(event, g, SpanState.SyscallBlocked, event.subjectStack, NO_GOROUTINE);
      this.#spans.beginLatestAt(syncTime);
    }
    this.#spans.add(event, g, state, event.subjectStack, NO_GOROUTINE);
    if (state !== SpanState.Syscall || event.proc !== NO_PROC) this.#spans.beginLatestAt(syncTime);
    if (state === SpanState.Syscall) this.#enterSyscall(g, event);
  }

  #end(event: EventCursor, g: number): void {
    this.#ended.set(g, event.time);
    this.#leaveSyscall(g);
  }

  #start(event: EventCursor, g: number): void {
    if (Number.isNaN(this.#started.get(g))) this.#started.set(g, event.time);
  }

  #enterSyscall(g: number, event: EventCursor): void {
    const { proc } = event;
    this.#stackOfSyscall.set(g, event.subjectStack);
    this.#procOfSyscall.set(g, proc);
    if (proc === NO_PROC) return;
    while (this.#syscallOnProc.length <= proc) this.#syscallOnProc.push(NO_GOROUTINE);
    this.#syscallOnProc.set(proc, g);
  }

  #leaveSyscall(g: number): void {
    const proc = this.#procOfSyscall.get(g);
    if (proc === NO_PROC) return;
    this.#syscallOnProc.set(proc, NO_GOROUTINE);
    this.#procOfSyscall.set(g, NO_PROC);
  }

  #rootFunction(event: EventCursor): StringIndex {
    const { stacks, frames } = this.#symbols;
    const end = stacks.end(event.subjectStack);
    return end === stacks.start(event.subjectStack) ? EMPTY_STRING : frames.function(stacks.frameAt(end - 1));
  }

  #extend(g: number): void {
    while (this.#created.length <= g) {
      this.#name.push(EMPTY_STRING);
      this.#created.push(Number.NaN);
      this.#born.push(0);
      this.#mentioned.push(Number.NaN);
      this.#started.push(Number.NaN);
      this.#ended.push(Number.NaN);
      this.#parent.push(NO_GOROUTINE);
      this.#creationStack.push(NO_STACK);
      this.#procOfSyscall.push(NO_PROC);
      this.#stackOfSyscall.push(NO_STACK);
    }
  }
}

/** Go's own goroutines start in a function of the runtime other than main's; one without a stack counts as such. */
export function isSystemFunction(name: string): boolean {
  return name === "" || (name.startsWith("runtime.") && name !== "runtime.main");
}
