import { css } from "lit";

/** Layout of the element. Colours are variables of the palette; sizes agree with layout.ts and scene.ts. */
export const elementStyle = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / var(--gs-gutter-width, 224px) minmax(0, 1fr) 12px;
    position: relative;
    overflow: hidden;
    contain: strict;
    min-height: 120px;
    background: var(--gs-bg);
    color: var(--gs-fg);
    font:
      13px/1.4 system-ui,
      sans-serif;
    font-variant-numeric: tabular-nums;
    user-select: none;
    -webkit-user-select: none;
  }
  gs-track-bar {
    grid-column: 1 / -1;
  }
  .gutter {
    position: relative;
    overflow: hidden;
    border-right: 1px solid var(--gs-line);
    background: var(--gs-gutter);
  }
  .corner {
    position: absolute;
    inset: 0 0 auto 0;
    z-index: 1;
    box-sizing: border-box;
    height: 30px;
    padding: 0 8px;
    line-height: 29px;
    border-bottom: 1px solid var(--gs-line);
    background: var(--gs-ruler);
    color: var(--gs-muted);
    font-size: 11px;
    white-space: nowrap;
    overflow: hidden;
  }
  .names {
    position: absolute;
    inset: 30px 0 0 0;
  }
  .name {
    position: absolute;
    left: 0;
    right: 0;
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 0 8px;
    border-bottom: 1px solid var(--gs-grid);
    font-size: 12px;
    white-space: nowrap;
    color: var(--gs-track-label);
  }
  .name.section {
    background: var(--gs-section);
    color: var(--gs-muted);
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.02em;
    border-bottom: 0;
  }
  .name.gc,
  .name.heap,
  .name.goroutines,
  .name.threads,
  .name.waiters,
  .name.utilization,
  .name.regions,
  .name.frames {
    align-items: flex-start;
    padding-top: 4px;
  }
  .name.pinned {
    z-index: 1;
    background: var(--gs-gutter);
    box-shadow: inset 2px 0 0 var(--gs-muted);
  }
  .name.dragged {
    z-index: 2;
    background: var(--gs-card);
    box-shadow: 0 2px 8px rgb(0 0 0 / 0.3);
  }
  .name[data-moves] {
    cursor: grab;
  }
  .name.goroutine,
  .name.regions,
  .name.frames,
  .name.logs,
  .name.task {
    font-size: 11px;
    color: var(--gs-muted);
  }
  .name.marked {
    color: var(--gs-fg);
    box-shadow: inset 3px 0 0 var(--gs-accent);
  }
  .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .note {
    margin-left: auto;
    color: var(--gs-muted);
    font-size: 11px;
  }
  .note:empty {
    display: none;
  }
  .plain {
    display: flex;
    align-items: center;
    gap: 6px;
    width: 100%;
    min-width: 0;
    border-radius: 2px;
  }
  .more {
    all: unset;
    flex: none;
    display: none;
    padding: 0 4px;
    border-radius: 3px;
    line-height: 16px;
    color: var(--gs-muted);
    cursor: pointer;
  }
  .name:hover .more {
    display: block;
  }
  .more:hover {
    background: var(--gs-line);
    color: var(--gs-fg);
  }
  .disclosure {
    all: unset;
    min-width: 0;
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: 6px;
    width: 100%;
    height: 100%;
    cursor: pointer;
  }
  .disclosure::before {
    content: "";
    flex: none;
    border: 4px solid transparent;
    border-left: 5px solid var(--gs-muted);
    border-right: 0;
    margin: 0 2px;
  }
  .disclosure[aria-expanded="true"]::before {
    transform: rotate(90deg);
  }
  .disclosure:hover {
    color: var(--gs-fg);
  }
  .disclosure:focus-visible,
  .plain:focus-visible,
  canvas:focus-visible {
    outline: 2px solid var(--gs-accent);
    outline-offset: -2px;
  }
  .stage {
    position: relative;
    overflow: hidden;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    touch-action: none;
    cursor: default;
  }
  .side {
    position: relative;
    border-left: 1px solid var(--gs-grid);
  }
  .bar {
    position: absolute;
    inset: 30px 0 0 0;
  }
  .thumb {
    position: absolute;
    inset: 0 2px auto 2px;
    border-radius: 4px;
    background: var(--gs-scroll-thumb);
  }
  .bar:hover .thumb {
    background: var(--gs-muted);
  }
  .card {
    position: absolute;
    inset: 0 auto auto 0;
    z-index: 2;
    box-sizing: border-box;
    max-width: min(420px, 80%);
    padding: 6px 9px;
    border: 1px solid var(--gs-line);
    border-radius: 4px;
    background: var(--gs-card);
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.22);
    color: var(--gs-muted);
    font-size: 12px;
    line-height: 1.45;
    overflow-wrap: anywhere;
    pointer-events: none;
  }
  .card-title {
    display: flex;
    align-items: baseline;
    gap: 6px;
    color: var(--gs-fg);
    font-weight: 600;
  }
  .swatch {
    flex: none;
    width: 9px;
    height: 9px;
    border-radius: 2px;
  }
  .card-strip {
    display: flex;
    min-width: 160px;
    height: 8px;
    margin: 3px 0;
    border-radius: 2px;
    overflow: hidden;
  }
  .card-strip span {
    min-width: 1px;
  }
  .problem {
    position: absolute;
    inset: 40px 16px auto 16px;
    color: var(--gs-fg);
  }
  .live {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  [hidden] {
    display: none;
  }
`;
