import { css } from "lit";

/** A list at the left, and at the right more of what is chosen in it; one above the other where there is little room. */
export const besideStyles = css`
  :host {
    flex: 1;
    container-type: inline-size;
  }
  .beside {
    display: grid;
    flex: 1;
    grid-template: minmax(0, 1fr) / minmax(320px, 36%) minmax(0, 1fr);
    min-height: 0;
  }
  .beside > * {
    min-width: 0;
    min-height: 0;
  }
  .beside > :last-child {
    border-left: 1px solid var(--gs-line);
  }
  @container (max-width: 760px) {
    .beside {
      grid-template: minmax(0, 2fr) minmax(0, 3fr) / minmax(0, 1fr);
    }
    .beside > :last-child {
      border-top: 1px solid var(--gs-line);
      border-left: none;
    }
  }
`;
