import { css } from "lit";

/** What the pages of analyses have in common: a bar that says what is below it, notes, and empty states. */
export const pageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--gs-page);
  }
  .bar {
    display: flex;
    flex: none;
    align-items: center;
    gap: 12px;
    min-height: 32px;
    padding: 0 8px 0 12px;
    border-bottom: 1px solid var(--gs-line);
    white-space: nowrap;
    overflow: hidden;
  }
  .bar h2 {
    font-size: 13px;
  }
  .bar .end {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-left: auto;
  }
  .note {
    flex: none;
    margin: 0;
    padding: 5px 12px;
    border-bottom: 1px solid var(--gs-line);
    color: var(--gs-dim);
  }
  .empty {
    max-width: 70ch;
    margin: 0;
    padding: 24px 12px;
    color: var(--gs-dim);
  }
  code {
    font: 12px var(--gs-mono);
  }
  .fault {
    margin: 12px;
    padding: 8px 12px;
    border-radius: 5px;
    background: var(--gs-bad-fill);
    color: var(--gs-bad-text);
    overflow-wrap: anywhere;
  }
  gs-data-table {
    flex: 1;
  }
  .choices {
    display: flex;
    gap: 2px;
  }
  .choices button {
    height: 24px;
    padding: 0 8px;
    border-color: transparent;
    background: none;
  }
  .choices button:hover:enabled {
    background: var(--gs-hover);
  }
  .choices button[aria-pressed="true"] {
    background: var(--gs-chosen);
    font-weight: 600;
  }
  input[type="search"],
  select {
    height: 24px;
    padding: 0 6px;
    border: 1px solid var(--gs-line);
    border-radius: 5px;
    background: var(--gs-raised);
    color: inherit;
    font: inherit;
  }
`;
