import { css } from "lit";

/** How a key is shown. */
export const kbdStyles = css`
  kbd {
    padding: 1px 5px;
    border: 1px solid var(--gs-line);
    border-radius: 4px;
    background: var(--gs-panel);
    font: 11px var(--gs-mono);
    white-space: nowrap;
  }
`;
