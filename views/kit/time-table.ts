import { css, html, type TemplateResult } from "lit";
import { exactNs, formatNs, formatShare } from "../../src/base/format.ts";
import { cssProperties } from "./css-properties.ts";
import { stateText, swatch } from "./links.ts";
import { styleColour } from "./palette.ts";

export interface TimeRow {
  readonly state: string;
  readonly reason: string;
  readonly style: number;
  readonly ns: number;
}

export const timeTableStyles = css`
  .time {
    width: 78px;
  }
  .share {
    width: 56px;
  }
  td.bar {
    position: relative;
  }
  td.bar > i {
    position: absolute;
    inset: 3px auto 3px 0;
    width: var(--share);
    min-width: 1px;
    border-radius: 2px;
    background: var(--swatch);
    opacity: 0.35;
  }
  td.bar span {
    position: relative;
    padding-left: 4px;
  }
`;

/** Where time went, longest first, with its share of a whole. */
export function timeTable(times: readonly TimeRow[], totalNs: number): TemplateResult {
  const rows = [...times].sort((a, b) => b.ns - a.ns);
  const most = rows[0]?.ns ?? 0;
  return html`<table aria-label="Time by state and reason">
    <thead class="dim">
      <tr>
        <th scope="col">State</th>
        <th scope="col" class="number time">Time</th>
        <th scope="col" class="number share">Share</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <td class="bar" title=${stateText(row)}>
              <i ${cssProperties({ "--share": `${(row.ns / most) * 100}%`, "--swatch": styleColour(row.style) })}></i>
              <span>${swatch(row.style)} ${stateText(row)}</span>
            </td>
            <td class="number time" title=${exactNs(row.ns)}>${formatNs(row.ns)}</td>
            <td class="number share">${formatShare(row.ns, totalNs)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
