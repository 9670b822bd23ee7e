/**
 * A window in equal parts, and how much time fell into each, of several kinds of time. A stretch of time costs the same
 * however many parts it covers: those it covers whole are counted by where that begins and ends.
 */
export class TimeParts {
  readonly #from: number;
  readonly #to: number;
  readonly #parts: number;
  readonly #partNs: number;
  /** By kind, and there by part. */
  readonly #partial: Float64Array;
  /** The same: how many more stretches cover a part whole than the part before it. */
  readonly #whole: Float64Array;
  /** The part that the stretch before began in: the next, if it is short, most often lies in it too. */
  #at = 0;
  #atFrom = Number.NaN;
  #atTo = Number.NaN;

  constructor({ from, to }: { readonly from: number; readonly to: number }, parts: number, kinds: number) {
    this.#from = from;
    this.#to = to;
    this.#parts = parts;
    this.#partNs = (to - from) / parts;
    this.#partial = new Float64Array(kinds * parts);
    this.#whole = new Float64Array(kinds * (parts + 1));
  }

  add(kind: number, start: number, end: number): void {
    if (start >= this.#atFrom && end < this.#atTo) {
      this.#partial[kind * this.#parts + this.#at]! += end - start;
      return;
    }
    const begin = Math.max(start, this.#from);
    const stop = Math.min(end, this.#to);
    if (stop <= begin) return;
    const first = this.#partOf(begin);
    this.#at = first;
    this.#atFrom = this.#edge(first);
    this.#atTo = this.#edge(first + 1);
    const last = this.#partOf(stop);
    const row = kind * this.#parts;
    if (first === last) {
      this.#partial[row + first]! += stop - begin;
      return;
    }
    this.#partial[row + first]! += this.#edge(first + 1) - begin;
    this.#partial[row + last]! += stop - this.#edge(last);
    const wholeRow = kind * (this.#parts + 1);
    this.#whole[wholeRow + first + 1]!++;
    this.#whole[wholeRow + last]!--;
  }

  /** Time of a kind in each part as a share of its length: how many there were at once, on the mean. */
  shares(kind: number): readonly number[] {
    const partial = this.#partial.subarray(kind * this.#parts, (kind + 1) * this.#parts);
    if (!(this.#partNs > 0)) return Array.from(partial);
    const wholeRow = kind * (this.#parts + 1);
    let covering = 0;
    return Array.from(partial, (ns, part) => {
      covering += this.#whole[wholeRow + part]!;
      return (ns + covering * this.#partNs) / this.#partNs;
    });
  }

  #partOf(time: number): number {
    return Math.min(this.#parts - 1, Math.floor((time - this.#from) / this.#partNs));
  }

  #edge(part: number): number {
    return this.#from + part * this.#partNs;
  }
}
