import { NO_THREAD, type ThreadIndex } from "../../../src/base/indices.ts";
import type { Damage } from "../../../src/model/damage.ts";
import type { ClockSnapshot, EventCursor, TraceParser } from "../../../src/model/event.ts";
import { Symbols } from "../../../src/model/symbols.ts";
import { EventKind } from "../../../src/model/vocabulary.ts";
import { DamageLog } from "../damage-log.ts";
import { wireName } from "../wire/events.ts";
import { Framer } from "./framing.ts";
import { Frontier, LAST_TIME } from "./frontier.ts";
import { Generation } from "./generation.ts";
import { ANNOTATION_HANDLERS } from "./order-annotations.ts";
import { GOROUTINE_HANDLERS } from "./order-goroutines.ts";
import { PROC_HANDLERS } from "./order-procs.ts";
import { RANGE_HANDLERS } from "./order-ranges.ts";
import { Ordering, Outcome, type Handler } from "./ordering.ts";
import { SampleQueue } from "./samples.ts";

const HANDLERS: readonly (Handler | undefined)[] = [
  ...PROC_HANDLERS,
  ...GOROUTINE_HANDLERS,
  ...RANGE_HANDLERS,
  ...ANNOTATION_HANDLERS,
].reduce<(Handler | undefined)[]>(
  (table, [type, handler]) => {
    table[type] = handler;
    return table;
  },
  Array.from({ length: 256 }, () => undefined),
);

/**
 * Reads a Go 1.22+ trace: generation by generation, each thread's batches merged into one stream by time and by the
 * preconditions of each event. The steps, and where a Sync or a sample comes, follow Go's internal/trace/reader.go.
 */
export class V2Parser implements TraceParser {
  readonly event: EventCursor;
  readonly symbols = new Symbols();
  readonly format: string;
  clock: ClockSnapshot | undefined;
  afterGap = false;

  readonly #version: number;
  readonly #damage = new DamageLog();
  readonly #framer: Framer;
  readonly #frontier: Frontier;
  readonly #ordering: Ordering;
  readonly #samples = new SampleQueue();
  #outcome: Outcome = Outcome.Wait;
  /** Time of the next CPU sample; Infinity if there is none. */
  #nextSample = Number.POSITIVE_INFINITY;
  #generation: Generation | undefined;
  /** Some of the generation's events are lost. */
  #lossy = false;
  #nsPerTick = 0;
  #origin = 0;
  #lastTime = -1;
  #syncs = 0;
  /** Events are missing from this time on, in this generation and perhaps before; `undefined` while all are there. */
  #gap: { readonly from: number; readonly generation: number } | undefined = { from: 0, generation: 0 };
  #ended = false;
  #done = false;

  /** `version` is the header's minor version, 22 to 26; `headerBytes` were taken off the front of what is pushed. */
  constructor(version: number, headerBytes: number) {
    this.#version = version;
    this.format = `go 1.${version}`;
    this.#framer = new Framer(version, headerBytes, this.#damage);
    this.#frontier = new Frontier(version);
    this.#ordering = new Ordering(this.symbols, this.#frontier);
    this.event = this.#ordering.event;
  }

  get damage(): readonly Damage[] {
    return this.#damage.list();
  }

  push(chunk: Uint8Array): void {
    this.#framer.push(chunk);
  }

  end(): void {
    this.#ended = true;
    this.#framer.end();
  }

  next(): boolean {
    if (this.#ordering.followUps.length > 0) return this.#tellFollowUp();
    const frontier = this.#frontier;
    while (this.#generation) {
      if (
        frontier.size === 0
          ? this.#nextSample < Number.POSITIVE_INFINITY
          : this.#nextSample < frontier.time[frontier.heap[0]!]!
      )
        return this.#tellSample();
      if (frontier.size === 0) this.#endGeneration();
      else if (this.#offer(0) === Outcome.Done || this.#stepAside()) return this.#settle();
    }
    return this.#nextGeneration();
  }

  #tellFollowUp(): true {
    this.#ordering.followUps.shift()!(this.event);
    return this.#settle();
  }

  #tellSample(): true {
    this.#samples.tell(this.event, this.symbols);
    this.#nextSample = this.#samples.nextTime;
    return this.#settle();
  }

  /** Makes times strictly increase, as they come out. */
  #settle(): true {
    const event = this.event;
    if (event.time <= this.#lastTime) event.time = this.#lastTime + 1;
    this.#lastTime = event.time;
    return true;
  }

  /** The head cannot go: lets the first thread that can go before it. False if the generation is over for it. */
  #stepAside(): boolean {
    if (this.#outcome === Outcome.Broken) return this.#giveUp(this.#ordering.failure, 0);
    const frontier = this.#frontier;
    if (!this.#ordering.searches(frontier.size))
      return this.#giveUp("the events of threads wait for one another without end", 0);
    frontier.sort();
    for (let i = 1; i < frontier.size; i++) {
      const other = this.#offer(i);
      if (other === Outcome.Done) return true;
      if (other === Outcome.Broken) return this.#giveUp(this.#ordering.failure, i);
    }
    const waiting = Array.from(frontier.heap.subarray(0, Math.min(4, frontier.size)), (c) =>
      wireName(frontier.type[c]!),
    );
    return this.#giveUp(`none of ${frontier.size} threads can go on; the first wait with ${waiting.join(", ")}`, 0);
  }

  #offer(i: number): Outcome {
    const frontier = this.#frontier;
    const ordering = this.#ordering;
    const cursor = frontier.heap[i]!;
    const thread = ordering.threadOfCursor[cursor] as ThreadIndex;
    if (thread >= 0) ordering.threadSeen[thread] = 1;
    const handler = HANDLERS[frontier.type[cursor]!];
    if (handler === undefined)
      return (this.#outcome = ordering.broken(
        `found ${wireName(frontier.type[cursor]!)}, which has no place in the order`,
      ));
    const outcome = handler(ordering, cursor, thread);
    this.#outcome = outcome;
    if (outcome === Outcome.Done) {
      const advanced = frontier.advance(i);
      if (advanced <= 0) this.#endThread(cursor, advanced < 0);
    }
    return outcome;
  }

  /**
   * A thread has no more events. If they are lost rather than over, what others did from then on cannot be trusted: the
   * events that would contradict it are the lost ones.
   */
  #endThread(cursor: number, unreadable: boolean): void {
    if (unreadable) {
      this.#lossy = true;
      this.#report("malformed", this.#frontier.failure, cursor);
    } else if (this.#lossy && this.#frontier.size > 0) {
      this.#report(
        "truncated",
        "some of the generation is missing: it is shown up to where the first thread's events end",
        cursor,
      );
    }
    if (this.#lossy) this.#stop();
  }

  #giveUp(message: string, i: number): false {
    this.#report("inconsistent", message, this.#frontier.heap[i]!);
    this.#stop();
    this.#lossy = true;
    this.#endGeneration();
    return false;
  }

  /** Nothing more is told of the generation, samples neither: nobody knows what ran then. */
  #stop(): void {
    this.#frontier.size = 0;
    this.#nextSample = Number.POSITIVE_INFINITY;
  }

  /** After a loss nothing is known any more; the next generation's statuses tell it anew. */
  #endGeneration(): void {
    const { complete, number } = this.#generation!.raw;
    this.#generation = undefined;
    this.#nextSample = Number.POSITIVE_INFINITY;
    if (this.#lossy || !complete) this.#restart(number);
    else this.#damage.settle(number, null);
  }

  #restart(generation: number): void {
    this.#ordering.restart();
    this.#gap = { from: this.#gap?.from ?? this.#lastTime, generation };
  }

  #endGap(to: number): void {
    if (this.#gap) this.#damage.settle(this.#gap.generation, { from: this.#gap.from, to });
    this.#gap = undefined;
  }

  #report(kind: Damage["kind"], message: string, cursor: number): void {
    const raw = this.#generation!.raw;
    const frontier = this.#frontier;
    this.#damage.note(kind, message, frontier.fileOffset(cursor), frontier.bytesLeft(cursor), raw.number);
  }

  #nextGeneration(): boolean {
    if (this.#done) return false;
    for (;;) {
      const raw = this.#framer.next();
      if (raw === undefined) return this.#ended && this.#tellLastSync();
      const generation = new Generation(raw, this.#version, this.symbols, this.#damage);
      if (this.#settleClock(generation)) {
        this.#begin(generation);
        return true;
      }
      this.#restart(raw.number);
    }
  }

  /**
   * A generation that was cut may lack its clock's rate, which comes late in it; the clock is the same as before. One
   * that is there whole and says none is not believed.
   */
  #settleClock(generation: Generation): boolean {
    const { raw } = generation;
    if (generation.nsPerTick === 0 && !raw.complete) generation.nsPerTick = this.#nsPerTick;
    const startNs = raw.minTicks * generation.nsPerTick;
    const origin = this.#syncs === 0 ? startNs : this.#origin;
    if (generation.nsPerTick !== 0 && startNs - origin <= LAST_TIME) {
      this.#nsPerTick = generation.nsPerTick;
      return true;
    }
    const bytesLost = raw.batches.reduce((sum, batch) => sum + batch.end - batch.start, 0);
    const kind = raw.complete ? "malformed" : "truncated";
    const message =
      generation.nsPerTick === 0
        ? "the generation does not say how fast its clock runs, so its times are not known"
        : "the generation lies more than 104 days after the trace's start";
    this.#damage.note(kind, message, raw.fileOffset, bytesLost, raw.number);
    return false;
  }

  #begin(generation: Generation): void {
    const { raw } = generation;
    const startNs = Math.trunc(raw.minTicks * generation.nsPerTick);
    if (this.#syncs === 0) this.#origin = Math.max(1, startNs);
    this.#generation = generation;
    this.#ordering.enter(generation);
    this.#lossy = !generation.threadsComplete;
    this.afterGap = this.#ordering.initial && this.#syncs > 0;
    this.#ordering.complaint = (message) => void this.#damage.note("inconsistent", message, undefined, 0, raw.number);
    if (!this.#frontier.start(generation.threads, generation.nsPerTick, this.#origin)) {
      this.#lossy = true;
      this.#report("malformed", this.#frontier.failure, 0);
    }
    this.#samples.start(generation, generation.nsPerTick, this.#origin);
    this.#nextSample = this.#samples.nextTime;
    if (generation.clock === undefined && this.#version >= 25 && raw.complete)
      this.#damage.note("clock", "the generation holds no clock snapshot", raw.fileOffset, 0, raw.number);
    const clock = generation.clock;
    this.clock = clock && {
      traceNs: Math.trunc(clock.ticks * generation.nsPerTick) - this.#origin,
      monoNs: clock.monoNs,
      wallNs: clock.wallNs,
    };
    this.#tellSync(startNs - this.#origin);
    this.#endGap(this.#lastTime);
  }

  #tellSync(time: number): void {
    const event = this.#ordering.tell(EventKind.Sync, NO_THREAD, time);
    event.value = ++this.#syncs;
    this.#settle();
  }

  /** A trace ends with a Sync, as it begins with one. */
  #tellLastSync(): boolean {
    this.#done = true;
    if (this.#syncs === 0) return false;
    this.#damage.settle(Number.POSITIVE_INFINITY, { from: this.#gap?.from ?? this.#lastTime });
    this.clock = undefined;
    this.afterGap = false;
    this.#tellSync(this.#lastTime);
    return true;
  }
}
