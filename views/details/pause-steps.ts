import type { Selection } from "../../src/app/selection.ts";
import type { TimeWindow } from "../../src/app/time-window.ts";
import type { PauseList } from "../../src/engine/protocol.ts";

type Pause = PauseList["pauses"][number];

/**
 * The stop-the-world pause after (1) or before (-1) the selected one. If none is selected: the first, or the last, that
 * lies in the window or beyond it. undefined: there is none further on.
 */
export function neighbourPause(
  { pauses }: PauseList,
  selection: Selection,
  window: TimeWindow,
  direction: 1 | -1,
): Pause | undefined {
  const selected = selection.kind === "range" ? pauses.findIndex(({ range }) => range === selection.range) : -1;
  if (selected !== -1) return pauses[selected + direction];
  return direction === 1
    ? pauses.find(({ start }) => start >= window.from)
    : pauses.findLast(({ start, ns }) => start + ns <= window.to);
}
