/** A binary heap of streams by the time of their head, earliest first. Which of equals comes first is as in Go's container/heap. */
export class TimeHeap {
  readonly #items: Int32Array;
  readonly #time: Float64Array;
  #length = 0;

  /** `time` is by stream; that of a stream in the heap must not change. */
  constructor(capacity: number, time: Float64Array) {
    this.#items = new Int32Array(capacity);
    this.#time = time;
  }

  get length(): number {
    return this.#length;
  }

  /** The heap must not be empty. */
  get first(): number {
    return this.#items[0]!;
  }

  push(item: number): void {
    let hole = this.#length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = this.#items[parent]!;
      if (!this.#before(item, above)) break;
      this.#items[hole] = above;
      hole = parent;
    }
    this.#items[hole] = item;
  }

  /** Takes the first out. The heap must not be empty. */
  pop(): number {
    const top = this.#items[0]!;
    const last = this.#items[--this.#length]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.#length) break;
      if (child + 1 < this.#length && this.#before(this.#items[child + 1]!, this.#items[child]!)) child++;
      const below = this.#items[child]!;
      if (!this.#before(below, last)) break;
      this.#items[hole] = below;
      hole = child;
    }
    this.#items[hole] = last;
    return top;
  }

  #before(a: number, b: number): boolean {
    return this.#time[a]! < this.#time[b]!;
  }
}
