import { ByteWriter } from "./byte-writer.ts";
import { hex, numberOf, optional, required, type Statement, type Time, type Value } from "./statements.ts";
import { FrameAddresses, Tables } from "./trace-tables.ts";
import { GO_STATUS, header, NONE, PROC_STATUS, STRUCTURE, type Argument, type TimedEvent } from "./trace-wire.ts";

interface Batch {
  readonly generation: bigint;
  readonly thread: bigint;
  readonly time: bigint;
  readonly size: bigint | undefined;
  readonly data: ByteWriter;
  /** Time of the latest event. */
  now: bigint;
  empty: boolean;
}

interface Generation {
  readonly number: bigint;
  readonly time: bigint;
  readonly freq: bigint;
  readonly tables: Tables;
  readonly samples: ByteWriter;
  readonly without: Set<string>;
  readonly chunks: Uint8Array[];
  batch: Batch | undefined;
  step: bigint;
}

/** Writes a trace statement by statement; trace-text.ts tells what each of them means. */
export class TraceEncoder {
  readonly #out = new ByteWriter();
  readonly #addresses = new FrameAddresses();
  #minor = 0;
  #generation: Generation | undefined;

  finish(): Uint8Array {
    this.#endGeneration();
    return this.#out.finish();
  }

  go(s: Statement): void {
    this.#minor = Number(s.args[0]?.text.replace(/^1\./, ""));
    this.#out.bytes(new TextEncoder().encode(header(this.#minor)));
  }

  generation(s: Statement): void {
    this.#endGeneration();
    const number = numberOf(required(s, 0, "number"));
    this.#generation = {
      number,
      time: s.time === undefined ? number * 1000n : s.time.ticks,
      freq: optional(s, "freq") ?? 1_000_000_000n,
      tables: new Tables(this.#addresses),
      samples: new ByteWriter(),
      without: new Set(),
      chunks: [],
      batch: undefined,
      step: 1n,
    };
  }

  thread(s: Statement): void {
    const g = this.#current();
    this.#endBatch(g);
    const time = s.time?.ticks ?? g.time;
    g.batch = {
      generation: optional(s, "gen") ?? g.number,
      thread: numberOf(required(s, 0, "m")),
      time,
      size: optional(s, "size"),
      data: new ByteWriter(),
      now: time,
      empty: true,
    };
  }

  event(event: TimedEvent, s: Statement): void {
    const g = this.#current();
    const batch = g.batch;
    if (batch === undefined) throw new Error(`${s.word} stands in no thread`);
    const known = new Set(event.args.map((a) => a.name));
    for (const name of s.named.keys())
      if (!known.has(name)) throw new Error(`${s.word} has no argument ${name}; it has ${[...known].join(", ")}`);
    if (s.args.length > event.args.length)
      throw new Error(`${s.word} has ${event.args.length} arguments, not ${s.args.length}`);
    batch.data.byte(event.code).varint(difference(batch, s.time, g.step));
    event.args.forEach((argument, i) =>
      batch.data.varint(encoded(argument, s.named.get(argument.name) ?? s.args[i], g.tables, s.word)),
    );
  }

  sample(s: Statement): void {
    const g = this.#current();
    if (s.time === undefined) throw new Error("a sample needs a time: @TICKS");
    const fields: readonly Argument[] = [
      { name: "m", type: "thread" },
      { name: "p", type: "thread" },
      { name: "g", type: "number" },
      { name: "stack", type: "stack" },
    ];
    g.samples.byte(STRUCTURE.CPUSample).varint(s.time.ticks);
    fields.forEach((field, i) =>
      g.samples.varint(encoded(field, s.named.get(field.name) ?? s.args[i], g.tables, "sample")),
    );
  }

  experiment(s: Statement): void {
    const g = this.#current();
    this.#endBatch(g);
    const [number, word, thread, ...data] = s.args;
    if (number === undefined || word?.text !== "thread" || thread === undefined)
      throw new Error("write: experiment N thread M HEX ...");
    const bytes = hex(data);
    const out = new ByteWriter()
      .byte(STRUCTURE.ExperimentalBatch)
      .byte(Number(number.text))
      .varint(g.number)
      .varint(numberOf(thread));
    out
      .varint(s.time?.ticks ?? g.time)
      .varint(bytes.length)
      .bytes(bytes);
    g.chunks.push(out.finish());
  }

  sync(s: Statement): void {
    const g = this.#current();
    this.#endBatch(g);
    g.chunks.push(this.#syncBatch(g, s));
    g.without.add("sync");
  }

  string(s: Statement): void {
    this.#current().tables.addString(numberOf(required(s, 0, "id")), required(s, 1, "text").text);
  }

  stack(s: Statement): void {
    this.#current().tables.addStack(numberOf(required(s, 0, "id")), required(s, 1, "frames").text);
  }

  step(s: Statement): void {
    this.#current().step = numberOf(required(s, 0, "ticks"));
  }

  without(s: Statement): void {
    for (const what of s.args) this.#current().without.add(what.text);
  }

  data(s: Statement): void {
    const batch = this.#current().batch;
    if (batch === undefined) throw new Error("data stands in no thread");
    batch.data.bytes(hex(s.args));
    batch.empty = false;
  }

  raw(s: Statement): void {
    const g = this.#generation;
    if (g === undefined) this.#out.bytes(hex(s.args));
    else {
      this.#endBatch(g);
      g.chunks.push(hex(s.args));
    }
  }

  #current(): Generation {
    if (this.#generation === undefined) throw new Error("no generation yet");
    return this.#generation;
  }

  #endBatch(g: Generation): void {
    const batch = g.batch;
    g.batch = undefined;
    if (batch !== undefined)
      g.chunks.push(framed(batch.generation, batch.thread, batch.time, batch.data.finish(), batch.size));
  }

  /** Writes the generation in the order: sync, what the text says, samples, stacks, strings, end. */
  #endGeneration(): void {
    const g = this.#generation;
    this.#generation = undefined;
    if (g === undefined) return;
    this.#endBatch(g);
    if (!g.without.has("sync")) this.#out.bytes(this.#syncBatch(g, undefined));
    for (const chunk of g.chunks) this.#out.bytes(chunk);
    const structural = (data: Uint8Array): unknown => this.#out.bytes(framed(g.number, NONE, g.time, data, undefined));
    if (g.samples.length > 0) structural(Uint8Array.of(STRUCTURE.CPUSamples, ...g.samples.finish()));
    const stacks = g.tables.stackBatch();
    const strings = g.tables.stringBatch();
    if (stacks !== undefined && !g.without.has("stacks")) structural(stacks);
    if (strings !== undefined && !g.without.has("strings")) structural(strings);
    if (this.#minor >= 26 && !g.without.has("end")) this.#out.byte(STRUCTURE.EndOfGeneration);
  }

  #syncBatch(g: Generation, s: Statement | undefined): Uint8Array {
    const data = new ByteWriter();
    const option = (name: string, otherwise: bigint): bigint =>
      (s === undefined ? undefined : optional(s, name)) ?? otherwise;
    if (this.#minor >= 25) data.byte(STRUCTURE.Sync);
    if (!g.without.has("frequency")) data.byte(STRUCTURE.Frequency).varint(option("freq", g.freq));
    if (this.#minor >= 25 && !g.without.has("clock")) {
      data.byte(STRUCTURE.ClockSnapshot).varint(option("dt", 0n));
      data.varint(option("mono", g.time)).varint(option("sec", 1_750_000_000n)).varint(option("nsec", g.time));
    }
    return framed(g.number, NONE, s?.time?.ticks ?? g.time, data.finish(), undefined);
  }
}

/** A batch: its header, then its contents. A size of one's own makes a damaged one. */
function framed(
  generation: bigint,
  thread: bigint,
  time: bigint,
  data: Uint8Array,
  size: bigint | undefined,
): Uint8Array {
  const out = new ByteWriter().byte(STRUCTURE.EventBatch).varint(generation).varint(thread).varint(time);
  return out
    .varint(size ?? data.length)
    .bytes(data)
    .finish();
}

/** Ticks from the event before to this one; moves the batch's clock on. */
function difference(batch: Batch, time: Time | undefined, step: bigint): bigint {
  let dt = batch.empty ? 0n : step;
  if (time !== undefined) dt = time.absolute ? time.ticks - batch.now : time.ticks;
  if (dt < 0n) throw new Error(`time goes back from ${batch.now} to ${batch.now + dt} within a batch`);
  batch.empty = false;
  batch.now += dt;
  return dt;
}

/** An argument as a number. Only a stack may be left out: there is none then. */
function encoded(argument: Argument, value: Value | undefined, tables: Tables, word: string): bigint {
  if (value === undefined) {
    if (argument.type === "stack") return 0n;
    throw new Error(`${word} needs ${argument.name}`);
  }
  if (value.quoted && argument.type === "string") return BigInt(tables.string(value.text));
  if (value.quoted && argument.type === "stack") return BigInt(tables.stack(value.text));
  if (argument.type === "stack" && value.text === "none") return 0n;
  const names = argument.type === "procStatus" ? PROC_STATUS : argument.type === "goStatus" ? GO_STATUS : undefined;
  const status = names?.get(value.text);
  return status === undefined ? numberOf(value) : BigInt(status);
}
