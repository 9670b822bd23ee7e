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

/** Halvings of [0, 1], after which a quantile is known to 1e-12. */
const STEPS = 40;

/**
 * For each share, 0 to 1, the value that the stretches do not exceed for that share of their time. Halves the interval
 * that the value lies in; stretches that lie wholly beside it are not looked at again, so that all halvings together
 * cost a few passes.
 */
export function quantilesOf(segments: SegmentColumns, shares: readonly number[]): number[] {
  const total = segments.mass.reduce((sum, mass) => sum + mass, 0);
  return shares.map((share) => quantile(segments, total * share));
}

function quantile({ low, high, mass }: SegmentColumns, wanted: number): number {
  let from = 0;
  let to = 1;
  let below = 0;
  let open = Uint32Array.from(low.keys());
  for (let step = 0; step < STEPS; step++) {
    const middle = (from + to) / 2;
    let here = 0;
    for (const i of open) here += massUpTo(low[i]!, high[i]!, mass[i]!, middle);
    if (below + here >= wanted) to = middle;
    else from = middle;
    // Only those that reach into (from, to] can make a difference from now on.
    open = open.filter((i) => {
      if (high[i]! <= from) below += mass[i]!;
      return high[i]! > from && low[i]! <= to;
    });
  }
  return to;
}

function massUpTo(low: number, high: number, mass: number, value: number): number {
  if (value >= high) return mass;
  return value <= low ? 0 : (mass * (value - low)) / (high - low);
}
