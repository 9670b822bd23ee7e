import { Growable, withRoom } from "../../../src/base/growable.ts";
import {
  NO_GOROUTINE,
  NO_PROC,
  NO_STACK,
  NO_THREAD,
  type GoroutineIndex,
  type ProcIndex,
  type StackIndex,
  type StringIndex,
  type ThreadIndex,
} from "../../../src/base/indices.ts";
import { EventCursor } from "../../../src/model/event.ts";
import type { Symbols } from "../../../src/model/symbols.ts";
import {
  METRIC_GOMAXPROCS,
  METRIC_HEAP_GOAL,
  METRIC_HEAP_LIVE,
  RANGE_ASSIST,
  RANGE_GC_MARK,
  RANGE_SWEEP,
  type EventKind,
} from "../../../src/model/vocabulary.ts";
import { MAX_ARGS } from "../wire/events.ts";
import type { Frontier } from "./frontier.ts";
import { stackRow, type Generation } from "./generation.ts";

/** What comes of offering an event to the ordering. */
export const Outcome = {
  /** Its preconditions do not hold yet: another thread must move first. */
  Wait: 0,
  /** It is the next event, and stands in `event`. */
  Done: 1,
  /** It contradicts what is known; `failure` says how. */
  Broken: 2,
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** Offers the event under a cursor, which a thread emitted. */
export type Handler = (o: Ordering, cursor: number, thread: ThreadIndex) => Outcome;

/** Some ten seconds of searching; recorded traces hardly search at all. */
const MOST_SEARCHED = 200_000_000;

/** Status numbers of the wire format; 0 stands for a goroutine or proc that does not exist. */
export const GoStatus = { None: 0, Runnable: 1, Running: 2, Syscall: 3, Waiting: 4 } as const;
const GO_STATUS_NAMES = ["not existing", "runnable", "running", "in a syscall", "waiting"] as const;
export const ProcStatus = { None: 0, Running: 1, Idle: 2, Syscall: 3, SyscallAbandoned: 4 } as const;

/** The mark phase, by the GC's own events. */
export const GCState = { Undetermined: 0, NotRunning: 1, Running: 2 } as const;

const PROC_STATUS_NAMES = ["not existing", "running", "idle", "in a syscall", "abandoned in a syscall"] as const;

/** How messages name a status. */
export function goStatusName(status: number | undefined): string {
  return GO_STATUS_NAMES[status ?? 0] ?? `in status ${status}`;
}

export function procStatusName(status: number | undefined): string {
  return PROC_STATUS_NAMES[status ?? 0] ?? `in status ${status}`;
}

/**
 * The Go scheduler's state as far as the order of events depends on it, by row of the symbol tables. Events are offered
 * in order of time; one whose preconditions (states, bindings and sequence numbers) do not hold yet waits. The rules
 * are those of Go's internal/trace/order.go.
 */
export class Ordering {
  readonly event = new EventCursor();
  readonly symbols: Symbols;
  readonly frontier: Frontier;
  readonly names: Names;
  failure = "";

  generation!: Generation;
  generationNumber = 0;
  /** True in the first generation, and in the first after a gap: statuses tell what was there before. */
  initial = true;
  #restarted = true;
  /** Thread of each of the frontier's cursors, -1 for none. */
  threadOfCursor = new Int32Array(0);

  goStatus = new Uint8Array(1024);
  goSeq = new Float64Array(1024);
  goSeqGeneration = new Float64Array(1024);
  /** 1: the row stands for a goroutine that came to life, 2: and that ended. A new one with its id needs a new row. */
  goLived = new Uint8Array(1024);
  /** 1: in a mark assist. */
  goAssists = new Uint8Array(1024);
  procStatus = new Uint8Array(64);
  procSeq = new Float64Array(64);
  procSeqGeneration = new Float64Array(64);
  procSweeps = new Uint8Array(64);
  threadGoroutine = new Int32Array(256).fill(-1);
  threadProc = new Int32Array(256).fill(-1);
  threadSeen = new Uint8Array(256);

  gcState: number = GCState.Undetermined;
  gcSeq = 0;
  /** Stop-the-world ranges under way, by goroutine: their names. */
  readonly stops = new Map<number, StringIndex[]>();
  /** User regions under way, by goroutine: task and name by turns. */
  readonly regions = new Map<number, number[]>();
  /** By task: 1 while it is active; its name and parent, for its end. */
  readonly taskActive = new Growable(Uint8Array);
  readonly taskName = new Growable(Int32Array);
  readonly taskParent = new Growable(Int32Array);
  /** How often threads were looked through for one that can go on; see `searches`. */
  #searched = 0;
  /** Events that follow from the one just told, to be told before any other. */
  readonly followUps: ((event: EventCursor) => void)[] = [];
  /** What is wrong in the generation but stops nothing. */
  complaint: ((message: string) => void) | undefined;

  constructor(symbols: Symbols, frontier: Frontier) {
    this.symbols = symbols;
    this.frontier = frontier;
    this.names = internNames(symbols);
  }

  /** Forgets all state: after a gap, what goes on is told anew by the statuses of the next generation. */
  restart(): void {
    this.goStatus.fill(0);
    this.goAssists.fill(0);
    this.procStatus.fill(0);
    this.procSweeps.fill(0);
    this.threadGoroutine.fill(-1);
    this.threadProc.fill(-1);
    this.threadSeen.fill(0);
    this.gcState = GCState.Undetermined;
    this.stops.clear();
    this.regions.clear();
    for (let task = 0; task < this.taskActive.length; task++) this.taskActive.set(task, 0);
    this.#restarted = true;
  }

  /** Goes over to a generation. */
  enter(generation: Generation): void {
    this.generation = generation;
    this.generationNumber = generation.raw.number;
    this.initial = this.#restarted;
    // A generation without events tells no statuses, so the one after it still comes first.
    if (generation.threads.some(({ batches }) => batches.some(({ start, end }) => end > start)))
      this.#restarted = false;
    this.threadOfCursor = Int32Array.from(generation.threads, (thread) => this.internThread(thread.low, thread.high));
  }

  /** An argument as a number, exact to 2^53. */
  argument(cursor: number, i: number): number {
    const slot = cursor * MAX_ARGS + i;
    return this.frontier.high[slot]! * 0x1_0000_0000 + this.frontier.low[slot]!;
  }

  /** The lowest 32 bits of an argument. */
  argumentLow(cursor: number, i: number): number {
    return this.frontier.low[cursor * MAX_ARGS + i]!;
  }

  /** Row of the goroutine that an argument names, or -1. */
  findGoroutine(cursor: number, i: number): GoroutineIndex {
    const slot = cursor * MAX_ARGS + i;
    return this.symbols.goroutines.find(this.frontier.low[slot]!, this.frontier.high[slot]!) as GoroutineIndex;
  }

  /** Row for a goroutine that an argument names and that comes to life; -1 if it is alive already. */
  bearGoroutine(cursor: number, i: number): GoroutineIndex {
    const slot = cursor * MAX_ARGS + i;
    const low = this.frontier.low[slot]!;
    const high = this.frontier.high[slot]!;
    let row = this.symbols.goroutines.intern(low, high) as GoroutineIndex;
    this.#growGoroutines(row);
    if (this.goStatus[row] !== GoStatus.None) return NO_GOROUTINE;
    if (this.goLived[row] !== 0) {
      row = this.symbols.goroutines.renew(low, high) as GoroutineIndex;
      this.#growGoroutines(row);
    }
    this.goLived[row] = 1;
    return row;
  }

  internProc(cursor: number, i: number): ProcIndex {
    const slot = cursor * MAX_ARGS + i;
    const row = this.symbols.procs.intern(this.frontier.low[slot]!, this.frontier.high[slot]!) as ProcIndex;
    if (row >= this.procStatus.length) this.#growProcs(row);
    return row;
  }

  /** Row of a thread; NO_THREAD for the id -1. */
  internThread(low: number, high: number): ThreadIndex {
    if (low === 0xffff_ffff && high === 0xffff_ffff) return NO_THREAD;
    const row = this.symbols.threads.intern(low, high) as ThreadIndex;
    if (row >= this.threadSeen.length) this.#growThreads(row);
    return row;
  }

  /** Whether a sequence number follows upon the goroutine's last, within this generation. */
  goroutineSucceeds(row: number, sequence: number): boolean {
    return this.goSeqGeneration[row] === this.generationNumber && this.goSeq[row] === sequence - 1;
  }

  procSucceeds(row: number, sequence: number): boolean {
    return this.procSeqGeneration[row] === this.generationNumber && this.procSeq[row] === sequence - 1;
  }

  setGoroutineSequence(row: number, sequence: number): void {
    this.goSeq[row] = sequence;
    this.goSeqGeneration[row] = this.generationNumber;
  }

  setProcSequence(row: number, sequence: number): void {
    this.procSeq[row] = sequence;
    this.procSeqGeneration[row] = this.generationNumber;
  }

  /** Begins `event` in the context that the thread has now. */
  tell(kind: EventKind, thread: ThreadIndex, time: number): EventCursor {
    const event = this.event;
    event.kind = kind;
    event.time = time;
    event.thread = thread;
    event.proc = thread === NO_THREAD ? NO_PROC : (this.threadProc[thread] as ProcIndex);
    event.goroutine = thread === NO_THREAD ? NO_GOROUTINE : (this.threadGoroutine[thread] as GoroutineIndex);
    event.stack = NO_STACK;
    return event;
  }

  /** The stack that an argument names; a number that the generation lacks is complained of and counts as none. */
  stack(cursor: number, i: number): StackIndex {
    const slot = cursor * MAX_ARGS + i;
    const id = this.frontier.low[slot]!;
    if (id === 0 && this.frontier.high[slot] === 0) return NO_STACK;
    const row = stackRow(this.generation, this.argument(cursor, i));
    if (row === undefined) {
      this.complaint?.(`found stack ${this.argument(cursor, i)}, which the generation does not hold`);
      return NO_STACK;
    }
    return row as StackIndex;
  }

  /** The string that an argument names; one that the generation lacks is complained of and counts as "". */
  string(cursor: number, i: number): StringIndex {
    const row = this.generation.string(this.argument(cursor, i));
    if (row === undefined) {
      this.complaint?.(`found string ${this.argument(cursor, i)}, which the generation does not hold`);
      return 0 as StringIndex;
    }
    return row;
  }

  /** Whether the generation has the string that an argument names. */
  holdsString(cursor: number, i: number): boolean {
    return this.generation.string(this.argument(cursor, i)) !== undefined;
  }

  /**
   * To be told of each search through so many threads. False once there were more than any program's trace takes, so
   * that a file made to have every event searched for comes to an end.
   */
  searches(threads: number): boolean {
    this.#searched += threads;
    return this.#searched <= MOST_SEARCHED;
  }

  broken(message: string): Outcome {
    this.failure = message;
    return Outcome.Broken;
  }

  #growGoroutines(row: number): void {
    if (row < this.goStatus.length) return;
    this.goStatus = withRoom(this.goStatus, row + 1);
    this.goSeq = withRoom(this.goSeq, row + 1);
    this.goSeqGeneration = withRoom(this.goSeqGeneration, row + 1);
    this.goLived = withRoom(this.goLived, row + 1);
    this.goAssists = withRoom(this.goAssists, row + 1);
  }

  #growProcs(row: number): void {
    this.procStatus = withRoom(this.procStatus, row + 1);
    this.procSeq = withRoom(this.procSeq, row + 1);
    this.procSeqGeneration = withRoom(this.procSeqGeneration, row + 1);
    this.procSweeps = withRoom(this.procSweeps, row + 1);
  }

  #growThreads(row: number): void {
    this.threadGoroutine = withRoom(this.threadGoroutine, row + 1, NO_GOROUTINE);
    this.threadProc = withRoom(this.threadProc, row + 1, NO_PROC);
    this.threadSeen = withRoom(this.threadSeen, row + 1);
  }
}

/** Names that the format implies and the trace does not spell out. */
interface Names {
  readonly mark: StringIndex;
  readonly sweep: StringIndex;
  readonly assist: StringIndex;
  readonly gomaxprocs: StringIndex;
  readonly heapLive: StringIndex;
  readonly heapGoal: StringIndex;
}

function internNames(symbols: Symbols): Names {
  const { strings } = symbols;
  return {
    mark: strings.intern(RANGE_GC_MARK),
    sweep: strings.intern(RANGE_SWEEP),
    assist: strings.intern(RANGE_ASSIST),
    gomaxprocs: strings.intern(METRIC_GOMAXPROCS),
    heapLive: strings.intern(METRIC_HEAP_LIVE),
    heapGoal: strings.intern(METRIC_HEAP_GOAL),
  };
}
