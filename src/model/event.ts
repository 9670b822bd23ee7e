import {
  EMPTY_STRING,
  NO_GOROUTINE,
  NO_PROC,
  NO_STACK,
  NO_TASK,
  NO_THREAD,
  type GoroutineIndex,
  type ProcIndex,
  type StackIndex,
  type StringIndex,
  type TaskIndex,
  type ThreadIndex,
} from "../base/indices.ts";
import type { Damage } from "./damage.ts";
import type { Symbols } from "./symbols.ts";
import { EventKind, GoState, ResourceKind, type ProcState } from "./vocabulary.ts";

/**
 * One event of the ordered stream. A reader owns one and overwrites it at each step, so nothing is
 * allocated per event; whoever wants to keep a value copies it. A field that the kind below does
 * not name holds whatever an earlier event left there.
 */
export class EventCursor {
  kind: EventKind = EventKind.Sync;
  /** ns since the first event. Each event is later than the one before it. */
  time = 0;

  /** Where it happened; NO_… where there was none. */
  thread: ThreadIndex = NO_THREAD;
  proc: ProcIndex = NO_PROC;
  goroutine: GoroutineIndex = NO_GOROUTINE;
  /** Stack of the goroutine or thread that emitted the event, NO_STACK if not recorded. Set for every kind. */
  stack: StackIndex = NO_STACK;

  /** StateTransition: Goroutine or Proc. Range…: what the range is bound to (None for the mark phase). */
  resource: ResourceKind = ResourceKind.None;
  /** Row of the goroutine or proc that `resource` speaks of, -1 for None. */
  subject = -1;
  /** StateTransition: GoState or ProcState by `resource`. */
  from: GoState | ProcState = GoState.Undetermined;
  to: GoState | ProcState = GoState.Undetermined;
  /** StateTransition of a goroutine: its own stack (for a creation the one it starts with). */
  subjectStack: StackIndex = NO_STACK;

  /**
   * StateTransition: the reason. Range…: name. Metric: name. Label: label. Task…, Region…: type.
   * Log: category. Experimental: name of the event.
   */
  name: StringIndex = EMPTY_STRING;
  /** Log: message. */
  text: StringIndex = EMPTY_STRING;

  /** Task…: the task. Region…, Log: the task it belongs to. */
  task: TaskIndex = NO_TASK;
  /** Task…: its parent, or NO_TASK. */
  parent: TaskIndex = NO_TASK;

  /** Metric: its value. Sync: how many Syncs so far. RangeEnd of a sweep: bytes swept. Experimental: first argument. */
  value = 0;
  /** Metric: the lowest 32 bits of its value, whose doubles are exact to 2^53 only; the heap's goal passes that with the collector off. */
  valueLow = 0;
  /** RangeEnd of a sweep: bytes reclaimed. Experimental: second and third argument. */
  value2 = 0;
  value3 = 0;
}

/** A reading of the trace's, the system's and the wall clock, taken together; Go 1.25 and newer. */
export interface ClockSnapshot {
  /** ns since the first event. */
  readonly traceNs: number;
  /** ns of the monotonic clock. */
  readonly monoNs: number;
  /** Unix time in ns; only good to about a microsecond as a double. */
  readonly wallNs: number;
}

/** An ordered stream of events, whatever the version of the file. */
export interface EventSource {
  /** Overwritten by each `next`. */
  readonly event: EventCursor;
  /** Ids, strings, frames and stacks met so far: what the indices in `event` point to. Grows with the stream. */
  readonly symbols: Symbols;
  /** Says what the header says, for example "go 1.26". */
  readonly format: string;
  /** The clock snapshot of the latest Sync, if it has one. */
  readonly clock: ClockSnapshot | undefined;
  /**
   * The generation that the latest Sync began comes after a gap: what was known until then is not known any more, and it
   * tells the status of everything there is.
   */
  readonly afterGap: boolean;
  /** Everything wrong with the bytes seen so far. */
  readonly damage: readonly Damage[];
  /** Moves to the next event. False: none now, either because more bytes are needed or because it was the last. */
  next(): boolean;
}

/** Turns bytes into events. Bytes go in by `push` as they come; `end` says there are no more. */
export interface TraceParser extends EventSource {
  /** The parser keeps the chunk: it must not be written to afterwards. */
  push(chunk: Uint8Array): void;
  end(): void;
  /**
   * Takes a step of some ms of the work that a format has between `end` and the first event, and tells how far that work
   * is, 0 to 1; undefined once it is done. If nobody asks, `next` does all of it.
   */
  prepare?(): number | undefined;
}
