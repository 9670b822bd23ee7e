import { html, type TemplateResult } from "lit";
import { exactBytes, exactNs, formatBytes, formatNs, formatShare } from "../../src/base/format.ts";
import { cssProperties } from "./css-properties.ts";
import { styleColour } from "./palette.ts";

/** A duration, exact on hover, with a bar under it by its share of the largest. Nothing for 0. */
export function nsCell(ns: number, most: number, style: number): TemplateResult {
  if (!(ns > 0)) return html`<span class="dim">${Number.isNaN(ns) ? "–" : ""}</span>`;
  return html`<span title=${exactNs(ns)}>${formatNs(ns)}</span>${barUnder(ns, most, style)}`;
}

/** A line under a number, by its share of the largest, in a style of the timeline or any CSS colour. */
export function barUnder(value: number, most: number, style: number | string): TemplateResult {
  if (!(value > 0)) return html``;
  const colour = typeof style === "number" ? styleColour(style) : style;
  const bar = { "--share": String(most > 0 ? Math.min(value / most, 1) : 0), "--swatch": colour };
  return html`<i ${cssProperties(bar)}></i>`;
}

export function bytesCell(bytes: number): TemplateResult {
  return Number.isNaN(bytes)
    ? html`<span class="dim" title="no reading before it in the trace">–</span>`
    : html`<span title=${exactBytes(bytes)}>${formatBytes(bytes)}</span>`;
}

export interface Part {
  readonly name: string;
  readonly style: number;
  readonly ns: number;
}

/** A bar of parts, as wide as its cell for `wholeNs`; on hover what it says, largest first. */
export function partsBar(parts: readonly Part[], wholeNs: number): TemplateResult {
  const shown = parts.filter(({ ns }) => ns > 0);
  const text = shown
    .toSorted((a, b) => b.ns - a.ns)
    .map(({ name, ns }) => `${name} ${formatShare(ns, wholeNs)}`)
    .join(", ");
  return html`<span class="parts" role="img" aria-label=${text} title=${text}
    >${shown.map(
      ({ style, ns }) =>
        html`<i ${cssProperties({ "--share": `${(ns / wholeNs) * 100}%`, "--swatch": styleColour(style) })}></i>`,
    )}</span
  >`;
}
