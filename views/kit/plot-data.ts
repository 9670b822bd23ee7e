import { formatCount, formatNs, formatShare, timeAt } from "../../src/base/format.ts";

/** What a curve's values are; the axis and the legend say them with their unit. */
export type PlotUnit = "count" | "share" | "ns";

export interface PlotSeries {
  readonly name: string;
  /** A variable of the palette: "--gs-running". */
  readonly colour: string;
  /** As many as there are x; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly width?: number;
}

/** Curves over one axis, as they are drawn, read off, and exported. */
export interface PlotData {
  /** Stands over the picture that is saved. */
  readonly title: string;
  /** Ascending: points in time, or lengths of it on a logarithmic axis; ns. */
  readonly x: readonly number[];
  readonly xAxis: "time" | "length";
  readonly xName: string;
  readonly yName: string;
  readonly unit: PlotUnit;
  /** "steps" and "stack": a value holds from its x to the next. */
  readonly shape: "lines" | "steps" | "stack";
  readonly series: readonly PlotSeries[];
  /** What the axis shows of x. */
  readonly range: readonly [number, number];
  /** The legend says means where nothing is pointed at: of values that add up over parts. */
  readonly means?: boolean;
}

/** Where parts of a window begin, and the end of the last: the x of values by part. */
export function partEdges(from: number, to: number, parts: number): readonly number[] {
  return Array.from({ length: parts + 1 }, (_, i) => from + ((to - from) * i) / parts);
}

/** Values by part for the x of `partEdges`: the last holds to the end. */
export function onEdges(values: readonly number[]): readonly (number | null)[] {
  const known = values.map((value) => (Number.isFinite(value) ? value : null));
  return [...known, known.at(-1) ?? null];
}

const SAID: Readonly<Record<PlotUnit, (value: number) => string>> = {
  count: (value) => formatCount(Number(value.toPrecision(3))),
  share: (value) => formatShare(value, 1),
  ns: formatNs,
};

export function sayValue(unit: PlotUnit, value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? "–" : SAID[unit](value);
}

/** A place on the x axis, as exact as neighbours need; `step` is how far they lie apart, ns. */
export function sayX({ xAxis, range }: PlotData, x: number, step: number): string {
  return xAxis === "length"
    ? formatNs(x)
    : timeAt(x, resolutionOf(step), Math.max(Math.abs(range[0]), Math.abs(range[1])));
}

/** What tells multiples of a step apart to the last digit: 2.5 ms needs tenths of a millisecond. */
function resolutionOf(step: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(step, 1)) + 1e-9);
  const isWhole = Math.abs(step / power - Math.round(step / power)) < 1e-6;
  return Math.max(isWhole ? power : power / 10, 1);
}

/** Labels of an axis; all of them in one unit where it counts time. */
export function axisLabels(unit: PlotUnit, splits: readonly number[]): readonly string[] {
  if (unit !== "ns") return splits.map((value) => SAID[unit](value).replace(".0", ""));
  const step = Math.abs((splits[1] ?? 1) - (splits[0] ?? 0));
  return splits.map((value) => (value === 0 ? "0" : timeAt(value, resolutionOf(step), splits.at(-1))));
}

/**
 * Columns as the plot draws them, x first. A stack is drawn from its top down, each curve being the sum of its own and
 * of all below it, so that each covers the foot of the one above; what is hidden counts for nothing.
 */
export function drawnColumns(data: PlotData, hidden: ReadonlySet<string>): readonly (readonly (number | null)[])[] {
  const shown = data.series.map(({ name, values }) => (hidden.has(name) ? values.map(() => null) : values));
  if (data.shape !== "stack") return [data.x, ...shown];
  const sums = data.x.map(() => 0);
  const curves = data.series.map(({ name, values }) =>
    hidden.has(name) ? sums.map(() => null) : sums.map((_, i) => (sums[i]! += values[i] ?? 0)),
  );
  return [data.x, ...curves.toReversed()];
}

/** The curves as CSV, a row for each x; numbers are exact, nothing stands where there is no value. */
export function plotCsv({ x, xAxis, series, unit, shape }: PlotData): string {
  const suffix = unit === "ns" ? "_ns" : "";
  const names = series.map(({ name }) => quoted(`${name}${suffix}`));
  const head = [xAxis === "length" ? "length_ns" : shape === "lines" ? "time_ns" : "from_ns", ...names];
  // The last x of steps is where the last of them ends.
  const rows = shape === "lines" ? x : x.slice(0, -1);
  const lines = rows.map((at, i) => [at, ...series.map(({ values }) => values[i] ?? "")]);
  return [head, ...lines].map((row) => `${row.join(",")}\r\n`).join("");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
