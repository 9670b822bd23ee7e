import { ByteWriter } from "./byte-writer.ts";
import { STRUCTURE } from "./trace-wire.ts";

/** Program counters of frames, the same throughout a trace, as the linker would have it. */
export class FrameAddresses {
  readonly #known = new Map<string, bigint>();

  of(frame: string): bigint {
    let pc = this.#known.get(frame);
    if (pc === undefined) {
      pc = 0x400000n + BigInt(this.#known.size) * 16n;
      this.#known.set(frame, pc);
    }
    return pc;
  }
}

const FRAME = /^(\S+) (\S+?):(\d+)(?:@(0x[0-9a-f]+|\d+))?$/;

/**
 * A generation's strings and stacks, numbered from 1 as they are first used; 0 means "" and no stack.
 * A stack is written leaf first: `main.f main.go:12 < main.main main.go:3`, a frame's program counter
 * following it if it matters: `main.f main.go:12@0xffffffff80001000`.
 */
export class Tables {
  readonly #addresses: FrameAddresses;
  readonly #strings = new Map<string, number>();
  readonly #stacks = new Map<string, number>();
  readonly #stringEntries: [bigint, string][] = [];
  readonly #stackEntries: [bigint, string][] = [];

  constructor(addresses: FrameAddresses) {
    this.#addresses = addresses;
  }

  string(value: string): number {
    if (value === "") return 0;
    let id = this.#strings.get(value);
    if (id === undefined) {
      id = this.#strings.size + 1;
      this.#strings.set(value, id);
      this.#stringEntries.push([BigInt(id), value]);
    }
    return id;
  }

  stack(value: string): number {
    if (value === "") return 0;
    let id = this.#stacks.get(value);
    if (id === undefined) {
      id = this.#stacks.size + 1;
      this.#stacks.set(value, id);
      this.#stackEntries.push([BigInt(id), value]);
    }
    return id;
  }

  /** An entry with an id of one's own, be it good or bad. */
  addString(id: bigint, value: string): void {
    this.#stringEntries.push([id, value]);
  }

  addStack(id: bigint, value: string): void {
    this.#stackEntries.push([id, value]);
  }

  /** Contents of the batch that holds the stacks. To be written before the strings, which it adds to. */
  stackBatch(): Uint8Array | undefined {
    if (this.#stackEntries.length === 0) return undefined;
    const out = new ByteWriter().byte(STRUCTURE.Stacks);
    for (const [id, value] of this.#stackEntries) {
      const frames = value.split(" < ").map((frame) => frame.trim());
      out.byte(STRUCTURE.Stack).varint(id).varint(frames.length);
      for (const frame of frames) this.#frame(out, frame);
    }
    return out.finish();
  }

  stringBatch(): Uint8Array | undefined {
    if (this.#stringEntries.length === 0) return undefined;
    const out = new ByteWriter().byte(STRUCTURE.Strings);
    for (const [id, value] of this.#stringEntries) out.byte(STRUCTURE.String).varint(id).text(value);
    return out.finish();
  }

  #frame(out: ByteWriter, text: string): void {
    const match = FRAME.exec(text);
    if (match === null) throw new SyntaxError(`a frame is FUNCTION FILE:LINE, not ${JSON.stringify(text)}`);
    const [, fn, file, line, pc] = match;
    out.varint(pc === undefined ? this.#addresses.of(text) : BigInt(pc));
    out.varint(this.string(fn!)).varint(this.string(file!)).varint(BigInt(line!));
  }
}
