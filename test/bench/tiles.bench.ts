import { createReadStream } from "node:fs";
import { basename } from "node:path";

import { overviewOf } from "../../src/engine/details/overview.ts";
import { loadTrace } from "../../src/engine/load.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { TileRequest, TrackRef } from "../../src/timeline/types.ts";

/**
 * Tile queries as the page makes them, three times the view wide, over a scripted session: from the whole trace in to a
 * microsecond and back out, and across at every zoom, with the busiest 60 goroutines in view and with the collapsed tracks.
 * Then the memory of the tables, and of what the session added.
 *   TRACE    the file; the sample if not given
 * Times are of the processor, not of the clock: other work on the machine then counts less. "Passes" are in units of
 * one pass over all spans in the same run.
 */
const path = process.env["TRACE"] ?? "testdata/sample.trace.gz";
const VIEW_PIXELS = 1600;
const TRACKS = 60;
const NARROWEST_NS = 1000;

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timed(work: () => void): number {
  const start = processorMs();
  work();
  return processorMs() - start;
}

function bytesHeld(): number {
  gc?.();
  gc?.();
  return process.memoryUsage().arrayBuffers;
}

type Window = Omit<TileRequest, "tracks">;

/** The view and as much again on both sides, within the trace. */
function tileWindow(center: number, width: number, durationNs: number): Window {
  const from = Math.max(0, center - 1.5 * width);
  const to = Math.min(durationNs, center + 1.5 * width);
  return { from, to, pixels: Math.max(1, Math.round(((to - from) / width) * VIEW_PIXELS)) };
}

function session(durationNs: number): Window[] {
  const windows: Window[] = [];
  const widths: number[] = [];
  for (let width = durationNs; width >= NARROWEST_NS; width *= 0.8) widths.push(width);
  const zoom = (width: number): void => void windows.push(tileWindow(durationNs * 0.4, width, durationNs));
  widths.forEach(zoom);
  widths.toReversed().forEach(zoom);
  for (const width of widths) {
    for (let step = 1; step < 8; step++) windows.push(tileWindow((durationNs * step) / 8, width, durationNs));
  }
  return windows;
}

function busiest(timeline: Timeline): TrackRef[] {
  const { spanOffsets, length } = timeline.trace.goroutines;
  const spans = (g: number): number => spanOffsets[g + 1]! - spanOffsets[g]!;
  const order = Array.from({ length }, (_, g) => g).sort((a, b) => spans(b) - spans(a));
  return order.slice(0, TRACKS).map((index) => ({ kind: "goroutine", index }));
}

function collapsed(timeline: Timeline): TrackRef[] {
  const { procs, groups } = timeline.outline();
  const once: TrackRef[] = [
    { kind: "gc", index: 0 },
    { kind: "heap", index: 0 },
    { kind: "goroutines", index: 0 },
  ];
  return [
    ...once,
    ...procs.map(({ index }): TrackRef => ({ kind: "proc", index })),
    ...groups.map(({ index }): TrackRef => ({ kind: "group", index })),
  ].slice(0, TRACKS);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function report(name: string, times: readonly number[], pass: number): void {
  const sorted = times.toSorted((a, b) => a - b);
  const [median, p95, worst] = [0.5, 0.95, 1].map((share) => quantile(sorted, share));
  const figures = [median!, p95!, worst!].map(
    (ms) => `${ms.toFixed(1).padStart(7)} ms (${(ms / pass).toFixed(2)} passes)`,
  );
  console.log(`${name.padEnd(44)} p50 ${figures[0]}  p95 ${figures[1]}  worst ${figures[2]}`);
}

const loaded = await loadTrace(createReadStream(path, { highWaterMark: 1 << 20 }));
if (!loaded.ok) throw new Error(loaded.error.message);
const { trace } = loaded;
const tables = bytesHeld();
console.log(
  `${basename(path)}: ${trace.eventCount} events, ${trace.spans.length} spans, ${trace.goroutines.length} goroutines, ${trace.procs.length} procs`,
);

let timeline = new Timeline(trace);
const pass = Math.min(...[1, 2, 3].map(() => timed(() => void overviewOf(timeline))));
console.log(
  `a pass over all spans ${pass.toFixed(0)} ms; grouping ${timed(() => (timeline = new Timeline(trace))).toFixed(0)} ms`,
);

const windows = session(trace.durationNs);
for (const [name, tracks] of [
  [`the busiest goroutines`, busiest(timeline)],
  [`procs, curves and groups`, collapsed(timeline)],
] as const) {
  const draw = (): number[] => windows.map((window) => timed(() => void drawTile(timeline, { tracks, ...window })));
  report(`${tracks.length} tracks, ${name}, first time`, draw(), pass);
  report(`${tracks.length} tracks, ${name}, again`, draw(), pass);
}

const held = bytesHeld();
const perEvent = (bytes: number): string =>
  `${(bytes / 1e6).toFixed(1)} MB, ${(bytes / trace.eventCount).toFixed(1)} bytes an event`;
console.log(`tables ${perEvent(tables)}; with what the session added ${perEvent(held)}`);
if (timeline.trace !== trace) throw new Error("the trace was let go");
