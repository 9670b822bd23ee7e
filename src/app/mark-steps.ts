import type { GoroutineIndex } from "../base/indices.ts";
import type { Marks } from "../engine/marks.ts";
import type { Target } from "./targets.ts";
import type { TimeWindow } from "./time-window.ts";

/**
 * The mark after (1) or before (-1) the one the reader is at, all around. If at none (-1): the first that ends in the window
 * or after it, or the last that ends in it or before it. undefined: there are no marks.
 */
export function neighbourMark(marks: Marks, at: number, window: TimeWindow, direction: 1 | -1): number | undefined {
  const { length } = marks.start;
  if (length === 0) return undefined;
  if (at >= 0) return (at + direction + length) % length;
  if (direction === 1) {
    const first = marks.end.findIndex((end) => end >= window.from);
    return first === -1 ? 0 : first;
  }
  const last = marks.end.findLastIndex((end, mark) => end <= window.to || marks.start[mark]! < window.from);
  return last === -1 ? length - 1 : last;
}

/** Where a mark leads: to its span, to its goroutine at its time, or to its time alone. */
export function markTarget(marks: Marks, mark: number): Target {
  const span = marks.span[mark]!;
  const goroutine = marks.goroutine[mark]!;
  const at = { start: marks.start[mark]!, end: marks.end[mark]! };
  if (span >= 0) return { page: "timeline", selection: { kind: "span", span }, at };
  if (goroutine < 0) return { page: "timeline", at };
  return { page: "timeline", selection: { kind: "goroutine", goroutine: goroutine as GoroutineIndex }, at };
}
