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

/**
 * The distribution of a list, which is put into another order, and of `zeros` more values that are zero. None of the
 * values is negative. Percentiles are by nearest rank. Costs a few passes, not a sort.
 */
export function distributionOf(values: Float64Array, zeros = 0): Distribution {
  const count = values.length + zeros;
  let total = 0;
  let min = zeros > 0 ? 0 : Number.POSITIVE_INFINITY;
  let max = zeros > 0 ? 0 : Number.NEGATIVE_INFINITY;
  for (const value of values) {
    total += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) min = max = Number.NaN;
  let right = values.length;
  // From the highest down: each leaves what is below it on its left.
  const [p99, p90, p50] = SHARES.toReversed().map((share) => {
    const rank = nearestRank(count, share) - zeros;
    if (count === 0) return Number.NaN;
    if (rank < 0) return 0;
    const value = select(values, rank, 0, right - 1);
    right = rank + 1;
    return value;
  });
  return { count, total, min, mean: count === 0 ? Number.NaN : total / count, p50: p50!, p90: p90!, p99: p99!, max };
}

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

/** Values from `from` on and below `to`. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly total: number;
}

/** As many as on the histograms of `go tool trace`. */
const BUCKETS_PER_DECADE = 5;
/** Up to 2^53 ns. */
const DECADES = 16;

/** Where buckets begin; what is below 1 is in the first. */
const EDGES = Float64Array.from({ length: DECADES * BUCKETS_PER_DECADE + 2 }, (_, bucket) =>
  bucket === 0 ? 0 : Math.round(10 ** ((bucket - 1) / BUCKETS_PER_DECADE)),
);

/** A histogram on a logarithmic axis, five buckets a decade, from the first to the last that holds a value. */
export function histogramOf(values: Float64Array): readonly Bucket[] {
  const counts = new Float64Array(EDGES.length);
  const totals = new Float64Array(EDGES.length);
  for (const value of values) {
    const bucket = bucketOf(value);
    counts[bucket]!++;
    totals[bucket]! += value;
  }
  return bucketsOf(counts, totals);
}

/** The histogram of all values of some histograms. */
export function histogramOfAll(histograms: Iterable<readonly Bucket[]>): readonly Bucket[] {
  const counts = new Float64Array(EDGES.length);
  const totals = new Float64Array(EDGES.length);
  for (const histogram of histograms) {
    for (const { from, count, total } of histogram) {
      const bucket = bucketOf(from);
      counts[bucket]! += count;
      totals[bucket]! += total;
    }
  }
  return bucketsOf(counts, totals);
}

function bucketsOf(counts: Float64Array, totals: Float64Array): readonly Bucket[] {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  return Array.from({ length: first === -1 ? 0 : last - first + 1 }, (_, i) => ({
    from: EDGES[first + i]!,
    to: EDGES[first + i + 1] ?? Number.POSITIVE_INFINITY,
    count: counts[first + i]!,
    total: totals[first + i]!,
  }));
}

function bucketOf(value: number): number {
  if (value < 1) return 0;
  // Rounded edges, and rounding of the logarithm, may make it one more or one less.
  let bucket = Math.min(EDGES.length - 1, Math.floor(Math.log10(value) * BUCKETS_PER_DECADE) + 1);
  if (value >= EDGES[bucket + 1]!) bucket++;
  else if (value < EDGES[bucket]!) bucket--;
  return bucket;
}
