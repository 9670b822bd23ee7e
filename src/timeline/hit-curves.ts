import { formatBytes, formatCount, timeAt } from "../base/format.ts";
import type { CountedKind } from "./count-curves.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, SeriesTile, TrackRef } from "./types.ts";

/** Heap in use and goal at a time. */
export function hitHeap(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const [from, to] = pixelAround(time, nsPerPixel);
  if (to <= 0 || from >= timeline.trace.durationNs) return undefined;
  const tile = timeline.heapCurves(Math.max(0, from), to, 1);
  if (Number.isNaN(tile.value[0]!) && Number.isNaN(tile.value[1]!)) return undefined;
  const lines = tile.names.map((name, row) => `${name}: ${rangeText(tile, row, formatBytes)}`);
  return {
    ...curveHit(track, from, to, tile.styles[0]!),
    title: `heap at ${timeAt(time, Math.max(1, nsPerPixel))}`,
    lines,
  };
}

const COUNTED_WORDS: Readonly<Record<CountedKind, string>> = {
  goroutines: "goroutines",
  threads: "threads in use",
  waiters: "goroutines wait for network, files or syscalls",
};

/** How what a track counts is told, where that is not plain. */
const HOW_TOLD: Readonly<Partial<Record<CountedKind, string>>> = {
  waiters: "on a file: as its stack tells (package os, open, fsync, …); pipes and terminals count as files",
};

/** Goroutines by state at a time, on average over the pixel. */
export function hitCounts(
  kind: CountedKind,
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
): Hit | undefined {
  const { trace } = timeline;
  const [from, to] = pixelAround(time, nsPerPixel);
  if (to <= 0 || from >= trace.durationNs) return undefined;
  const tile = timeline.countCurves(kind, Math.max(0, from), Math.min(trace.durationNs, to), 1);
  const stacked = tile.names.length - tile.lines;
  const all = tile.value.subarray(0, stacked).reduce((sum, count) => sum + count, 0);
  const lines = tile.names.flatMap((name, row) =>
    tile.value[row]! > 0 || row >= stacked ? [`${name}: ${countText(tile.value[row]!)}`] : [],
  );
  const how = HOW_TOLD[kind];
  return {
    ...curveHit(track, from, to, tile.styles[0]!),
    title: `${countText(all)} ${COUNTED_WORDS[kind]} at ${timeAt(time, Math.max(1, nsPerPixel))}`,
    lines: how === undefined ? lines : [...lines, how],
  };
}

function curveHit(track: TrackRef, start: number, end: number, style: number): Omit<Hit, "title" | "lines"> {
  return { track, firstRef: -1, lastRef: -1, count: 0, start, end, style };
}

/** A pixel with the time in its middle; a nanosecond at least. */
export function pixelAround(time: number, nsPerPixel: number): [number, number] {
  const half = Math.max(1, nsPerPixel) / 2;
  return [time - half, time + half];
}

function rangeText(tile: SeriesTile, row: number, format: (value: number) => string): string {
  const low = tile.min[row]!;
  const high = tile.max[row]!;
  if (Number.isNaN(low)) return "not known yet";
  return low === high ? format(low) : `${format(low)} to ${format(high)}`;
}

/** Averages need a digit where they are small. */
export function countText(count: number): string {
  return count < 10 && Math.abs(count - Math.round(count)) > 0.005 ? count.toFixed(2) : formatCount(Math.round(count));
}
