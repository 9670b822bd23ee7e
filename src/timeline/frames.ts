import type { GoroutineIndex, StackIndex, StringIndex } from "../base/indices.ts";
import { formatNs, timeAt } from "../base/format.ts";
import type { Trace } from "../model/trace.ts";
import type { Drawing } from "./draw-lane.ts";
import { groupStyle } from "./goroutine-style.ts";
import { shortFunction } from "./names.ts";
import { RowRectangles } from "./row-rectangles.ts";
import { functionAt, stackStretches, type StackStretch } from "./stack-lane.ts";
import { shapeOfRow } from "./style.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, TrackRef } from "./types.ts";

/** Of deeper stacks these many frames from the root are shown. */
export const MOST_FRAMES = 24;

/** How deep the stacks of a goroutine are, as far as they are shown. O(its spans and samples). */
export function frameRows(timeline: Timeline, goroutine: GoroutineIndex): number {
  let most = 0;
  const { trace } = timeline;
  stackStretches(trace, goroutine, timeline.samplesOf(goroutine), 0, trace.durationNs, ({ depth }) => {
    if (depth > most) most = depth;
  });
  return Math.min(MOST_FRAMES, most);
}

/** A row per frame from the root down, over time. A column of pixels shows the longest of what is in it. */
export function drawFrames(drawing: Drawing, track: TrackRef): void {
  const { timeline, from, to, nsPerPixel } = drawing;
  const { trace } = timeline;
  const goroutine = track.index as GoroutineIndex;
  const { frames: rows } = timeline.lanesOf(goroutine);
  const open = new OpenFrames(drawing, rows);
  let column = -Infinity;
  let longest: StackStretch | undefined;
  const settle = (): void => {
    if (longest === undefined) return;
    const left = column * nsPerPixel;
    open.put({ ...longest, start: left, end: left + nsPerPixel });
    longest = undefined;
  };
  stackStretches(trace, goroutine, timeline.samplesOf(goroutine), from, to, (stretch) => {
    if (stretch.end - stretch.start >= nsPerPixel) {
      settle();
      column = -Infinity;
      return open.put(stretch);
    }
    const own = Math.floor(stretch.start / nsPerPixel);
    if (own !== column) settle();
    column = own;
    if (longest === undefined || stretch.end - stretch.start > longest.end - longest.start) longest = stretch;
  });
  settle();
  open.finish();
}

/** Frames that go on: neighbours of the same function at the same depth, under the same callers, are one rectangle. */
class OpenFrames {
  readonly #drawing: Drawing;
  readonly #rows: number;
  readonly #out: RowRectangles;
  readonly #functions: number[] = [];
  readonly #starts: number[] = [];
  #end = -Infinity;

  constructor(drawing: Drawing, rows: number) {
    this.#drawing = drawing;
    this.#rows = rows;
    this.#out = new RowRectangles(drawing);
  }

  put({ start, end, stack, depth }: StackStretch): void {
    const { trace } = this.#drawing.timeline;
    const rows = Math.min(depth, this.#rows);
    const begin = Math.max(start, this.#end);
    const abuts = begin - this.#end < this.#drawing.nsPerPixel;
    const same = abuts ? this.#sameFrames(stack, rows) : 0;
    this.#close(same);
    for (let row = same; row < rows; row++) {
      this.#functions[row] = functionAt(trace, stack, row);
      this.#starts[row] = begin;
    }
    this.#end = Math.max(this.#end, end);
  }

  /** How many of the open frames a stack has too, from the root on. */
  #sameFrames(stack: StackIndex, rows: number): number {
    const { trace } = this.#drawing.timeline;
    const most = Math.min(rows, this.#functions.length);
    let same = 0;
    while (same < most && this.#functions[same] === functionAt(trace, stack, same)) same++;
    return same;
  }

  finish(): void {
    this.#close(0);
    this.#out.finish((row) => shapeOfRow(row, this.#rows));
  }

  #close(from: number): void {
    const { trace } = this.#drawing.timeline;
    for (let row = this.#functions.length - 1; row >= from; row--) {
      const name = trace.symbols.strings.get(this.#functions[row]! as StringIndex);
      const label = shortFunction(name);
      this.#out.put(row, { start: this.#starts[row]!, end: this.#end, style: packageStyle(name), ref: -1, label });
    }
    this.#functions.length = from;
    this.#starts.length = from;
  }
}

/** Functions of a package have one colour. */
function packageStyle(name: string): number {
  const slash = name.lastIndexOf("/", name.indexOf("[") === -1 ? undefined : name.indexOf("["));
  const dot = name.indexOf(".", slash + 1);
  let hash = 3;
  for (const letter of dot === -1 ? name : name.slice(0, dot)) hash = (hash * 31 + letter.charCodeAt(0)) | 0;
  return groupStyle(hash >>> 0);
}

/** The frame of a row at a time, and how long it was there. */
export function hitFrames(
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
  level: number,
): Hit | undefined {
  const { trace } = timeline;
  const goroutine = track.index as GoroutineIndex;
  const { frames: rows } = timeline.lanesOf(goroutine);
  const row = Math.min(rows - 1, Math.floor(level * rows));
  let found: StackStretch | undefined;
  stackStretches(
    trace,
    goroutine,
    timeline.samplesOf(goroutine),
    time - nsPerPixel / 2,
    time + nsPerPixel / 2,
    (one) => {
      const isNear = one.start < time + nsPerPixel / 2 && one.end > time - nsPerPixel / 2;
      const isAt = one.start <= time && time < one.end;
      if (one.depth > row && (isAt || (isNear && found === undefined))) found = one;
    },
  );
  if (found === undefined) return undefined;
  return describeFrame(trace, track, found, row);
}

function describeFrame(
  trace: Trace,
  track: TrackRef,
  { start, end, stack, depth, sampled }: StackStretch,
  row: number,
): Hit {
  const { strings, frames, stacks } = trace.symbols;
  const frame = stacks.frameAt(stacks.end(stack) - 1 - row);
  const name = strings.get(functionAt(trace, stack as StackIndex, row) as StringIndex);
  const file = strings.get(frames.file(frame));
  return {
    ...{ track, firstRef: -1, lastRef: -1, count: 1, start, end, style: packageStyle(name) },
    title: name || "unknown function",
    lines: [
      ...(file === "" ? [] : [`${file}:${frames.line(frame)}`]),
      `frame ${row + 1} of ${depth} from the root`,
      `${formatNs(end - start)} from ${timeAt(start, Math.max(1, (end - start) / 100))}`,
      sampled ? "as a CPU sample found it" : "as its transitions tell",
    ],
  };
}
