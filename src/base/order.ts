const PASSES = 4;
const DIGITS = 1 << 16;

/**
 * Positions of values in their order, equal ones in that of the list, NaN last either way. A radix sort by the bits of
 * doubles, 16 at a time: for a million values a tenth of the time of a sort that compares.
 */
export function orderOf(values: Float64Array, descending = false): Uint32Array<ArrayBuffer> {
  const { length } = values;
  const keys = sortKeys(values, descending);
  let order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  let next = new Uint32Array(length);
  const starts = new Uint32Array(DIGITS);
  for (let pass = 0; pass < PASSES; pass++) {
    starts.fill(0);
    for (let i = 0; i < length; i++) starts[keys[i * PASSES + pass]!]!++;
    // All the same digit, as most high and low ones are: the order stays.
    if (starts[keys[pass]!] === length) continue;
    let sum = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = starts[digit]!;
      starts[digit] = sum;
      sum += count;
    }
    for (let i = 0; i < length; i++) {
      const row = order[i]!;
      next[starts[keys[row * PASSES + pass]!]!++] = row;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** What an order says of a list. */
export function reordered(list: readonly number[], order: Uint32Array): readonly number[] {
  const rows: number[] = [];
  for (const row of order) rows.push(list[row]!);
  return rows;
}

/** Doubles as four digits each, the lowest first, that sort as the doubles do. */
function sortKeys(values: Float64Array, descending: boolean): Uint16Array {
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // No −0, which is below 0 as bits.
    numbers[i] = (Number.isNaN(value) ? Number.POSITIVE_INFINITY : descending ? -value : value) + 0;
  }
  const words = new Uint32Array(numbers.buffer);
  for (let i = 0; i < words.length; i += 2) {
    const high = words[i + 1]!;
    const negative = high >>> 31 === 1;
    words[i + 1] = negative ? ~high : high | 0x80000000;
    if (negative) words[i] = ~words[i]!;
  }
  return new Uint16Array(words.buffer);
}
