import { css } from "lit";

/** A dialog near the top with a field and, under it, what was found: the palette, the search. */
export const finderStyles = css`
  dialog {
    max-width: calc(100vw - 40px);
    margin: 72px auto auto;
    padding: 0;
    border: 1px solid var(--gs-line);
    border-radius: 8px;
    overflow: hidden;
    background: var(--gs-raised);
    color: var(--gs-text);
    box-shadow: 0 8px 32px rgb(0 0 0 / 0.3);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.2);
  }
  input[type="text"] {
    width: 100%;
    height: 38px;
    padding: 0 14px;
    border: none;
    border-bottom: 1px solid var(--gs-line);
    background: none;
    color: inherit;
    font: 14px var(--gs-sans);
  }
  input[type="text"]:focus-visible {
    outline-offset: -2px;
  }
  ul {
    max-height: min(480px, 60vh);
    margin: 0;
    padding: 4px;
    overflow: auto;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    height: 25px;
    padding: 0 10px;
    border-radius: 4px;
    white-space: nowrap;
    cursor: pointer;
  }
  li:hover {
    background: var(--gs-hover);
  }
  li[aria-selected="true"] {
    background: var(--gs-chosen);
  }
  p {
    margin: 0;
    padding: 8px 14px 12px;
  }
`;
