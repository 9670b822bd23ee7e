import { binarySearchLast } from "../base/search.ts";
import { NARROW_BUCKETS, narrowBuckets } from "./narrow-buckets.ts";

/** What a list of values is like. NaN, all but `count` and `total`, for an empty list. */
export interface Distribution {
  readonly count: number;
  readonly total: number;
  readonly min: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

const SHARES = [0.5, 0.9, 0.99] as const;

/** Shorter lists are not worth a table of buckets. */
const LONG_LIST = 4096;

/**
 * The distribution of a list, which may be put into another order, and of `zeros` more values that are zero. None of the
 * values is negative. Percentiles are by nearest rank. Costs a few passes, not a sort.
 */
export function distributionOf(values: Float64Array, zeros = 0): Distribution {
  if (values.length >= LONG_LIST) return distributionsBy(new Uint32Array(values.length), 1, values, zeros)[0]!;
  const count = values.length + zeros;
  let total = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    total += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  let right = values.length;
  // From the highest down: each leaves what is below it on its left.
  const descending = SHARES.toReversed().map((share) => {
    const rank = nearestRank(count, share) - zeros;
    if (rank < 0 || count === 0) return 0;
    const value = select(values, rank, 0, right - 1);
    right = rank + 1;
    return value;
  });
  return distribution(count, zeros, total, min, max, descending.toReversed());
}

/**
 * The distributions of the values of each key, 0 to `keys` - 1, each with `zeros` more values that are zero; `keyOf` is by
 * row of `values`. Two passes, whatever the number of keys: one counts values in narrow buckets, one picks out those that
 * share a bucket with a percentile. Takes 14 kB a key.
 */
export function distributionsBy(
  keyOf: Uint32Array,
  keys: number,
  values: Float64Array,
  zeros = 0,
): readonly Distribution[] {
  const bucketOf = narrowBuckets(values);
  const counts = new Uint32Array(keys * NARROW_BUCKETS);
  const totals = new Float64Array(keys);
  const mins = new Float64Array(keys).fill(Number.POSITIVE_INFINITY);
  const maxs = new Float64Array(keys).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < values.length; row++) {
    const key = keyOf[row]!;
    const value = values[row]!;
    counts[key * NARROW_BUCKETS + bucketOf[row]!]!++;
    totals[key]! += value;
    if (value < mins[key]!) mins[key] = value;
    if (value > maxs[key]!) maxs[key] = value;
  }
  const { lists, listOf, found } = emptyLists(counts, keys, zeros);
  const filled = new Uint32Array(lists.length);
  for (let row = 0; row < values.length; row++) {
    const list = listOf[keyOf[row]! * NARROW_BUCKETS + bucketOf[row]!]!;
    if (list > 0) lists[list]![filled[list]!++] = values[row]!;
  }
  return found.map(({ count, at }, key) => {
    const percentiles = at.map(({ list, rank }) => (list === 0 ? 0 : select(lists[list]!, rank, 0, filled[list]! - 1)));
    return distribution(count, zeros, totals[key]!, mins[key]!, maxs[key]!, percentiles);
  });
}

/** Where the percentiles of a key are: in which list, and at which rank there; list 0 stands for the value zero. */
interface Found {
  readonly count: number;
  readonly at: readonly { readonly list: number; readonly rank: number }[];
}

/**
 * Lists of the right lengths for the values that share a narrow bucket with a percentile of their key. `listOf` is by key
 * and bucket; 0, where no list is, for all others.
 */
function emptyLists(
  counts: Uint32Array,
  keys: number,
  zeros: number,
): { readonly lists: readonly Float64Array[]; readonly listOf: Uint32Array; readonly found: readonly Found[] } {
  const lists = [new Float64Array(0)];
  const listOf = new Uint32Array(counts.length);
  const found = Array.from({ length: keys }, (_, key) => {
    const own = counts.subarray(key * NARROW_BUCKETS, (key + 1) * NARROW_BUCKETS);
    const ends = new Uint32Array(NARROW_BUCKETS);
    own.forEach((count, bucket) => (ends[bucket] = count + (ends[bucket - 1] ?? 0)));
    const count = ends.at(-1)! + zeros;
    const at = SHARES.map((share) => {
      const rank = nearestRank(count, share) - zeros;
      if (rank < 0 || count === 0) return { list: 0, rank };
      const bucket = binarySearchLast(ends, rank) + 1;
      const list = (listOf[key * NARROW_BUCKETS + bucket] ||= lists.push(new Float64Array(own[bucket]!)) - 1);
      return { list, rank: rank - (ends[bucket - 1] ?? 0) };
    });
    return { count, at };
  });
  return { lists, listOf, found };
}

/** `min` and `max` are of the values that are not among the zeros. */
function distribution(
  count: number,
  zeros: number,
  total: number,
  min: number,
  max: number,
  percentiles: readonly number[],
): Distribution {
  if (count === 0) return NOTHING;
  const [p50, p90, p99] = percentiles;
  const least = zeros > 0 ? 0 : min;
  return {
    count,
    total,
    min: least,
    mean: total / count,
    p50: p50!,
    p90: p90!,
    p99: p99!,
    max: Math.max(max, zeros > 0 ? 0 : max),
  };
}

const NOTHING: Distribution = { count: 0, total: 0, min: NaN, mean: NaN, p50: NaN, p90: NaN, p99: NaN, max: NaN };

/** The durations of those of some rows that began and ended within the trace: NaN tells the others. */
export function completeOnly(rows: readonly number[], durationOf: (row: number) => number): Float64Array {
  const durations = new Float64Array(rows.length);
  let length = 0;
  for (const row of rows) {
    const ns = durationOf(row);
    if (!Number.isNaN(ns)) durations[length++] = ns;
  }
  return durations.subarray(0, length);
}

/** The value that a share of an ascending list does not exceed, by nearest rank; NaN for an empty list. */
export function percentile(ascending: Float64Array, share: number): number {
  return ascending[nearestRank(ascending.length, share)] ?? Number.NaN;
}

function nearestRank(count: number, share: number): number {
  return Math.max(0, Math.ceil(count * share) - 1);
}

/**
 * The value that would be at `rank` if the list were sorted; afterwards what is smaller lies before it, what is larger
 * behind. Hoare's selection, with the median of three as pivot.
 */
function select(values: Float64Array, rank: number, left: number, right: number): number {
  while (left < right) {
    const pivot = medianOf(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let low = left;
    let high = right;
    while (low <= high) {
      while (values[low]! < pivot) low++;
      while (values[high]! > pivot) high--;
      if (low > high) break;
      const value = values[low]!;
      values[low++] = values[high]!;
      values[high--] = value;
    }
    if (rank <= high) right = high;
    else if (rank >= low) left = low;
    else break;
  }
  return values[rank]!;
}

function medianOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
