import { css } from "lit";

/** A column of text in the middle: what the page shows while no trace is open. */
export const centreStyles = css`
  :host {
    display: block;
    height: 100%;
    overflow: auto;
  }
  main {
    max-width: 640px;
    margin: 0 auto;
    padding: max(32px, 10vh) 24px 32px;
  }
  h1 {
    font-size: 20px;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  h2 {
    margin-top: 28px;
    font-size: 13px;
  }
  .lead {
    margin: 6px 0 20px;
    color: var(--gs-dim);
    font-size: 14px;
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin: 16px 0;
  }
  code {
    font: 12px/1.5 var(--gs-mono);
    padding: 1px 5px;
    border-radius: 4px;
    background: var(--gs-panel);
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 7px 16px;
    margin: 10px 0 0;
  }
  dt {
    color: var(--gs-dim);
  }
  dd {
    margin: 0;
  }
`;
