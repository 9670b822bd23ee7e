/**
 * Traces that break no rule and are made to cost memory: the cheapest events, goroutines, batches and generations there
 * are, as many as fit into so many bytes. What each costs is bounded, see parsers/README.md.
 */
import { GO_STATUS, header, PROC_STATUS, STRUCTURE, TIMED_EVENTS } from "./trace-wire.ts";

const BATCH_BYTES = 60_000;
const FREQUENCY = 1_000_000_000;

/** Bytes that grow, fast: numbers up to 2^53. */
class Bytes {
  #bytes = new Uint8Array(1 << 16);
  length = 0;

  add(...numbers: readonly number[]): this {
    for (let value of numbers) {
      if (this.length + 8 > this.#bytes.length) this.#grow();
      for (; value >= 0x80; value = Math.floor(value / 0x80)) this.#bytes[this.length++] = (value % 0x80) | 0x80;
      this.#bytes[this.length++] = value;
    }
    return this;
  }

  byte(value: number): this {
    return value < 0x80 ? this.add(value) : this.append(Uint8Array.of(value));
  }

  append(bytes: Uint8Array): this {
    while (this.length + bytes.length > this.#bytes.length) this.#grow();
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

function event(name: string): number {
  return TIMED_EVENTS.get(name)!.code;
}

/** Writes batches of one generation. */
class Generation {
  readonly #out: Bytes;
  readonly #number: number;
  readonly #limit: number;
  #data = new Bytes();
  #thread = 0;
  #table = 0;
  #time: number;

  constructor(out: Bytes, number: number, limit: number) {
    this.#out = out;
    this.#number = number;
    this.#limit = limit;
    this.#time = number * 1000;
  }

  get full(): boolean {
    return this.#out.length + this.#data.length >= this.#limit;
  }

  thread(thread: number): this {
    this.endBatch();
    this.#thread = thread;
    return this;
  }

  /** An event 1 tick after the one before. */
  timed(name: string, ...args: readonly number[]): this {
    if (this.#data.length > BATCH_BYTES) this.endBatch();
    this.#data.byte(event(name)).add(1, ...args);
    this.#time++;
    return this;
  }

  /** An entry of a table, whose batches begin with its own type. */
  entry(table: number, ...numbers: readonly number[]): this {
    if (this.#data.length > BATCH_BYTES || this.#table !== table) this.endBatch();
    if (this.#data.length === 0) this.#data.add(table);
    this.#table = table;
    this.#data.add(...numbers);
    return this;
  }

  emptyBatch(thread: number): this {
    this.#out.add(STRUCTURE.EventBatch, this.#number, thread, this.#number * 1000, 0);
    return this;
  }

  endBatch(): void {
    if (this.#data.length === 0) return;
    const start = this.#time - this.#data.length;
    this.#out.add(STRUCTURE.EventBatch, this.#number, this.#thread, Math.max(this.#number * 1000, start));
    this.#out.add(this.#data.length).append(this.#data.finish());
    this.#data = new Bytes();
  }

  end(): void {
    this.endBatch();
    const sync = [STRUCTURE.Sync, STRUCTURE.Frequency];
    const data = new Bytes().add(...sync, FREQUENCY).add(STRUCTURE.ClockSnapshot, 0, 1, 1, 1);
    this.#out.add(STRUCTURE.EventBatch, this.#number, 0, this.#number * 1000, data.length).append(data.finish());
    this.#out.add(STRUCTURE.EndOfGeneration);
  }
}

const GO = { running: GO_STATUS.get("running")!, waiting: GO_STATUS.get("waiting")! };
const PROC_RUNNING = PROC_STATUS.get("running")!;

/** One generation in which goroutine 1 runs on proc 0 of thread 0, and then whatever comes, over and over. */
function generationOf(prepare: (g: Generation) => void, again: (g: Generation, nth: number) => void) {
  return (limit: number): Uint8Array => {
    const out = new Bytes().append(new TextEncoder().encode(header(26)));
    const g = new Generation(out, 1, limit);
    g.thread(0).timed("ProcStatus", 0, PROC_RUNNING).timed("GoStatus", 1, 0, GO.running);
    prepare(g);
    for (let i = 0; !g.full; i++) again(g, i);
    g.end();
    return out.finish();
  };
}

const nothing = (): void => undefined;
const each = (again: (g: Generation, nth: number) => void) => generationOf(nothing, again);

function manyGenerations(limit: number): Uint8Array {
  const out = new Bytes().append(new TextEncoder().encode(header(26)));
  for (let number = 1; out.length < limit; number++) new Generation(out, number, limit).emptyBatch(0).end();
  return out.finish();
}

/** Bytes of a number. */
function wide(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4;
}

/** Old traces: one batch, the records in it over and over, the first of them once. */
function oldTrace(minor: number, first: (out: Bytes) => void, again: (out: Bytes, nth: number) => void) {
  return (limit: number): Uint8Array => {
    const out = new Bytes().append(new TextEncoder().encode(header(minor))).add(0x41, 0, 1);
    first(out);
    for (let i = 0; out.length < limit; i++) again(out, i);
    return out.add(0x02, FREQUENCY).finish();
  };
}

/** The traces by what they are made of; each takes about how many bytes it is to have. */
export const HOSTILE_TRACES: Readonly<Record<string, (bytes: number) => Uint8Array>> = {
  "syscalls of two events": each((g, i) => void g.timed("GoSyscallBegin", i + 1, 0).timed("GoSyscallEnd")),
  "goroutines that are created": each((g, i) => void g.timed("GoCreate", i + 2, 0, 0)),
  "goroutines that are found": each((g, i) => void g.timed("GoStatus", i + 2, 0, GO.waiting)),
  "goroutines that come and go": each((g, i) => {
    g.timed("GoCreate", i + 2, 0, 0)
      .timed("GoDestroy")
      .timed("GoStart", i + 2, 1);
  }),
  procs: each((g, i) => void g.timed("ProcStatus", i + 1, 2)),
  "heap readings": each((g) => void g.timed("HeapAlloc", 1)),
  labels: each((g) => void g.timed("GoLabel", 0)),
  "stops of the world": each((g) => void g.timed("STWBegin", 0, 0).timed("STWEnd")),
  "mark assists": each((g) => void g.timed("GCMarkAssistBegin", 0).timed("GCMarkAssistEnd")),
  "assists under way": each((g, i) => {
    g.timed("GoStatus", i + 2, 0, GO.waiting).timed("GCMarkAssistActive", i + 2);
  }),
  tasks: each((g, i) => void g.timed("UserTaskBegin", i + 1, 0, 0, 0)),
  "regions within regions": each((g) => void g.timed("UserRegionBegin", 0, 0, 0)),
  logs: each((g) => void g.timed("UserLog", 0, 0, 0, 0)),
  "experimental events": each((g) => void g.timed("SpanFree", 1)),
  strings: each((g, i) => {
    const text = [
      97 + (i % 26),
      97 + (Math.floor(i / 26) % 26),
      97 + (Math.floor(i / 676) % 26),
      Math.floor(i / 17576),
    ];
    g.entry(STRUCTURE.Strings, STRUCTURE.String, i + 1, 4, ...text.map((byte) => byte & 0x7f));
  }),
  stacks: each((g, i) => void g.entry(STRUCTURE.Stacks, STRUCTURE.Stack, i + 1, 1, i + 1, 0, 0, 1)),
  samples: each((g) => void g.entry(STRUCTURE.CPUSamples, STRUCTURE.CPUSample, 1, 0, 0, 0, 0)),
  "empty batches": each((g) => void g.emptyBatch(0)),
  "threads without events": each((g, i) => void g.emptyBatch(i + 1)),
  "threads of one event": each((g, i) => void g.thread(i + 1).timed("ProcStatus", i + 1, 2)),
  generations: manyGenerations,
  "old events of two bytes": oldTrace(21, nothing, (out) => void out.add(0x24, 1)),
  "old goroutines": oldTrace(21, nothing, (out, i) => void out.byte(0xcd).add(3 + wide(i + 2), 1, i + 2, 0, 0)),
  "old samples": oldTrace(21, nothing, (out) => void out.byte(0xf1).add(5, 1, 1, 0, 1, 0)),
  "old procs": oldTrace(21, nothing, (out, i) => void out.add(0x41, i + 1, 1, 0x24, 1)),
  "old switches": oldTrace(
    11,
    (out) => void out.byte(0xcd).add(4, 1, 1, 0, 0).byte(0x8e).add(1, 1, 1),
    (out) => void out.add(0x50, 1, 0, 0x66, 1, 1),
  ),
};
