/**
 * Units of profile values, as pprof knows and writes them: families of units that convert into each other,
 * and what is shown when none is asked for.
 */
interface Unit {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly factor: number;
}

interface UnitFamily {
  /** Shown where a value is too small for the smallest unit, or the unit asked for is of another family. */
  readonly fallback: Unit;
  readonly units: readonly Unit[];
}

const unit = (name: string, aliases: readonly string[], factor: number): Unit => ({ name, aliases, factor });

const FAMILIES: readonly UnitFamily[] = [
  {
    fallback: unit("B", [], 1),
    units: [
      unit("B", ["b", "byte"], 1),
      unit("kB", ["kb", "kbyte", "kilobyte"], 2 ** 10),
      unit("MB", ["mb", "mbyte", "megabyte"], 2 ** 20),
      unit("GB", ["gb", "gbyte", "gigabyte"], 2 ** 30),
      unit("TB", ["tb", "tbyte", "terabyte"], 2 ** 40),
      unit("PB", ["pb", "pbyte", "petabyte"], 2 ** 50),
    ],
  },
  {
    fallback: unit("s", [], 1e9),
    units: [
      unit("ns", ["ns", "nanosecond"], 1),
      unit("us", ["μs", "us", "microsecond"], 1e3),
      unit("ms", ["ms", "millisecond"], 1e6),
      unit("s", ["s", "sec", "second"], 1e9),
      unit("hrs", ["hour", "hr"], 3600e9),
    ],
  },
  {
    fallback: unit("GCU", [], 1),
    units: [
      unit("n*GCU", ["nanogcu"], 1e-9),
      unit("u*GCU", ["microgcu"], 1e-6),
      unit("m*GCU", ["milligcu"], 1e-3),
      unit("GCU", ["gcu"], 1),
      unit("k*GCU", ["kilogcu"], 1e3),
      unit("M*GCU", ["megagcu"], 1e6),
      unit("G*GCU", ["gigagcu"], 1e9),
      unit("T*GCU", ["teragcu"], 1e12),
      unit("P*GCU", ["petagcu"], 1e15),
    ],
  },
];

/** Units that say nothing when written behind a number. */
const SILENT: ReadonlySet<string> = new Set(["count", "sample", "unit", "minimum", "auto"]);

export interface Scaled {
  readonly value: number;
  /** "" where it would say nothing. */
  readonly unit: string;
}

/** A value in another unit: a unit's name, or "auto" (or "minimum") for the largest that leaves at least 1. */
export function scale(value: number, from: string, to: string): Scaled {
  if (value < 0) {
    const { value: positive, unit: name } = scale(-value, from, to);
    return { value: -positive, unit: name };
  }
  for (const family of FAMILIES) {
    const source = findUnit(family, from);
    if (source !== undefined) return convert(family, value * source.factor, to);
  }
  return { value, unit: SILENT.has(to) ? "" : to };
}

/** How much one of a unit is in another, or undefined if they do not convert into each other. */
export function unitRatio(from: string, to: string): number | undefined {
  if (from === to) return 1;
  for (const family of FAMILIES) {
    const [source, target] = [findUnit(family, from), findUnit(family, to)];
    if (source !== undefined && target !== undefined) return source.factor / target.factor;
  }
  return undefined;
}

/** A value as reports show it: at most two decimals, unit attached, as "1.50s" or "12.75kB". */
export function formatValue(value: number, from: string, to: string): string {
  const scaled = scale(value, from, to);
  const text = toFixedHalfEven(scaled.value, 2).replace(/\.00$/, "");
  return text === "0" || text === "-0" ? "0" : text + scaled.unit;
}

/** A share as reports show it, at least five characters wide and with two digits or more: " 100%", "12.34%", "0.12%". */
export function formatPercentage(value: number, total: number): string {
  const share = total === 0 ? 0 : Math.abs(value / total) * 100;
  if (share >= 99.95 && share <= 100.05) return "  100%";
  const text = share >= 1 ? toFixedHalfEven(share, 2) : toTwoDigits(share);
  return `${text.padStart(5)}%`;
}

function convert(family: UnitFamily, base: number, to: string): Scaled {
  if (to === "minimum" || to === "auto") {
    let best: Unit | undefined;
    for (const each of family.units) {
      if (each.factor >= (best?.factor ?? 0) && base / each.factor >= 1) best = each;
    }
    return inUnit(base, best ?? family.fallback);
  }
  return inUnit(base, findUnit(family, to) ?? family.fallback);
}

function inUnit(base: number, target: Unit): Scaled {
  return { value: base / target.factor, unit: target.name };
}

function findUnit(family: UnitFamily, name: string): Unit | undefined {
  const lower = name.toLowerCase();
  const singular = lower.length > 2 && lower.endsWith("s") ? lower.slice(0, -1) : lower;
  return family.units.find((each) => each.aliases.includes(singular));
}

/** Number.toFixed rounds exact halves up, C and Go to even: 1.125 is "1.12". */
function toFixedHalfEven(value: number, digits: number): string {
  const text = value.toFixed(digits);
  // A double that lies half-way has few decimals more; 30 show them all.
  const exact = value.toFixed(digits + 30);
  const cut = exact.slice(0, -30);
  const half = exact.endsWith(`5${"0".repeat(29)}`);
  return half && Number(cut.at(-1)) % 2 === 0 ? cut : text;
}

/** As C's %.2g: two significant digits without trailing zeros, and an exponent below 0.0001. */
function toTwoDigits(value: number): string {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(2));
  const exponent = Math.floor(Math.log10(rounded) + 1e-9);
  if (exponent < -4) {
    const [mantissa, power] = value.toExponential(1).split("e");
    return `${mantissa!.replace(/\.0$/, "")}e-${power!.slice(1).padStart(2, "0")}`;
  }
  return String(Number(toFixedHalfEven(value, 1 - Math.floor(Math.log10(value)))));
}
