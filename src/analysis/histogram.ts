import { binarySearchLast } from "../base/search.ts";
import { NARROW_BUCKETS, narrowBuckets, narrowBucketFrom } from "./narrow-buckets.ts";

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

/** By narrow bucket: the bucket that it begins in. */
const BUCKET_OF_NARROW = Uint8Array.from({ length: NARROW_BUCKETS }, (_, narrow) =>
  binarySearchLast(EDGES, narrowBucketFrom(narrow)),
);

/** A histogram on a logarithmic axis, five buckets a decade, from the first to the last that holds a value. */
export function histogramOf(values: Float64Array): readonly Bucket[] {
  const counts = new Float64Array(EDGES.length);
  const totals = new Float64Array(EDGES.length);
  const narrow = narrowBuckets(values);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let bucket = BUCKET_OF_NARROW[narrow[row]!]!;
    // An edge may lie within a narrow bucket.
    while (value >= EDGES[bucket + 1]!) bucket++;
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
      const bucket = binarySearchLast(EDGES, from);
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
