import { countOf, formatNs } from "../base/format.ts";
import { octaveOf } from "./grid.ts";
import { countText, pixelAround } from "./hit-curves.ts";
import { aliveBetween } from "./lifetimes.ts";
import { sumStates } from "./state-times.ts";
import { shortFunction, STATE_WORDS } from "./names.ts";
import { Style } from "./style.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, TrackRef } from "./types.ts";

const NOTHING_YET: { readonly style: number; readonly mean: number } = { style: Style.BlockedOther, mean: 0 };

/** What the goroutines of a group did in the column at a time: how many there were, and in which states on average. */
export function hitGroup(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const { trace } = timeline;
  const summary = timeline.summary(track.index);
  const width = 2 ** octaveOf(2 * Math.max(0.5, nsPerPixel));
  const column = Math.floor(time / width);
  const start = column * width;
  const end = Math.min(trace.durationNs, start + width);
  const alive = aliveBetween(trace, summary.lifetimes, start, end);
  if (alive.length === 0 || end <= pixelAround(time, 0)[0]) return undefined;
  const { rows } = sumStates(trace, timeline.reasonStyles, alive, { width, first: column, end: column + 1 });
  const states = rows
    .map((ns, style) => ({ style, mean: (ns?.[0] ?? 0) / (end - start) }))
    .filter(({ mean }) => mean > 0);
  const top = states.reduce((best, other) => (other.mean > best.mean ? other : best), NOTHING_YET);
  return {
    track,
    firstRef: -1,
    lastRef: -1,
    count: alive.length,
    start,
    end,
    style: top.style,
    title: `${shortFunction(timeline.arrangements.nameOf(track.index)) || "unknown function"}: ${countOf(alive.length, "goroutine")} in ${formatNs(end - start)}`,
    parts: states.map(({ style, mean }) => ({ style, ns: mean * (end - start) })).sort((a, b) => b.ns - a.ns),
    lines: states
      .sort((a, b) => b.mean - a.mean)
      .map(({ style, mean }) => `${STATE_WORDS[style]!}: ${countText(mean)} on average`),
  };
}
