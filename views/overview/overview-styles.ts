import { css } from "lit";

/** The overview's parts side by side: what stands out beside the curves, tables below what they are about. */
export const overviewStyles = css`
  .traced {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 2px 28px;
    margin: 0;
    padding: 7px 12px;
    border-bottom: 1px solid var(--gs-line);
  }
  .traced dt {
    font-size: 11px;
    line-height: 14px;
    color: var(--gs-dim);
  }
  .traced dd {
    max-width: 260px;
    margin: 0;
    line-height: 19px;
  }
  .bad {
    color: var(--gs-bad-text);
  }
  .parts {
    display: grid;
    flex: 1;
    grid-template:
      "over-time beside" minmax(270px, 1.35fr)
      "procs-over-time beside" minmax(180px, 0.8fr)
      "each-proc beside" auto / minmax(0, 1.55fr) minmax(330px, 1fr);
    min-height: 0;
    overflow: auto;
  }
  section {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .over-time {
    grid-area: over-time;
  }
  .procs-over-time {
    grid-area: procs-over-time;
    border-top: 1px solid var(--gs-line);
  }
  .each-proc {
    grid-area: each-proc;
    height: calc(33px + 24px + var(--rows) * 23px + 16px);
    max-height: 180px;
    border-top: 1px solid var(--gs-line);
  }
  .beside {
    display: flex;
    flex-direction: column;
    grid-area: beside;
    min-height: 0;
    border-left: 1px solid var(--gs-line);
  }
  .standing-out {
    flex: 0 1 auto;
    max-height: 62%;
    overflow: auto;
  }
  .times {
    flex: 1 1 200px;
    min-height: 160px;
    border-top: 1px solid var(--gs-line);
  }
  .standing-out .bar {
    position: sticky;
    top: 0;
    background: var(--gs-page);
  }
  .facts-line {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  gs-plot {
    flex: 1;
  }
  .facts {
    margin: 0;
    padding: 6px 12px;
    list-style: none;
  }
  [data-stale] .facts {
    opacity: 0.45;
    transition: opacity 0.1s 0.15s;
  }
  .facts li {
    display: grid;
    grid-template-columns: 92px minmax(0, 1fr);
    padding: 2px 0;
    overflow-wrap: anywhere;
  }
  .facts strong {
    font-weight: 600;
  }
`;
