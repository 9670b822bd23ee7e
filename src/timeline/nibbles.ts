/**
 * A row of values from 0 to 15, two to a byte: the first in the low half. Written in runs, read as runs.
 */
export class Nibbles {
  readonly length: number;
  readonly #bytes: Uint8Array;

  /** All values are 0 at first. */
  constructor(length: number) {
    this.length = length;
    this.#bytes = new Uint8Array((length + 1) >> 1);
  }

  get byteLength(): number {
    return this.#bytes.length;
  }

  get(index: number): number {
    return (this.#bytes[index >> 1]! >> ((index & 1) << 2)) & 15;
  }

  /** Sets values from `first` to before `end`. */
  fill(value: number, first: number, end: number): void {
    if (first < end && (first & 1) === 1) this.#set(first++, value);
    if (first < end && (end & 1) === 1) this.#set(--end, value);
    if (end - first === 2) this.#bytes[first >> 1] = value * 17;
    else if (first < end) this.#bytes.fill(value * 17, first >> 1, end >> 1);
  }

  /** Where the run of equal values that `first` is in ends, at most `end`. */
  runEnd(first: number, end: number): number {
    const value = this.get(first);
    const pair = value * 17;
    let at = first + 1;
    while (at < end) {
      if ((at & 1) === 0 && at + 1 < end && this.#bytes[at >> 1] === pair) at += 2;
      else if (this.get(at) === value) at++;
      else return at;
    }
    return end;
  }

  #set(index: number, value: number): void {
    const shift = (index & 1) << 2;
    this.#bytes[index >> 1] = (this.#bytes[index >> 1]! & (0xf0 >> shift)) | (value << shift);
  }
}
