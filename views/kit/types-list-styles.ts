import { css } from "lit";

/** Pages with a table of types above, and one of the single things of a type, with their histogram, below. */
export const typesListStyles = css`
  .types,
  .each {
    display: flex;
    flex-direction: column;
    flex: 1 1 0;
    min-height: 0;
  }
  .types {
    flex: 0 1 auto;
    height: min(calc(33px + 24px + var(--rows) * 23px + 16px), 45%);
    border-bottom: 1px solid var(--gs-line);
  }
  input {
    width: 220px;
  }
  gs-histogram {
    flex: none;
    border-bottom: 1px solid var(--gs-line);
  }
`;
