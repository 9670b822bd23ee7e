/** Longer lines are cut: names are not of that length, and a file of one line should not be copied many times. */
const LONGEST = 4096;

/** The lines of a text, one at a time, without their ends. */
export class Lines {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** undefined: there is none any more. */
  next(): string | undefined {
    const line = this.peek();
    if (line !== undefined) this.#at = this.#endOfLine() + 1;
    return line;
  }

  /** The next line, which stays the next. */
  peek(): string | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const end = Math.min(this.#endOfLine(), this.#at + LONGEST);
    const line = this.#text.slice(this.#at, end);
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }

  #endOfLine(): number {
    const end = this.#text.indexOf("\n", this.#at);
    return end === -1 ? this.#text.length : end;
  }
}
