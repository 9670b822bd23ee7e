import { Growable } from "../../base/growable.ts";

/** Stretches over which a value goes evenly from `low` to `high`; `mass` says for how long. */
export interface SegmentColumns {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly mass: Float64Array;
}

export class Segments {
  readonly #low = new Growable(Float64Array);
  readonly #high = new Growable(Float64Array);
  readonly #mass = new Growable(Float64Array);

  get length(): number {
    return this.#low.length;
  }

  add(a: number, b: number, mass: number): void {
    this.#low.push(Math.min(a, b));
    this.#high.push(Math.max(a, b));
    this.#mass.push(mass);
  }

  finish(): SegmentColumns {
    return { low: this.#low.finish(), high: this.#high.finish(), mass: this.#mass.finish() };
  }
}

/** Into how many equal parts an interval is cut to find a quantile in it, and how often: it is known to 1e-12. */
const BINS = 1024;
const LEVELS = 4;

/**
 * For each share, 0 to 1, the value that the stretches do not exceed for that share of their time. Counts mass by
 * equal parts of [0, 1], then by parts of the part that holds the value, and so on. Costs two passes, and for each
 * share one over the stretches and a few over those that reach into its part.
 */
export function quantilesOf(segments: SegmentColumns, shares: readonly number[]): number[] {
  const rows = new Uint32Array(segments.low.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  const bins = massByBin(segments, rows, 0, 1);
  const total = bins.reduce((sum, mass) => sum + mass, 0);
  return shares.map((share) => quantileIn(segments, rows, bins, { from: 0, width: 1, wanted: total * share }, LEVELS));
}

interface Sought {
  /** The value lies above this, or at it if it is 0, and at most so far above. */
  readonly from: number;
  readonly width: number;
  /** Mass in the interval up to the value. */
  readonly wanted: number;
}

function quantileIn(
  segments: SegmentColumns,
  rows: ArrayLike<number>,
  bins: Float64Array,
  { from, width, wanted }: Sought,
  levels: number,
): number {
  let below = 0;
  let bin = 0;
  while (bin < BINS - 1 && below + bins[bin]! < wanted) below += bins[bin++]!;
  const part = width / BINS;
  const lower = from + bin * part;
  if (levels === 1) return lower === 0 ? 0 : lower + part;
  const inside = rowsWithin(segments, rows, lower, lower + part);
  const finer = massByBin(segments, inside, lower, part);
  return quantileIn(segments, inside, finer, { from: lower, width: part, wanted: wanted - below }, levels - 1);
}

function rowsWithin(
  { low, high }: SegmentColumns,
  rows: ArrayLike<number>,
  from: number,
  to: number,
): readonly number[] {
  const inside: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (low[row]! <= to && (high[row]! > from || from === 0)) inside.push(row);
  }
  return inside;
}

/** Mass by equal parts of an interval; a part holds what is above its lower edge, up to its upper one. */
function massByBin(
  { low, high, mass }: SegmentColumns,
  rows: ArrayLike<number>,
  from: number,
  width: number,
): Float64Array {
  const part = width / BINS;
  const bins = new Float64Array(BINS);
  // By how much more than in the part before it stretches cover a part whole.
  const whole = new Float64Array(BINS + 1);
  const binOf = (value: number): number => Math.min(BINS - 1, Math.max(0, Math.ceil((value - from) / part) - 1));
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const begin = Math.max(low[row]!, from);
    const end = Math.min(high[row]!, from + width);
    const first = binOf(begin);
    const last = binOf(end);
    const density = high[row]! > low[row]! ? mass[row]! / (high[row]! - low[row]!) : 0;
    if (first === last) {
      bins[first]! += density > 0 ? density * (end - begin) : mass[row]!;
      continue;
    }
    bins[first]! += (from + (first + 1) * part - begin) * density;
    bins[last]! += (end - from - last * part) * density;
    // A steep stretch lies in two parts and covers none; its density would drown all other numbers.
    if (last === first + 1) continue;
    whole[first + 1]! += density * part;
    whole[last]! -= density * part;
  }
  let covering = 0;
  for (let bin = 0; bin < BINS; bin++) {
    covering += whole[bin]!;
    bins[bin]! += Math.max(0, covering);
  }
  return bins;
}
