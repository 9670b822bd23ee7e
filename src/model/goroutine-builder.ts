import { withRoom } from "../base/growable.ts";
import { EMPTY_STRING, NO_GOROUTINE, NO_PROC, NO_STACK, type StringIndex } from "../base/indices.ts";
import type { EventCursor } from "./event.ts";
import { GoroutineColumns, Known } from "./goroutine-columns.ts";
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
  readonly #spans: SpanBuilder;
  readonly #columns = new GoroutineColumns();
  /** By proc: the goroutine in a syscall that holds it. */
  #syscallOnProc = new Int32Array(0);

  #syncTime = 0;
  readonly #gap: StringIndex;
  /** Set from a gap until the next Sync: when it ended, and who was alive when it began. */
  #census: { readonly time: number; readonly known: readonly number[] } | undefined;
  /** Goroutines told of since the latest gap; undefined before the first. Nobody else is alive. */
  #told: Set<number> | undefined;

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
    this.#spans = new SpanBuilder(symbols);
    this.#gap = symbols.strings.intern(REASON_GAP);
  }

  /** A generation begins: goroutines that it is the first to mention were there from then on. */
  sync(time: number): void {
    this.#syncTime = time;
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
    const { known } = this.#columns;
    const candidates = this.#told ?? Array.from(known, (_, g) => g);
    return Array.from(candidates).filter((g) => (known[g]! & (Known.Created | Known.Ended)) === Known.Created);
  }

  /** Ends the goroutines that have gone during the gap; tells which, and when. */
  endCensus(): { readonly time: number; readonly gone: readonly number[] } | undefined {
    const census = this.#census;
    this.#census = undefined;
    if (census === undefined) return undefined;
    const gone: number[] = [];
    const { known, ended } = this.#columns;
    for (const g of census.known) {
      if (this.#told?.has(g) || (known[g]! & Known.Ended) !== 0) continue;
      ended[g] = census.time;
      known[g]! |= Known.Ended;
      gone.push(g);
    }
    return { time: census.time, gone };
  }

  /**
   * A damaged trace may tell of a goroutine again that has ended, which is passed over, or begin to tell of one in the
   * middle of its life, which then counts from the Sync before.
   */
  transition(event: EventCursor): void {
    if (event.from === event.to) return;
    const g = event.subject;
    const columns = this.#columns;
    if (g >= columns.capacity) columns.grow(g + 1);
    const isAfterGap = this.#census !== undefined && this.#told?.has(g) === false;
    this.#told?.add(g);
    const known = columns.known[g]!;
    if ((known & Known.Ended) !== 0) return;
    const isNew = (known & Known.Created) === 0;
    if (isNew && event.to === GoState.NotExist) return;
    const isFirstMention = isNew ? event.from !== GoState.NotExist : isAfterGap && event.from === GoState.Undetermined;
    if (isNew) this.#create(event, g, isFirstMention);
    else if ((known & Known.InSyscall) !== 0 && (event.from === GoState.Syscall || event.from === GoState.Undetermined))
      this.#leaveSyscall(g);
    if ((known & Known.Named) === 0 && event.subjectStack !== NO_STACK) this.#giveName(event, g);
    if (event.to === GoState.NotExist) this.#end(event, g);
    else if (isFirstMention) this.#enterUndetermined(event, g);
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
    const g = this.#syscallOnProc[event.subject]!;
    if (g === NO_GOROUTINE) return;
    this.#syscallOnProc[event.subject] = NO_GOROUTINE;
    this.#spans.add(event, g, SpanState.SyscallBlocked, this.#columns.stackOfSyscall[g]!, NO_GOROUTINE);
    this.#spans.leaveProcOfLatest();
  }

  /** Whether a goroutine has a name by which Go knows it for its own: such goroutines are in no user region. */
  isSystem(goroutine: number): boolean {
    const { name, capacity } = this.#columns;
    return goroutine >= capacity || isSystemFunction(this.#symbols.strings.get(name[goroutine] as StringIndex));
  }

  finish(): { goroutines: GoroutineTable; built: BuiltSpans } {
    const built = this.#spans.finish();
    const { spanOffsets } = built;
    const columns = this.#columns.finish(this.#symbols.goroutines.length);
    return { goroutines: { ...columns, spanOffsets, spanOwners: indexOwners(spanOffsets) }, built };
  }

  #create(event: EventCursor, g: number, isFirstMention: boolean): void {
    const columns = this.#columns;
    columns.known[g]! |= Known.Created;
    columns.mentioned[g] = event.time;
    columns.created[g] = isFirstMention ? this.#syncTime : event.time;
    if (event.from !== GoState.NotExist) return;
    columns.born[g] = 1;
    columns.parent[g] = event.goroutine;
    columns.creationStack[g] = event.stack;
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
  #enterUndetermined(event: EventCursor, g: number): void {
    const state = SPAN_OF_STATE[event.to];
    if (state === undefined) return;
    if (state === SpanState.Running) this.#start(event, g);
    if (state === SpanState.Syscall && event.proc === NO_PROC) {
      this.#spans.add(event, g, SpanState.SyscallBlocked, event.subjectStack, NO_GOROUTINE);
      this.#spans.beginLatestAt(this.#syncTime);
    }
    this.#spans.add(event, g, state, event.subjectStack, NO_GOROUTINE);
    if (state !== SpanState.Syscall || event.proc !== NO_PROC) this.#spans.beginLatestAt(this.#syncTime);
    if (state === SpanState.Syscall) this.#enterSyscall(g, event);
  }

  #end(event: EventCursor, g: number): void {
    this.#columns.ended[g] = event.time;
    this.#columns.known[g]! |= Known.Ended;
    this.#leaveSyscall(g);
  }

  #start(event: EventCursor, g: number): void {
    const { known, started } = this.#columns;
    if ((known[g]! & Known.Started) !== 0) return;
    known[g]! |= Known.Started;
    started[g] = event.time;
  }

  #enterSyscall(g: number, event: EventCursor): void {
    const { proc } = event;
    const columns = this.#columns;
    columns.stackOfSyscall[g] = event.subjectStack;
    columns.procOfSyscall[g] = proc;
    columns.known[g]! &= ~Known.InSyscall;
    if (proc === NO_PROC) return;
    columns.known[g]! |= Known.InSyscall;
    this.#syscallOnProc = withRoom(this.#syscallOnProc, proc + 1, NO_GOROUTINE);
    this.#syscallOnProc[proc] = g;
  }

  #leaveSyscall(g: number): void {
    const { known, procOfSyscall } = this.#columns;
    if ((known[g]! & Known.InSyscall) === 0) return;
    known[g]! &= ~Known.InSyscall;
    this.#syscallOnProc[procOfSyscall[g]!] = NO_GOROUTINE;
  }

  /** A goroutine is called by the root function of the first stack that has one. */
  #giveName(event: EventCursor, g: number): void {
    const { stacks, frames } = this.#symbols;
    const end = stacks.end(event.subjectStack);
    if (end === stacks.start(event.subjectStack)) return;
    const name = frames.function(stacks.frameAt(end - 1));
    this.#columns.name[g] = name;
    if (name !== EMPTY_STRING) this.#columns.known[g]! |= Known.Named;
  }
}

/** Go's own goroutines start in a function of the runtime other than main's; one without a stack counts as such. */
export function isSystemFunction(name: string): boolean {
  return name === "" || (name.startsWith("runtime.") && name !== "runtime.main");
}
