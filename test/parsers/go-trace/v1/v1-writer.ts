import type { Raw } from "../../../../parsers/go-trace/v1/specs.ts";
import { ByteWriter } from "../../../support/byte-writer.ts";

const BATCH = 1;
const FREQUENCY = 2;
const STACK = 3;
const TIMER_GOROUTINE = 35;
const STRING = 37;
const USER_LOG = 48;

/** A frame as the file has it: before Go 1.7 the program counter alone, then with string numbers and a line. */
export type WireFrame = readonly [pc: bigint | number, fn?: number, file?: number, line?: number];

/**
 * Writes traces of Go 1.5 to 1.21, record by record, as those runtimes did. Arguments are given in the order of the
 * file, without the time difference, which comes first; before Go 1.7 the sequence number that precedes it counts up
 * by itself.
 */
export class V1Writer {
  readonly version: number;
  readonly #out = new ByteWriter();
  #sequence = 0n;
  #batchSequence = 0n;

  constructor(version: number) {
    this.version = version;
    const header = new TextEncoder().encode(`go 1.${version} trace`);
    this.#out.bytes(header).bytes(new Uint8Array(16 - header.length));
  }

  get length(): number {
    return this.#out.length;
  }

  /** Begins a batch of a proc at a time in ticks. */
  batch(proc: bigint | number, ticks: bigint | number): this {
    const old = this.version < 7 ? [this.#sequence] : [];
    this.#batchSequence = this.#sequence;
    return this.#record(BATCH, [proc, ...old, ticks], 2);
  }

  /** Numbers the records that follow from here on; before Go 1.7. */
  sequence(value: bigint | number): this {
    this.#sequence = BigInt(value);
    return this;
  }

  /** What the next event is numbered; before Go 1.7. */
  get nextSequence(): bigint {
    return this.#sequence;
  }

  event(type: Raw, dt: bigint | number, ...args: readonly (bigint | number)[]): this {
    if (this.version >= 7) return this.#record(type, [dt, ...args], 1);
    const step = BigInt.asUintN(64, this.#sequence - this.#batchSequence);
    this.#batchSequence = this.#sequence++;
    return this.#record(type, [step, dt, ...args], 2);
  }

  /** A log record, which a text follows: task, key, stack. */
  log(dt: number, task: number, key: number, stack: number, text: string): this {
    this.event(USER_LOG, dt, task, key, stack);
    this.#out.text(text);
    return this;
  }

  string(id: bigint | number, text: string): this {
    this.#out.byte(STRING).varint(id).text(text);
    return this;
  }

  stack(id: number, ...frames: readonly WireFrame[]): this {
    const numbers = frames.flatMap((frame) =>
      this.version < 7 ? [frame[0]] : [frame[0], frame[1] ?? 0, frame[2] ?? 0, frame[3] ?? 0],
    );
    return this.#long(STACK, [id, frames.length, ...numbers]);
  }

  timer(goroutine: number): this {
    return this.#record(TIMER_GOROUTINE, this.version < 7 ? [goroutine, 0] : [goroutine], this.version < 7 ? 2 : 1);
  }

  frequency(ticksPerSecond: bigint | number): this {
    return this.#record(FREQUENCY, this.version < 7 ? [ticksPerSecond, 0] : [ticksPerSecond], this.version < 7 ? 2 : 1);
  }

  raw(...bytes: readonly number[]): this {
    this.#out.bytes(bytes);
    return this;
  }

  finish(): Uint8Array {
    return this.#out.finish();
  }

  /** `least` arguments are what a first byte says with a count of 0. */
  #record(type: number, args: readonly (bigint | number)[], least: number): this {
    // A batch says "one more than the least" whatever the version.
    const count = type === BATCH ? 1 : args.length - least;
    if (count < 3) {
      this.#out.byte(type | (count << 6));
      for (const arg of args) this.#out.varint(arg);
      return this;
    }
    return this.#long(type, args);
  }

  /** With the length of the arguments in bytes before them, which stacks always have. */
  #long(type: number, args: readonly (bigint | number)[]): this {
    const body = new ByteWriter();
    for (const arg of args) body.varint(arg);
    this.#out
      .byte(type | (3 << 6))
      .varint(body.length)
      .bytes(body.finish());
    return this;
  }
}
