import type { GoroutineIndex, RegionIndex, StringIndex } from "../base/indices.ts";
import { countOf, formatNs, timeAt } from "../base/format.ts";
import type { Trace } from "../model/trace.ts";
import type { Drawing } from "./draw-lane.ts";
import { groupStyle } from "./goroutine-style.ts";
import { goroutineLabel } from "./names.ts";
import { RowRectangles } from "./row-rectangles.ts";
import { shapeOfRow } from "./style.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, TrackRef } from "./types.ts";

/** Regions nested deeper than this lie in the last row. */
const MOST_ROWS = 12;

/** Regions with the row each is in. Those without a begin or end last from the trace's begin or to its end. */
export interface RegionRows {
  /** By start. */
  readonly regions: Int32Array;
  readonly row: Uint8Array;
  readonly rows: number;
}

export function regionStart(trace: Trace, region: number): number {
  const start = trace.regions.start[region]!;
  return Number.isNaN(start) ? 0 : start;
}

export function regionEnd(trace: Trace, region: number): number {
  const end = trace.regions.end[region]!;
  return Number.isNaN(end) ? trace.durationNs : end;
}

/** Gives each region the first row that is free, so that what is nested lies under what it is in. O(n · rows). */
export function placeRegions(trace: Trace, regions: readonly number[]): RegionRows {
  const order = regions.toSorted(
    (a, b) => regionStart(trace, a) - regionStart(trace, b) || regionEnd(trace, b) - regionEnd(trace, a) || a - b,
  );
  const until: number[] = [];
  const row = Uint8Array.from(order, (region) => {
    let free = until.findIndex((end) => end <= regionStart(trace, region));
    if (free === -1) free = Math.min(until.length, MOST_ROWS - 1);
    until[free] = Math.max(until[free] ?? 0, regionEnd(trace, region));
    return free;
  });
  return { regions: Int32Array.from(order), row, rows: until.length };
}

/** Regions of the program's, not those that only say which task a goroutine inherited. */
export function regionsOfGoroutine(trace: Trace, goroutine: GoroutineIndex): RegionRows {
  const { offsets, inherited } = trace.regions;
  const own: number[] = [];
  for (let region = offsets[goroutine]!; region < offsets[goroutine + 1]!; region++)
    if (inherited[region] === 0) own.push(region);
  return placeRegions(trace, own);
}

export function regionName(trace: Trace, region: RegionIndex): string {
  return trace.symbols.strings.get(trace.regions.name[region]! as StringIndex);
}

/** The same name has the same colour wherever it is. */
export function nameStyle(trace: Trace, string: number): number {
  let hash = 7;
  for (const letter of trace.symbols.strings.get(string as StringIndex)) hash = (hash * 31 + letter.charCodeAt(0)) | 0;
  return groupStyle(hash >>> 0);
}

/** Draws regions into rows of which there are `rows`, shaped by `shape`. */
export function drawRegionRows(drawing: Drawing, placed: RegionRows, shape: (row: number) => number): void {
  const { trace } = drawing.timeline;
  const out = new RowRectangles(drawing);
  placed.regions.forEach((region, i) => {
    out.put(placed.row[i]!, {
      start: regionStart(trace, region),
      end: regionEnd(trace, region),
      style: nameStyle(trace, trace.regions.name[region]!),
      ref: region,
      label: regionName(trace, region as RegionIndex),
    });
  });
  out.finish(shape);
}

export function drawRegions(drawing: Drawing, track: TrackRef): void {
  const placed = regionsOfGoroutine(drawing.timeline.trace, track.index as GoroutineIndex);
  drawRegionRows(drawing, placed, (row) => shapeOfRow(row, placed.rows));
}

export function hitRegions(
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
  level: number,
): Hit | undefined {
  return hitRegionRows(
    timeline.trace,
    track,
    regionsOfGoroutine(timeline.trace, track.index as GoroutineIndex),
    time,
    nsPerPixel,
    level,
  );
}

/** The region of a row of the track at a time; of several on the pixel how many they are. */
export function hitRegionRows(
  trace: Trace,
  track: TrackRef,
  placed: RegionRows,
  time: number,
  nsPerPixel: number,
  level: number,
): Hit | undefined {
  const row = Math.min(placed.rows - 1, Math.floor(level * placed.rows));
  const half = nsPerPixel / 2;
  const found = [...placed.regions].filter(
    (region, i) =>
      placed.row[i] === row && regionStart(trace, region) <= time + half && regionEnd(trace, region) >= time - half,
  );
  const region = found.find((one) => regionStart(trace, one) <= time && regionEnd(trace, one) > time) ?? found[0];
  if (region === undefined) return undefined;
  const start = regionStart(trace, region);
  const end = regionEnd(trace, region);
  const { goroutine, task, name } = trace.regions;
  const ofTask = task[region]! < 0 ? [] : [`of task ${taskLabel(trace, task[region]!)}`];
  const more = found.length > 1 ? [`and ${countOf(found.length - 1, "region")} more on this pixel`] : [];
  return {
    ...{ track, firstRef: -1, lastRef: -1, count: found.length, start, end },
    style: nameStyle(trace, name[region]!),
    title: `region ${regionName(trace, region as RegionIndex) || "without a name"}`,
    lines: [
      `${formatNs(end - start)} from ${timeAt(start, Math.max(1, (end - start) / 100))}`,
      goroutineLabel(trace, goroutine[region]! as GoroutineIndex),
      ...ofTask,
      ...(Number.isNaN(trace.regions.end[region]!) ? ["had not ended when the trace did"] : []),
      ...more,
    ],
    selects: { kind: "region", row: region },
  };
}

/** How a task is spoken of: `#12 order`. */
export function taskLabel(trace: Trace, task: number): string {
  const name = trace.symbols.strings.get(trace.tasks.name[task]! as StringIndex);
  return `#${trace.symbols.tasks.text(task)} ${name}`.trim();
}
