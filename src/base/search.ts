/** Position of the last value ≤ x in an ascending list, searched within [from, to); from - 1 if there is none. */
export function binarySearchLast(values: ArrayLike<number>, x: number, from = 0, to: number = values.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
