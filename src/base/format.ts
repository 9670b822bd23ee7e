/**
 * Numbers as a person reads them: three significant digits and a unit, in English, the same in every locale. What is
 * rounded here has its exact counterpart, which the page shows on hover.
 */

const NO_BREAK_SPACE = "\u00a0";
const MINUS = "\u2212";

/** Sizes from which a unit is used; the number is divided by it. */
type Scale = readonly (readonly [size: number, unit: string])[];

const TIME_SCALE: Scale = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [1, "ns"],
];

/** Powers of 1024 with their own names, so that heap sizes compare with GOMEMLIMIT and with Go's documentation. */
const BYTE_SCALE: Scale = [
  [1024 ** 4, "TiB"],
  [1024 ** 3, "GiB"],
  [1024 ** 2, "MiB"],
  [1024, "KiB"],
  [1, "B"],
];

const COUNT_SCALE: Scale = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

const MINUTE = 60e9;
const HOUR = 60 * MINUTE;

/** A duration in ns: "840 ns", "1.23 ms", "12.3 s", and from two minutes on "2 min 5 s", "1 h 7 min". "–" for NaN. */
export function formatNs(ns: number): string {
  if (Number.isNaN(ns)) return "–";
  if (ns < 0) return MINUS + formatNs(-ns);
  if (ns >= 119.5e9) return formatMinutes(ns);
  return ns === 0 ? withUnit("0", "ns") : scaled(ns, TIME_SCALE);
}

/** A duration to the nanosecond: "1,234,567 ns". */
export function exactNs(ns: number): string {
  return Number.isNaN(ns) ? "not known" : withUnit(grouped(ns), "ns");
}

/**
 * A point in time, in ns since the start of the trace, to as many digits as tell apart what lies `resolutionNs` from
 * it: timeAt(1234567890, 1000) is "1.234568 s". The unit is that of `unitOfNs`, by default of the time itself; where times
 * stand in a column, that of the longest.
 */
export function timeAt(ns: number, resolutionNs: number, unitOfNs: number = ns): string {
  if (Number.isNaN(ns)) return "–";
  const [size, unit] = unitOf(Math.max(Math.abs(unitOfNs), resolutionNs), TIME_SCALE);
  const digits = Math.max(0, Math.ceil(Math.log10(size / Math.max(resolutionNs, 1e-3)) - 1e-9));
  return withUnit(signed(grouped(ns / size, Math.min(digits, 12))), unit);
}

/** A size in bytes: "4.10 MiB", "512 B". */
export function formatBytes(bytes: number): string {
  if (Number.isNaN(bytes)) return "–";
  if (bytes < 0) return MINUS + formatBytes(-bytes);
  return scaled(bytes < 1023.5 ? Math.round(bytes) : bytes, BYTE_SCALE);
}

/** "4,299,161 bytes". */
export function exactBytes(bytes: number): string {
  return withUnit(grouped(bytes), bytes === 1 ? "byte" : "bytes");
}

/** A count in full while it is short, and then in three digits: "9,999", "12.3 k", "5.01 M". */
export function formatCount(count: number): string {
  if (Number.isNaN(count)) return "–";
  return signed(Math.abs(count) < 10_000 ? exactCount(count) : scaled(count, COUNT_SCALE));
}

/** "5,012,345". */
export function exactCount(count: number): string {
  return grouped(count);
}

/** A count and what is counted: "1 goroutine", "12.3 k goroutines". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return withUnit(formatCount(count), count === 1 ? one : many);
}

/** A share of a whole: "12.3 %"; what is there but would round to nothing says "<0.1 %". */
export function formatShare(part: number, whole: number): string {
  if (!(whole > 0)) return "–";
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return withUnit("<0.1", "%");
  if (percent < 100 && percent > 99.9) return withUnit(">99.9", "%");
  return withUnit(percent === 0 || percent === 100 ? String(percent) : percent.toFixed(1), "%");
}

function formatMinutes(ns: number): string {
  if (ns < HOUR) {
    const seconds = Math.round(ns / 1e9);
    return `${withUnit(String(Math.floor(seconds / 60)), "min")} ${withUnit(String(seconds % 60), "s")}`;
  }
  const minutes = Math.round(ns / MINUTE);
  return `${withUnit(grouped(Math.floor(minutes / 60)), "h")} ${withUnit(String(minutes % 60), "min")}`;
}

function scaled(value: number, scale: Scale): string {
  const magnitude = Math.abs(value);
  let at = scale.findIndex(([size]) => magnitude >= size);
  if (at === -1) at = scale.length - 1;
  // 999.7 µs is "1.00 ms": what rounds up to the next unit is written in it.
  const ratio = at > 0 ? scale[at - 1]![0] / scale[at]![0] : Infinity;
  if (Math.round(magnitude / scale[at]![0]) >= ratio) at--;
  const [size, unit] = scale[at]!;
  return withUnit(size === 1 && Number.isInteger(value) ? String(value) : significant(value / size), unit);
}

function unitOf(magnitude: number, scale: Scale): readonly [number, string] {
  return scale.find(([size]) => magnitude >= size) ?? scale[scale.length - 1]!;
}

/** Three significant digits, never in exponents; numbers from 1000 on in full. */
function significant(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 999.5) return grouped(Math.round(value));
  const rounded = Number(magnitude.toPrecision(3));
  return value.toFixed(Math.min(6, 2 - Math.floor(Math.log10(rounded))));
}

function grouped(value: number, digits?: number): string {
  const text = digits === undefined ? String(Math.abs(value)) : Math.abs(value).toFixed(digits);
  const [whole = "", fraction] = text.split(".");
  const separated = whole.includes("e") ? whole : whole.replaceAll(/\B(?=(\d{3})+$)/gu, ",");
  return (value < 0 ? "-" : "") + (fraction === undefined ? separated : `${separated}.${fraction}`);
}

function signed(text: string): string {
  return text.startsWith("-") ? MINUS + text.slice(1) : text;
}

function withUnit(number: string, unit: string): string {
  return number + NO_BREAK_SPACE + unit;
}
