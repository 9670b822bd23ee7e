import { makeColumns, type EventColumns } from "./columns.ts";
import { DamageLog } from "../damage-log.ts";
import { Count, ORDER_RULES, Status, Subject } from "./order-rules.ts";
import { Raw } from "./specs.ts";
import { STEP_ROWS, type Steps } from "./steps.ts";
import type { ProcStreams } from "./streams.ts";
import { TimeHeap } from "./time-heap.ts";

/** How many looks at waiting streams an event may cost on average, before the order is given up; real traces need less than one. */
const LOOKS_PER_EVENT = 16;
const SPARE_LOOKS = 1e6;

/**
 * Merges the streams of Go 1.7 and newer. Of the heads whose goroutine has reached the state and sequence number that
 * they wait for, the earliest comes next, so the order is right even where clocks of processors differ. Where none is
 * ready, records are missing. Then the merge begins anew with less patience: a head that others have overtaken comes
 * all the same, and the damage is noted. (In a sound file none is ever overtaken, unless clocks differ.)
 *
 * Of equally early heads the one comes that Go's reader would take (internal/trace/internal/tracev1): that depends on
 * the order in which heads got ready, hence on the order of `#idle` below, and in the end on the one it begins with.
 * Go begins with one of chance and may read a file differently each time; see `firstOrder`.
 */
export function* orderByState(
  makeStreams: (damage: DamageLog) => ProcStreams,
  eventCount: number,
  damage: DamageLog,
): Steps<EventColumns> {
  const first = new DamageLog();
  const columns = yield* new Merge(makeStreams(first), eventCount, undefined).run();
  if (columns === undefined) return (yield* new Merge(makeStreams(damage), eventCount, damage).run())!;
  damage.absorb(first);
  return columns;
}

/** So many entries Go's maps hold in one group, which is gone through from a place of chance, most often the first. */
const GROUP = 8;

/**
 * The order that streams begin in, CPU samples last. In Go it is that of a map: few procs most often come in the order
 * of their first batches. Of many any may be first; here it is the third by number, as it was when the reference traces
 * were read.
 */
function firstOrder(streams: ProcStreams): Int32Array {
  const samples = streams.count - 1;
  const procs = Array.from({ length: samples }, (_, stream) => stream);
  if (samples <= GROUP) return Int32Array.from([...procs, samples]);
  procs.sort((a, b) => streams.procNumber(a) - streams.procNumber(b));
  return Int32Array.from([...procs.slice(2), ...procs.slice(0, 2), samples]);
}

class Merge {
  readonly #streams: ProcStreams;
  readonly #columns: EventColumns;
  /** Undefined as long as the merge is patient. */
  readonly #damage: DamageLog | undefined;
  readonly #ready: TimeHeap;
  readonly #subject = new Uint8Array(64);
  readonly #before = new Uint8Array(64);
  readonly #after = new Uint8Array(64);
  readonly #count = new Uint8Array(64);

  /** By goroutine row + 1; the first is the garbage collector. */
  #status = new Uint8Array(1024).fill(Status.Dead);
  #sequence = new Float64Array(1024);
  /** How many streams wait for it. */
  #waiting = new Int32Array(1024);

  /** Streams that are not in the heap: their heads are not ready, or they have yet to be advanced. */
  readonly #idle: Int32Array;
  #idleCount = 0;
  /** By stream: 1 if it stands at a head that waits. */
  readonly #waits: Uint8Array;
  /** No head that waits is earlier. */
  #earliestIdle = Infinity;
  #looks: number;
  #length = 0;

  constructor(streams: ProcStreams, eventCount: number, damage: DamageLog | undefined) {
    this.#streams = streams;
    this.#damage = damage;
    this.#columns = makeColumns(eventCount, streams.goroutines);
    this.#ready = new TimeHeap(streams.count, streams.time);
    this.#idle = firstOrder(streams);
    this.#idleCount = streams.count;
    this.#waits = new Uint8Array(streams.count);
    this.#looks = SPARE_LOOKS + LOOKS_PER_EVENT * eventCount;
    for (const [type, subject, before, after, count] of ORDER_RULES) {
      this.#subject[type] = subject;
      this.#before[type] = before;
      this.#after[type] = after;
      this.#count[type] = count;
    }
  }

  /** Undefined if patience leads nowhere. */
  *run(): Steps<EventColumns | undefined> {
    this.#look(0);
    while (this.#takeSome()) yield this.#length / this.#columns.length;
    return this.#idleCount > 0 ? undefined : this.#columns;
  }

  /** Takes some events; false if there are no more, or none can come. */
  #takeSome(): boolean {
    for (let left = STEP_ROWS; left > 0; left--) {
      if (this.#damage !== undefined && this.#isOvertaken()) this.#force(this.#damage);
      else if (this.#ready.length > 0) this.#take(this.#ready.pop());
      else return false;
    }
    return true;
  }

  /** Is a head that waits earlier than all that are ready? */
  #isOvertaken(): boolean {
    if (this.#idleCount === 0) return false;
    return this.#ready.length === 0 || this.#earliestIdle < this.#streams.time[this.#ready.first]!;
  }

  #take(stream: number): void {
    const { at, time, goroutine, proc, type } = this.#streams;
    const i = this.#length++;
    const columns = this.#columns;
    columns.at[i] = at[stream]!;
    columns.time[i] = time[stream]!;
    columns.goroutine[i] = goroutine[stream]!;
    columns.proc[i] = proc[stream]!;
    this.#idle[this.#idleCount++] = stream;
    const row = this.#row(stream);
    if (row === -1) return this.#look(this.#idleCount - 1);
    this.#apply(stream, row, type[stream]!);
    // Only those that wait for this goroutine can have got ready.
    this.#look(this.#waiting[row] === 0 ? this.#idleCount - 1 : 0);
  }

  /** Moves the idle streams whose heads are ready to the heap, from the `first` of them on. */
  #look(first: number): void {
    for (let i = first; i < this.#idleCount;) {
      const stream = this.#idle[i]!;
      this.#looks--;
      if (this.#waits[stream] === 0 && !this.#streams.advance(stream)) this.#idle[i] = this.#idle[--this.#idleCount]!;
      else if (this.#isReady(stream)) {
        this.#stopWaiting(stream);
        this.#idle[i] = this.#idle[--this.#idleCount]!;
        this.#ready.push(stream);
      } else {
        this.#startWaiting(stream);
        i++;
      }
    }
  }

  #startWaiting(stream: number): void {
    if (this.#waits[stream] === 1) return;
    const row = this.#row(stream);
    this.#earliestIdle = Math.min(this.#earliestIdle, this.#streams.time[stream]!);
    this.#waits[stream] = 1;
    this.#waiting[row] = this.#waiting[row]! + 1;
  }

  #stopWaiting(stream: number): void {
    if (this.#waits[stream] === 0) return;
    const row = this.#row(stream);
    this.#waits[stream] = 0;
    this.#waiting[row] = this.#waiting[row]! - 1;
  }

  /** Lets the earliest of the heads that wait come. Out of patience, it lets all, so that time alone decides from now on. */
  #force(damage: DamageLog): void {
    const i = this.#findEarliest();
    const stream = this.#idle[i]!;
    const { time, at } = this.#streams;
    if (this.#ready.length > 0 && time[stream]! >= time[this.#ready.first]!) return;
    if (!this.#comesFromC(stream))
      damage.note(
        "inconsistent",
        "an event whose goroutine is not in the state it needs, so that others before it must be missing",
        at[stream]!,
      );
    if (this.#looks < 0) return this.#look(0);
    this.#stopWaiting(stream);
    this.#idle[i] = this.#idle[--this.#idleCount]!;
    this.#ready.push(stream);
    this.#findEarliest();
  }

  /**
   * A start or the end of a syscall that nothing led to, of a goroutine never heard of: until Go 1.20 the first that is
   * told of a thread of C's that calls Go.
   */
  #comesFromC(stream: number): boolean {
    const { type, sequence } = this.#streams;
    if (type[stream] !== Raw.GoStart && type[stream] !== Raw.GoSysExit) return false;
    return sequence[stream] === 1 && this.#status[this.#row(stream)] === Status.Dead;
  }

  /** Place in `#idle` of the earliest head that waits. */
  #findEarliest(): number {
    const { time } = this.#streams;
    let earliest = 0;
    for (let i = 1; i < this.#idleCount; i++) if (time[this.#idle[i]!]! < time[this.#idle[earliest]!]!) earliest = i;
    this.#looks -= this.#idleCount;
    this.#earliestIdle = this.#idleCount === 0 ? Infinity : time[this.#idle[earliest]!]!;
    return earliest;
  }

  #row(stream: number): number {
    const streams = this.#streams;
    let row: number;
    switch (this.#subject[streams.type[stream]!]) {
      case Subject.Own:
        row = streams.goroutine[stream]!;
        break;
      case Subject.Named:
        row = streams.subject[stream]!;
        break;
      case Subject.Collector:
        return 0;
      default:
        return -1;
    }
    if (row === -1) return -1;
    if (row + 1 >= this.#status.length) this.#grow();
    return row + 1;
  }

  #isReady(stream: number): boolean {
    const row = this.#row(stream);
    if (row === -1 || this.#looks < 0) return true;
    const type = this.#streams.type[stream]!;
    if ((this.#before[type]! & this.#status[row]!) === 0) return false;
    switch (this.#count[type]) {
      case Count.Told:
        return this.#streams.sequence[stream] === this.#sequence[row];
      case Count.Zero:
        return this.#sequence[row] === 0;
      case Count.One:
        return this.#sequence[row] === 1;
      default:
        return true;
    }
  }

  #apply(stream: number, row: number, type: number): void {
    this.#status[row] = this.#after[type]!;
    const count = this.#count[type]!;
    if (count === Count.Told) this.#sequence[row] = this.#streams.sequence[stream]! + 1;
    else if (count !== Count.Keep) this.#sequence[row] = this.#sequence[row]! + 1;
  }

  #grow(): void {
    const length = this.#status.length * 2;
    const status = new Uint8Array(length).fill(Status.Dead);
    const sequence = new Float64Array(length);
    const waiting = new Int32Array(length);
    status.set(this.#status);
    sequence.set(this.#sequence);
    waiting.set(this.#waiting);
    this.#status = status;
    this.#sequence = sequence;
    this.#waiting = waiting;
  }
}
