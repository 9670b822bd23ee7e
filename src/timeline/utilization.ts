import type { ProcIndex } from "../base/indices.ts";
import { formatNs, formatShare } from "../base/format.ts";
import { gridOver, octaveOf } from "./grid.ts";
import { occupancyBase, occupancyIn } from "./occupancy.ts";
import type { Drawing } from "./draw-lane.ts";
import { shapeOf, Style, TRACK_HEIGHT } from "./style.ts";
import type { Lane } from "./lane.ts";
import type { Timeline } from "./timeline.ts";
import { TRACK_ROWS, type Hit, type TrackRef } from "./types.ts";

/** Shades from the palest to the full colour. */
const SHADES = 8;
/** With more procs than this columns are twice as wide, so that there are not too many rectangles. */
const FEW_PROCS = 16;

/** Procs that have a row. */
export function procsShown(timeline: Timeline): readonly ProcIndex[] {
  return timeline.procs().slice(0, TRACK_ROWS.utilization);
}

/** Octave of the columns that the rows of so many procs are drawn in. */
export function shadeOctave(procs: number, nsPerPixel: number): number {
  return octaveOf(nsPerPixel) + (procs > FEW_PROCS ? 2 : 1);
}

/** A row per proc, the darker the larger the share of its time in which it ran something. */
export function drawUtilization({ timeline, from, to, nsPerPixel, rectangles }: Drawing): void {
  const procs = procsShown(timeline);
  const octave = shadeOctave(procs.length, nsPerPixel);
  const width = 2 ** octave;
  const until = timeline.trace.durationNs;
  const grid = gridOver(width, Math.max(0, from), Math.max(width, Math.min(to, until)));
  procs.forEach((index, row) => {
    const track = { kind: "proc", index } as const;
    const lane = timeline.lane(track);
    const occupancy = octave >= occupancyBase(lane) ? timeline.runDetail(track).occupancy : undefined;
    const shares = occupancyIn(lane, occupancy, octave, grid);
    const [top, bottom] = [row, row + 1].map((edge) => Math.round((edge / procs.length) * TRACK_HEIGHT));
    let column = 0;
    while (column < shares.length) {
      const first = column;
      const shade = Math.ceil((shares[column]! / 255) * SHADES);
      do column++;
      while (column < shares.length && Math.ceil((shares[column]! / 255) * SHADES) === shade);
      if (shade === 0) continue;
      const alpha = Math.round((shade / SHADES) * 255);
      const start = (grid.first + first) * width;
      const end = Math.min(until, (grid.first + column) * width);
      rectangles.add(start, end, Style.Running, row, -1, "", shapeOf(top!, bottom!, alpha));
    }
  });
}

/** How busy the proc at a level was in the column at a time, and all procs together. */
export function hitUtilization(
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
  level: number,
): Hit | undefined {
  const { durationNs, symbols } = timeline.trace;
  const procs = procsShown(timeline);
  const width = 2 ** (octaveOf(Math.max(1, nsPerPixel)) + 1);
  const column = Math.floor(time / width);
  const start = column * width;
  const end = Math.min(durationNs, start + width);
  const proc = procs[Math.min(procs.length - 1, Math.floor(level * procs.length))];
  if (proc === undefined || time < 0 || end <= start) return undefined;
  const busy = procs.map((index) => busyNs(timeline.lane({ kind: "proc", index }), start, end));
  const own = busy[procs.indexOf(proc)]!;
  const all = busy.reduce((sum, ns) => sum + ns, 0);
  const whole = end - start;
  return {
    ...{ track, firstRef: -1, lastRef: -1, count: 0, start, end, style: Style.Running },
    title: `P${symbols.procs.text(proc)} ran something ${formatShare(own, whole)} of the time`,
    lines: [`${formatNs(own)} of ${formatNs(whole)}`, `all procs: ${formatShare(all, whole * procs.length)}`],
  };
}

function busyNs(lane: Lane, from: number, to: number): number {
  let sum = 0;
  lane.feed(from, to, { piece: (start, end) => (sum += end - start) });
  return sum;
}
