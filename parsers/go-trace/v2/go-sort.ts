/**
 * Sorts `items` by `key`, leaving equal keys in the order in which Go's slices.SortFunc leaves them. That sort is not
 * stable, yet where two threads' events carry the same time the order of a trace follows from it, so its choices are
 * kept: Peters's pattern-defeating quicksort with Go's parameters (insertion up to 12 elements, Tukey's ninther from
 * 50, at most 5 shifts when nearly sorted, heapsort after log2(n) bad pivots).
 */
export function sortAsGo(items: Int32Array, length: number, key: ArrayLike<number>): void {
  new PatternDefeatingSort(items, key).sort(0, length, 32 - Math.clz32(length));
}

const INSERTION_MAX = 12;
const NINTHER_MIN = 50;
const MAX_SHIFTS = 5;
const MAX_SWAPS = 12;

class PatternDefeatingSort {
  readonly #items: Int32Array;
  readonly #key: ArrayLike<number>;
  #swaps = 0;

  constructor(items: Int32Array, key: ArrayLike<number>) {
    this.#items = items;
    this.#key = key;
  }

  sort(from: number, to: number, badPivotsAllowed: number): void {
    let balanced = true;
    let partitioned = true;
    for (;;) {
      const length = to - from;
      if (length <= INSERTION_MAX) return this.#insertionSort(from, to);
      if (badPivotsAllowed === 0) return this.#heapSort(from, to);
      if (!balanced) {
        this.#breakPatterns(from, to);
        badPivotsAllowed--;
      }
      let pivot = this.#choosePivot(from, to);
      let increasing = this.#swaps === 0;
      if (this.#swaps === MAX_SWAPS) {
        this.#items.subarray(from, to).reverse();
        pivot = to - 1 - (pivot - from);
        increasing = true;
      }
      if (balanced && partitioned && increasing && this.#finishNearlySorted(from, to)) return;
      if (from > 0 && !this.#less(from - 1, pivot)) {
        from = this.#partitionEqual(from, to, pivot);
        continue;
      }
      const untouched = this.#alreadyPartitioned(from, to, pivot);
      const middle = this.#partition(from, to);
      partitioned = untouched;
      const left = middle - from;
      const right = to - middle;
      balanced = Math.min(left, right) >= Math.floor(length / 8);
      if (left < right) {
        this.sort(from, middle, badPivotsAllowed);
        from = middle + 1;
      } else {
        this.sort(middle + 1, to, badPivotsAllowed);
        to = middle;
      }
    }
  }

  #less(a: number, b: number): boolean {
    return this.#key[this.#items[a]!]! < this.#key[this.#items[b]!]!;
  }

  #swap(a: number, b: number): void {
    const item = this.#items[a]!;
    this.#items[a] = this.#items[b]!;
    this.#items[b] = item;
  }

  #insertionSort(from: number, to: number): void {
    for (let i = from + 1; i < to; i++) for (let j = i; j > from && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
  }

  #heapSort(from: number, to: number): void {
    const length = to - from;
    for (let root = (length - 1) >> 1; root >= 0; root--) this.#siftDown(from, root, length);
    for (let last = length - 1; last >= 0; last--) {
      this.#swap(from, from + last);
      this.#siftDown(from, 0, last);
    }
  }

  #siftDown(from: number, root: number, length: number): void {
    for (;;) {
      let child = 2 * root + 1;
      if (child >= length) return;
      if (child + 1 < length && this.#less(from + child, from + child + 1)) child++;
      if (!this.#less(from + root, from + child)) return;
      this.#swap(from + root, from + child);
      root = child;
    }
  }

  /** Swaps three elements around the middle with pseudo-random ones (xorshift64 seeded by the length). */
  #breakPatterns(from: number, to: number): void {
    const length = to - from;
    let random = BigInt(length);
    const mask = (1n << BigInt(32 - Math.clz32(length))) - 1n;
    const middle = from + (length >> 2) * 2;
    for (let index = middle - 1; index <= middle + 1; index++) {
      random = BigInt.asUintN(64, random ^ (random << 13n));
      random ^= random >> 7n;
      random = BigInt.asUintN(64, random ^ (random << 17n));
      let other = Number(random & mask);
      if (other >= length) other -= length;
      this.#swap(index, from + other);
    }
  }

  /** A pivot by median of three (or of three medians); `#swaps` tells how unordered the probes were. */
  #choosePivot(from: number, to: number): number {
    const length = to - from;
    const quarter = length >> 2;
    this.#swaps = 0;
    let [low, middle, high] = [from + quarter, from + 2 * quarter, from + 3 * quarter];
    if (length >= NINTHER_MIN) {
      low = this.#median(low - 1, low, low + 1);
      middle = this.#median(middle - 1, middle, middle + 1);
      high = this.#median(high - 1, high, high + 1);
    }
    return this.#median(low, middle, high);
  }

  #median(a: number, b: number, c: number): number {
    if (this.#less(b, a)) [a, b] = this.#counted(b, a);
    if (this.#less(c, b)) [b, c] = this.#counted(c, b);
    if (this.#less(b, a)) [a, b] = this.#counted(b, a);
    return b;
  }

  #counted(a: number, b: number): [number, number] {
    this.#swaps++;
    return [a, b];
  }

  /** Tries to end by a few shifts; true if it is sorted now. */
  #finishNearlySorted(from: number, to: number): boolean {
    let i = from + 1;
    for (let shifts = 0; shifts < MAX_SHIFTS; shifts++) {
      while (i < to && !this.#less(i, i - 1)) i++;
      if (i === to) return true;
      if (to - from < NINTHER_MIN) return false;
      this.#swap(i, i - 1);
      if (i - from >= 2) for (let j = i - 1; j >= 1 && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
      if (to - i >= 2) for (let j = i + 1; j < to && this.#less(j, j - 1); j++) this.#swap(j, j - 1);
    }
    return false;
  }

  /** Moves the pivot to the front; true if the rest lies on the right sides of it already. */
  #alreadyPartitioned(from: number, to: number, pivot: number): boolean {
    this.#swap(from, pivot);
    let i = from + 1;
    let j = to - 1;
    while (i <= j && this.#less(i, from)) i++;
    while (i <= j && !this.#less(j, from)) j--;
    return i > j;
  }

  /** With the pivot in front: what is less than it goes left of it, all else right. Tells where it came to stand. */
  #partition(from: number, to: number): number {
    let i = from + 1;
    let j = to - 1;
    for (;;) {
      while (i <= j && this.#less(i, from)) i++;
      while (i <= j && !this.#less(j, from)) j--;
      if (i > j) break;
      this.#swap(i++, j--);
    }
    this.#swap(j, from);
    return j;
  }

  /** Moves what equals the pivot to the front; tells where the greater ones begin. */
  #partitionEqual(from: number, to: number, pivot: number): number {
    this.#swap(from, pivot);
    let i = from + 1;
    let j = to - 1;
    for (;;) {
      while (i <= j && !this.#less(from, i)) i++;
      while (i <= j && this.#less(from, j)) j--;
      if (i > j) return i;
      this.#swap(i++, j--);
    }
  }
}
