import { writeSync } from "node:fs";

import { systemCode } from "./errors.ts";

/** The reader of our output has gone (`| head`): unwinds to the top, which ends quietly with exit 0. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** Characters gathered before they are encoded and written: past 64 Ki a larger batch gains nothing. */
const BATCH_CHARACTERS = 1 << 16;
const RETRY_MS = 2;

/**
 * Buffered, blocking writes to a file descriptor, for many short lines. Blocking is the back pressure:
 * a slow reader slows the writer down and nothing piles up in memory. Callers `flush` at their end.
 * Throws `OutputClosed` once the other end has closed, and the system's error for anything else (a full disk).
 */
export class Output {
  readonly #descriptor: number;
  readonly #pause = new Int32Array(new SharedArrayBuffer(4));
  #pending = "";

  constructor(descriptor = 1) {
    this.#descriptor = descriptor;
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= BATCH_CHARACTERS) this.flush();
  }

  line(text: string): void {
    this.write(`${text}\n`);
  }

  writeBytes(bytes: Uint8Array): void {
    this.flush();
    this.#writeAll(bytes);
  }

  flush(): void {
    if (this.#pending === "") return;
    const bytes = Buffer.from(this.#pending, "utf8");
    this.#pending = "";
    this.#writeAll(bytes);
  }

  #writeAll(bytes: Uint8Array): void {
    let written = 0;
    while (written < bytes.length) written += this.#writeSome(bytes, written);
  }

  #writeSome(bytes: Uint8Array, from: number): number {
    try {
      return writeSync(this.#descriptor, bytes, from, bytes.length - from);
    } catch (error) {
      const code = systemCode(error);
      if (code === "EPIPE" || code === "EOF") throw new OutputClosed("output closed", { cause: error });
      if (code !== "EAGAIN") throw error;
      // A terminal or pipe that somebody set non-blocking, and that is full.
      Atomics.wait(this.#pause, 0, 0, RETRY_MS);
      return 0;
    }
  }
}
