import { css } from "lit";

/** What the flame graph and the call graph share: tools above, the picture, a line of hints below. */
export const graphStyle = css`
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
    gap: 10px;
    min-height: 32px;
    padding: 0 8px 0 12px;
    border-bottom: 1px solid var(--gs-line);
    white-space: nowrap;
  }
  .tools button {
    height: 24px;
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
  .box.stale > * {
    opacity: 0.5;
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
