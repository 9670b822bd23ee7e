import { oneLine } from "./errors.ts";

/** One line on standard error, whatever the text holds. */
export function warn(text: string): void {
  process.stderr.write(`gopherscope: ${oneLine(text, 1000)}\n`);
}

const REDRAW_MS = 100;
const TICK_MS = 250;

/** A line on standard error that is written over again and again; nothing at all where that is not a terminal. */
export class ProgressLine {
  #shown = false;
  #last = -Infinity;

  update(text: string): void {
    if (!process.stderr.isTTY) return;
    const now = performance.now();
    if (now - this.#last < REDRAW_MS) return;
    this.#last = now;
    this.#shown = true;
    process.stderr.write(`\r\u001B[K${oneLine(text, process.stderr.columns - 1)}`);
  }

  /** Shows `text` and how long it takes, until the promise settles. */
  async during<T>(promise: Promise<T>, text: string): Promise<T> {
    const start = performance.now();
    const tick = (): void => this.update(`${text}, ${Math.floor((performance.now() - start) / 1000)} s so far`);
    tick();
    const timer = setInterval(tick, TICK_MS);
    try {
      return await promise;
    } finally {
      clearInterval(timer);
      this.clear();
    }
  }

  clear(): void {
    if (!this.#shown) return;
    this.#shown = false;
    process.stderr.write("\r\u001B[K");
  }
}
