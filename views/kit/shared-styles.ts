import { css } from "lit";

/** What every element of the page has in common: boxes, focus, links, buttons. */
export const baseStyles = css`
  :host {
    box-sizing: border-box;
    color: var(--gs-text);
    font: 13px/1.45 var(--gs-sans);
    font-variant-numeric: tabular-nums;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--gs-focus);
    outline-offset: -2px;
    border-radius: 3px;
  }
  a {
    color: var(--gs-link);
    text-decoration: none;
    border-radius: 3px;
  }
  a:hover {
    text-decoration: underline;
  }
  button {
    font: inherit;
    color: inherit;
    height: 26px;
    padding: 0 10px;
    border: 1px solid var(--gs-line);
    border-radius: 5px;
    background: var(--gs-raised);
    cursor: pointer;
  }
  button:hover {
    background: var(--gs-hover);
  }
  button:disabled {
    opacity: 0.45;
    cursor: default;
  }
  button.primary {
    background: var(--gs-link);
    border-color: var(--gs-link);
    color: var(--gs-page);
  }
  button.primary:hover {
    filter: brightness(1.1);
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  button.plain:hover {
    background: var(--gs-hover);
  }
  /* A name in a row, to be chosen. */
  button.pick {
    width: 100%;
    height: 23px;
    padding: 0;
    border: none;
    background: none;
    text-align: left;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  button.pick.number {
    text-align: right;
  }
  button.pick:hover {
    background: none;
    text-decoration: underline;
  }
  h1,
  h2,
  h3 {
    margin: 0;
    font-weight: 600;
  }
  .dim {
    color: var(--gs-dim);
  }
  .mono {
    font-family: var(--gs-mono);
    font-size: 12px;
  }
  .number {
    text-align: right;
    white-space: nowrap;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* "Scope to this". */
  .target {
    width: 12px;
    height: 12px;
    vertical-align: -2px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .swatch {
    display: inline-block;
    flex: none;
    width: 10px;
    height: 10px;
    border-radius: 2px;
    vertical-align: -1px;
    background: var(--swatch, var(--gs-track));
  }
`;

/** The parts of the details panel: sections, pairs of name and value, tables. */
export const detailStyles = css`
  :host {
    display: block;
  }
  .title {
    padding: 10px 12px 8px;
    border-bottom: 1px solid var(--gs-line);
  }
  .title h2 {
    font-size: 14px;
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-width: 0;
  }
  .title p {
    margin: 2px 0 0;
    overflow-wrap: anywhere;
  }
  section {
    padding: 8px 12px 10px;
    border-bottom: 1px solid var(--gs-line);
  }
  section h3 {
    margin-bottom: 4px;
    font-size: 11px;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    color: var(--gs-dim);
  }
  dl {
    display: grid;
    grid-template-columns: 84px minmax(0, 1fr);
    gap: 2px 10px;
    margin: 0;
  }
  dt {
    color: var(--gs-dim);
  }
  dd {
    margin: 0;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .scopes {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
  }
  dd a,
  .title a {
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 2px;
  }
  dd a:hover {
    text-decoration-color: currentColor;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  td,
  th {
    height: 23px;
    padding: 0 6px 0 0;
    font-weight: normal;
    text-align: left;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  td.number,
  th.number {
    text-align: right;
  }
`;
