import type { PauseList } from "../engine/protocol.ts";
import { windowOf, type ScopeWindow } from "./scope.ts";
import type { TimeWindow } from "./time-window.ts";

/**
 * The time of a GC cycle, by its number from 1: its mark phase with the pauses at its begin and end. undefined where the
 * trace has no such cycle.
 */
export function cycleWindow({ cycles, pauses }: PauseList, number: number): TimeWindow | undefined {
  const mark = cycles[number - 1];
  if (!mark) return undefined;
  let [from, to] = [mark.start, mark.start + mark.ns];
  for (const { cycle, start, ns } of pauses) {
    if (cycle !== number) continue;
    from = Math.min(from, start);
    to = Math.max(to, start + ns);
  }
  return { from, to };
}

export function cycleScope(pauses: PauseList, number: number): ScopeWindow | undefined {
  const window = cycleWindow(pauses, number);
  return window && windowOf("cycle", number, window);
}
