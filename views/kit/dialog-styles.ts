import { css } from "lit";

/** A dialog of the browser's own: its box, what lies under it, and its first line with a title and a button. */
export const dialogStyles = css`
  dialog {
    padding: 16px 20px 18px;
    border: 1px solid var(--gs-line);
    border-radius: 8px;
    background: var(--gs-raised);
    color: var(--gs-text);
    box-shadow: 0 8px 32px rgb(0 0 0 / 0.3);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.35);
  }
  .title {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 24px;
    margin-bottom: 8px;
  }
  h2 {
    font-size: 14px;
  }
`;
