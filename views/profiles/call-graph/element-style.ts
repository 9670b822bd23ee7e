import { css, type CSSResultGroup } from "lit";
import { graphStyle } from "../graph-style.ts";

const ownStyle = css`
  .tools .end {
    margin-left: auto;
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
`;

export const callGraphStyle: CSSResultGroup = [graphStyle, ownStyle];
