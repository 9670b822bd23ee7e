/**
 * A window in equal parts, and how much time fell into each. A stretch of time costs the same however many parts it
 * covers: those it covers whole are counted by where that begins and ends.
 */
export class TimeParts {
  readonly #from: number;
  readonly #to: number;
  readonly #partNs: number;
  readonly #partial: Float64Array;
  /** How many more stretches cover a part whole than the part before it. */
  readonly #whole: Float64Array;
  /** The part that the stretch before began in: the next, if it is short, most often lies in it too. */
  #at = 0;
  #atFrom = Number.NaN;
  #atTo = Number.NaN;

  constructor({ from, to }: { readonly from: number; readonly to: number }, parts: number) {
    this.#from = from;
    this.#to = to;
    this.#partNs = (to - from) / parts;
    this.#partial = new Float64Array(parts);
    this.#whole = new Float64Array(parts + 1);
  }

  add(start: number, end: number): void {
    if (start >= this.#atFrom && end < this.#atTo) {
      this.#partial[this.#at]! += end - start;
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
    if (first === last) {
      this.#partial[first]! += stop - begin;
      return;
    }
    this.#partial[first]! += this.#edge(first + 1) - begin;
    this.#partial[last]! += stop - this.#edge(last);
    this.#whole[first + 1]!++;
    this.#whole[last]!--;
  }

  /** Time in each part, ns. */
  times(): Float64Array {
    let covering = 0;
    return this.#partial.map((ns, part) => {
      covering += this.#whole[part]!;
      return ns + covering * this.#partNs;
    });
  }

  /** Time in each part as a share of its length: how many there were at once, on the mean. */
  shares(): readonly number[] {
    return this.#partNs > 0 ? Array.from(this.times(), (ns) => ns / this.#partNs) : Array.from(this.#partial);
  }

  #partOf(time: number): number {
    return Math.min(this.#partial.length - 1, Math.floor((time - this.#from) / this.#partNs));
  }

  #edge(part: number): number {
    return this.#from + part * this.#partNs;
  }
}
