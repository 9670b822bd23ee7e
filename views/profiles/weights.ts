import { html, type TemplateResult } from "lit";
import { exactBytes, exactCount, exactNs, formatBytes, formatCount, formatNs } from "../../src/base/format.ts";
import { barUnder } from "../kit/cells.ts";

interface Kind {
  /** One of the unit in what `short` and `exact` take. */
  readonly factor: number;
  readonly short: (value: number) => string;
  readonly exact: (value: number) => string;
}

const time = (factor: number): Kind => ({ factor, short: formatNs, exact: exactNs });
const size = (factor: number): Kind => ({ factor, short: formatBytes, exact: exactBytes });
const COUNT: Kind = { factor: 1, short: formatCount, exact: exactCount };

/** Units of profiles, in the spellings that occur; see pprof's own list in `src/profile/units.ts`. */
const KINDS: Readonly<Record<string, Kind>> = {
  nanosecond: time(1),
  ns: time(1),
  microsecond: time(1e3),
  us: time(1e3),
  millisecond: time(1e6),
  ms: time(1e6),
  second: time(1e9),
  s: time(1e9),
  byte: size(1),
  b: size(1),
  kilobyte: size(1024),
  kb: size(1024),
  megabyte: size(1024 ** 2),
  mb: size(1024 ** 2),
  count: COUNT,
  sample: COUNT,
  "": COUNT,
};

/** A weight in the unit of its sample type, in three digits. */
export function formatWeight(value: number, unit: string): string {
  const kind = kindOf(unit);
  return kind ? kind.short(value * kind.factor) : `${formatCount(value)}\u00a0${unit}`;
}

/** A weight to its last digit. */
export function exactWeight(value: number, unit: string): string {
  const kind = kindOf(unit);
  return kind ? kind.exact(value * kind.factor) : `${exactCount(value)} ${unit}`;
}

/** A weight, exact on hover. */
export function weight(value: number, unit: string): TemplateResult {
  return html`<span title=${exactWeight(value, unit)}>${formatWeight(value, unit)}</span>`;
}

/** How a view shows weights. */
export interface WeightStyle {
  readonly unit: string;
  /** Colour of what weighs, in CSS. */
  readonly colour: string;
  /** Weights are differences: more and less have colours and signs of their own. */
  readonly compared: boolean;
}

/** A weight with a bar under it by its share of the largest. Nothing for 0. */
export function weightCell(value: number, most: number, { unit, colour, compared }: WeightStyle): TemplateResult {
  if (value === 0) return html``;
  const exact = exactWeight(value, unit);
  if (!compared) return html`<span title=${exact}>${formatWeight(value, unit)}</span>${barUnder(value, most, colour)}`;
  const side = value > 0 ? "more" : "less";
  const bar = barUnder(Math.abs(value), most, `var(--gs-${side})`);
  return html`<span class=${side} title=${`${exact} ${side} than in the base`}>${signed(value, unit)}</span>${bar}`;
}

/** A difference with its sign. */
export function signed(value: number, unit: string): string {
  return (value > 0 ? "+" : "") + formatWeight(value, unit);
}

function kindOf(unit: string): Kind | undefined {
  const lower = unit.toLowerCase();
  const singular = lower.length > 2 && lower.endsWith("s") ? lower.slice(0, -1) : lower;
  return Object.hasOwn(KINDS, singular) ? KINDS[singular] : undefined;
}
