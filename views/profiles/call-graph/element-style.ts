import { css } from "lit";

export const callGraphStyle = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 14px;
    min-height: 32px;
    padding: 0 8px 0 12px;
    border-bottom: 1px solid var(--gs-line);
    white-space: nowrap;
  }
  .tools .end {
    margin-left: auto;
  }
  .tools button {
    height: 24px;
  }
  .tools label {
    display: flex;
    align-items: center;
    gap: 5px;
    color: var(--gs-dim);
  }
  .tools input {
    width: 64px;
    height: 24px;
    padding: 0 4px 0 6px;
    border: 1px solid var(--gs-line);
    border-radius: 5px;
    background: var(--gs-raised);
    color: var(--gs-text);
    font: inherit;
  }
  .box {
    position: relative;
    flex: 1;
    min-height: 60px;
    overflow: hidden;
    contain: strict;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .box.stale svg {
    opacity: 0.5;
  }
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  /* The page is the paper. */
  .graph > polygon,
  .cluster > polygon {
    fill: none;
    stroke: none;
  }
  /* Boxes are pale in both themes, with dark type. */
  .node text {
    fill: #1b2230;
  }
  .edge text {
    fill: var(--gs-dim);
  }
  .node[tabindex] {
    cursor: pointer;
  }
  .node:hover polygon {
    stroke-width: 2.5;
  }
  .node.chosen polygon,
  .node:focus-visible polygon {
    stroke: var(--gs-accent);
    stroke-width: 3.5;
  }
  .node:focus-visible {
    outline: none;
  }
  .edge.chosen path,
  .edge.chosen polygon {
    stroke: var(--gs-accent);
  }
  .edge.chosen text {
    fill: var(--gs-text);
    font-weight: 600;
  }
  .foot {
    flex: none;
    height: 26px;
    padding: 0 12px;
    border-top: 1px solid var(--gs-line);
    color: var(--gs-dim);
    line-height: 25px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [hidden] {
    display: none;
  }
`;
