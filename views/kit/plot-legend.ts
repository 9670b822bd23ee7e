import { css, html, type TemplateResult } from "lit";
import { cssProperties } from "./css-properties.ts";
import { sayValue, sayX, type PlotData } from "./plot-data.ts";

export const legendStyles = css`
  ul {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 12px;
    min-width: 0;
    margin: 0;
    padding: 3px 0 0;
    list-style: none;
    line-height: 20px;
  }
  li.at {
    min-width: 96px;
  }
  li button {
    height: 20px;
    padding: 0;
    border: none;
    background: none;
    white-space: nowrap;
  }
  li button:hover {
    text-decoration: underline;
  }
  li button[aria-pressed="false"] {
    color: var(--gs-dim);
    text-decoration: line-through;
  }
  li button[aria-pressed="false"] .swatch {
    opacity: 0.25;
  }
  b {
    display: inline-block;
    min-width: 44px;
    font-weight: 600;
  }
`;

/**
 * The names of a plot's curves, each a button that hides it, with the values at a place on the x axis; `index` -1: with
 * those on the mean, where these mean something, or none.
 */
export function plotLegend(
  data: PlotData,
  index: number,
  hidden: ReadonlySet<string>,
  toggle: (name: string) => void,
): TemplateResult {
  const means = index < 0 && data.means === true;
  const where = means ? "on the mean" : index < 0 ? data.yName : `at ${placeText(data, index)}`;
  return html`<ul aria-label=${`Legend: ${data.title}`}>
    <li class="at"><span class="dim">${where}</span></li>
    ${data.series.map(({ name, colour, values }) => {
      const value = means ? meanOf(values) : values[index];
      return html`<li>
        <button aria-pressed=${!hidden.has(name)} title=${`Show or hide: ${name}`} @click=${() => toggle(name)}>
          <i class="swatch" ${cssProperties({ "--swatch": `var(${colour})` })}></i> ${name}
          <b>${means || index >= 0 ? sayValue(data.unit, value) : ""}</b>
        </button>
      </li>`;
    })}
  </ul>`;
}

/** The same for who cannot see it. */
export function plotWords(data: PlotData, index: number): string {
  if (index < 0) return `${data.title}; arrow keys read it off`;
  const values = data.series.map(({ name, values: own }) => `${name} ${sayValue(data.unit, own[index])}`);
  return `${data.title} at ${placeText(data, index)}: ${values.join(", ")}`;
}

/** To the precision that tells neighbours apart. */
function placeText(data: PlotData, index: number): string {
  return sayX(data, data.x[index] ?? 0, Math.abs((data.x[1] ?? 1) - (data.x[0] ?? 0)));
}

/** Of the values of steps of one length; the last only says where they end. */
function meanOf(values: readonly (number | null)[]): number {
  const known = values.slice(0, -1).filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
