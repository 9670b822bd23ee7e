import { css, type CSSResultGroup } from "lit";
import { graphStyle } from "../graph-style.ts";

const ownStyle = css`
  .legend {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-left: auto;
    color: var(--gs-dim);
    font-size: 12px;
  }
  .legend i {
    width: 120px;
    height: 10px;
    border-radius: 2px;
    background: linear-gradient(to right, var(--gs-less), var(--gs-flame-plain), var(--gs-more));
  }
  .path {
    display: flex;
    flex: none;
    align-items: center;
    gap: 2px;
    height: 28px;
    padding: 0 8px;
    border-bottom: 1px solid var(--gs-line);
    overflow: hidden;
    white-space: nowrap;
  }
  .path button {
    flex: 0 1 auto;
    min-width: 24px;
    height: 22px;
    padding: 0 4px;
    border: none;
    background: none;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--gs-link);
  }
  .path button:last-of-type {
    flex-shrink: 0;
    max-width: 60%;
    color: var(--gs-text);
  }
  .path span {
    color: var(--gs-dim);
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    touch-action: none;
  }
  .card {
    position: absolute;
    inset: 0 auto auto 0;
    z-index: 2;
    max-width: min(520px, 90%);
    padding: 6px 9px;
    border: 1px solid var(--gs-line);
    border-radius: 4px;
    background: var(--gs-card);
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.22);
    font-size: 12px;
    line-height: 1.45;
    overflow-wrap: anywhere;
    pointer-events: none;
  }
  .card h3 {
    font: 600 12px/1.45 var(--gs-mono);
  }
  .card dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 10px;
    margin: 2px 0 0;
  }
  .card dt {
    color: var(--gs-dim);
  }
  .card dd {
    margin: 0;
  }
  .problem {
    margin: 12px;
  }
  .live {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const flameStyle: CSSResultGroup = [graphStyle, ownStyle];
