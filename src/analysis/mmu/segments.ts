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

/** Equal parts of [0, 1] in which the mass is counted first, and halvings of one of them: a quantile is known to 1e-12. */
const BINS = 1024;
const HALVINGS = 30;

/**
 * For each share, 0 to 1, the value that the stretches do not exceed for that share of their time. One pass counts mass
 * by bins; one more for each share gathers the stretches that reach into its bin, among which the value is sought.
 */
export function quantilesOf(segments: SegmentColumns, shares: readonly number[]): number[] {
  const first = binsOf(segments.low);
  const last = binsOf(segments.high);
  const bins = massByBin(segments, first, last);
  const total = bins.reduce((sum, mass) => sum + mass, 0);
  return shares.map((share) => {
    let below = 0;
    let bin = 0;
    while (bin < BINS - 1 && below + bins[bin]! < total * share) below += bins[bin++]!;
    const inBin: number[] = [];
    for (let i = 0; i < first.length; i++) if (first[i]! <= bin && last[i]! >= bin) inBin.push(i);
    return quantileIn(segments, inBin, bin, total * share - below);
  });
}

/** A bin holds what is above its lower edge, up to its upper one; the first also what is 0. */
function binsOf(values: Float64Array): Uint16Array {
  const bins = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) bins[i] = Math.max(0, Math.ceil(values[i]! * BINS) - 1);
  return bins;
}

function massByBin({ low, high, mass }: SegmentColumns, firsts: Uint16Array, lasts: Uint16Array): Float64Array {
  const bins = new Float64Array(BINS);
  // By how much more than in the bin before it stretches cover a bin whole.
  const whole = new Float64Array(BINS + 1);
  for (let i = 0; i < low.length; i++) {
    const first = firsts[i]!;
    const last = lasts[i]!;
    if (first === last) {
      bins[first]! += mass[i]!;
      continue;
    }
    const density = mass[i]! / (high[i]! - low[i]!);
    bins[first]! += ((first + 1) / BINS - low[i]!) * density;
    bins[last]! += (high[i]! - last / BINS) * density;
    whole[first + 1]! += density / BINS;
    whole[last]! -= density / BINS;
  }
  let covering = 0;
  return bins.map((partial, bin) => {
    covering += whole[bin]!;
    return partial + Math.max(0, covering);
  });
}

/** The value in a bin up to which the stretches that reach into it have so much mass in it. */
function quantileIn(
  { low, high, mass }: SegmentColumns,
  inBin: readonly number[],
  bin: number,
  wanted: number,
): number {
  // The first bin also holds what is 0.
  const lower = bin === 0 ? -1 : bin / BINS;
  const massUpTo = (value: number): number =>
    inBin.reduce(
      (sum, i) => sum + mass[i]! * (shareBelow(low[i]!, high[i]!, value) - shareBelow(low[i]!, high[i]!, lower)),
      0,
    );
  if (massUpTo(bin / BINS) >= wanted) return bin / BINS;
  let from = bin / BINS;
  let to = (bin + 1) / BINS;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (from + to) / 2;
    if (massUpTo(middle) >= wanted) to = middle;
    else from = middle;
  }
  return to;
}

/** How much of an even stretch from `low` to `high` is not above a value. */
function shareBelow(low: number, high: number, value: number): number {
  if (value >= high) return 1;
  return value <= low ? 0 : (value - low) / (high - low);
}
