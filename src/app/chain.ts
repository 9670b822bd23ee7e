import type { ChainDetails } from "../engine/protocol.ts";
import type { Selection } from "./selection.ts";
import { windowAround } from "../../views/timeline/view-state.ts";
import { reveal, type TimeWindow } from "./time-window.ts";

/** Whether a selection is the span that a chain begins with, or one that it goes through. */
export function isOnChain(chain: ChainDetails, selection: Selection): boolean {
  if (selection.kind !== "span") return false;
  const spans = chain.wakes.flatMap(({ waker, woken }) => [waker.span?.span, woken.span?.span]);
  return selection.span === chain.span || spans.includes(selection.span);
}

/** The window itself if all wakes of a chain are in it; else one that they fill most of. */
export function windowOfChain(chain: ChainDetails, window: TimeWindow, durationNs: number): TimeWindow {
  const times = chain.wakes.map(({ at }) => at);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const width = window.to - window.from;
  if (from === to) return reveal(window, from, to, durationNs);
  // Several in one place of a wide window tell nothing.
  if (from >= window.from && to <= window.to && to - from > width / 50) return window;
  return windowAround({ from, to }, 0.7, durationNs);
}
