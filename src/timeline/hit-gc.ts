import type { StringIndex } from "../base/indices.ts";
import { countOf, formatNs, timeAt } from "../base/format.ts";
import { rangeEnd } from "./gc-index.ts";
import { Style } from "./style.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, TrackRef } from "./types.ts";

/** From here on down its height the track shows pauses; mark phases above. */
const PAUSES_FROM = 0.5;

/** The mark phase or pause at a time that is drawn there; where there is none, that of the other row. */
export function hitGc(
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
  level: number,
): Hit | undefined {
  const { pauses, marks } = timeline.gc;
  const hit = (rows: Int32Array, style: number): Hit | undefined => {
    const found = covered(timeline, rows, time, nsPerPixel);
    return found.length > 0 ? describe(timeline, track, found, style) : undefined;
  };
  const hitMark = (): Hit | undefined => hit(marks, Style.GCMark);
  const hitPause = (): Hit | undefined => hit(pauses, Style.StopTheWorld);
  return level < PAUSES_FROM ? (hitMark() ?? hitPause()) : (hitPause() ?? hitMark());
}

/** Positions of the ranges within a pixel of a time; each is at least a pixel wide as drawn. */
function covered(
  timeline: Timeline,
  rows: Int32Array,
  time: number,
  nsPerPixel: number,
): { row: number; position: number }[] {
  const { trace } = timeline;
  const found: { row: number; position: number }[] = [];
  rows.forEach((row, position) => {
    const start = trace.ranges.start[row]!;
    const end = Math.max(rangeEnd(trace, row), start + nsPerPixel);
    if (start <= time + nsPerPixel / 2 && end > time - nsPerPixel / 2) found.push({ row, position });
  });
  return found;
}

function describe(
  timeline: Timeline,
  track: TrackRef,
  found: readonly { row: number; position: number }[],
  style: number,
): Hit {
  const { trace, gc } = timeline;
  const firstRef = found[0]!.row;
  const lastRef = found.at(-1)!.row;
  const start = trace.ranges.start[firstRef]!;
  const end = Math.max(...found.map(({ row }) => rangeEnd(trace, row)));
  const common = { track, firstRef, lastRef, count: found.length, start, end, style };
  const nameOf = (row: number): string => trace.symbols.strings.get(trace.ranges.name[row]! as StringIndex);
  const length = (row: number): number => rangeEnd(trace, row) - trace.ranges.start[row]!;
  if (found.length === 1) {
    const { row, position } = found[0]!;
    const cycle = style === Style.GCMark ? position : gc.cycleOf[position]!;
    const when = `${formatNs(length(row))} from ${timeAt(start, Math.max(1, length(row) / 100))}`;
    const lines = [
      when,
      ...(cycle === -1 ? [] : [`GC cycle ${cycle + 1}`]),
      ...(Number.isNaN(trace.ranges.end[row]!) ? ["had not ended when the trace did"] : []),
    ];
    return { ...common, title: nameOf(row), lines };
  }
  const total = found.reduce((sum, { row }) => sum + length(row), 0);
  const longest = found.reduce((best, other) => (length(other.row) > length(best.row) ? other : best));
  const what = style === Style.GCMark ? "mark phase" : "pause";
  return {
    ...common,
    title: `${countOf(found.length, what)}, ${formatNs(total)} in all`,
    lines: [`longest: ${nameOf(longest.row)}, ${formatNs(length(longest.row))}`],
  };
}
