import type { GoroutineIndex, SpanIndex } from "../base/indices.ts";
import { countOf, formatNs, formatShare, timeAt } from "../base/format.ts";
import { spanOwner, type Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES, type SpanState } from "../model/vocabulary.ts";
import { fineWidth, gridOver, octaveOf } from "./grid.ts";
import { entryAt, NOTHING, type Lane } from "./lane.ts";
import { isFromPyramid } from "./lane-pyramid.ts";
import { laneRectangles } from "./lane-rectangles.ts";
import { goroutineLabel, reasonOf, spanLabel } from "./names.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, StyleTime, TrackRef } from "./types.ts";

/** Of what is merged at most so many kinds are told. */
const MOST_LINES = 6;

/** What a lane shows at a time: one entry, or several merged (-1). */
export interface Shown {
  readonly start: number;
  readonly end: number;
  readonly style: number;
  readonly entry: number;
}

/** What a goroutine's track shows at a time. */
export function hitGoroutine(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const { trace } = timeline;
  const lane = timeline.lane(track);
  if (lane.length === 0) return undefined;
  if (nsPerPixel === 0) {
    const entry = exactEntry(lane, time);
    return entry === undefined ? undefined : singleHit(trace, track, lane, entry, lane.style(entry));
  }
  const octave = octaveOf(nsPerPixel);
  const shown = rectangleAt(lane, time, isFromPyramid(lane, octave) ? 2 ** octave : fineWidth(nsPerPixel));
  if (shown === undefined) return undefined;
  if (shown.entry !== -1) return singleHit(trace, track, lane, shown.entry, shown.style);
  const {
    coveredNs: _covered,
    columnNs: _column,
    ...hit
  } = mergedHit(track, lane, shown, (ref) => spanLabel(trace, ref));
  return hit;
}

/** The entry at a time, if there is something. */
export function exactEntry(lane: Lane, time: number): number | undefined {
  if (time < lane.start(0) || time >= lane.start(lane.length)) return undefined;
  const entry = entryAt(lane, time);
  return lane.style(entry) === NOTHING ? undefined : entry;
}

/** What is drawn at a time in columns of a width; of a rectangle of many columns the one column. */
export function rectangleAt(lane: Lane, time: number, width: number): Shown | undefined {
  let found: Shown | undefined;
  const column = Math.floor(time / width);
  laneRectangles(
    lane,
    gridOver(width, Math.max(0, (column - 1) * width), (column + 2) * width),
    (start, end, style, entry) => {
      if (start > time || end <= time) return;
      found = { start: Math.max(start, column * width), end: Math.min(end, (column + 1) * width), style, entry };
    },
  );
  return found;
}

/** How long an entry lasted, and from when. */
export function whenText(lane: Lane, entry: number): string {
  const start = lane.start(entry);
  const ns = lane.start(entry + 1) - start;
  return `${formatNs(ns)} from ${timeAt(start, Math.max(1, ns / 100))}`;
}

function singleHit(trace: Trace, track: TrackRef, lane: Lane, entry: number, style: number): Hit {
  const ref = lane.ref(entry);
  const start = lane.start(entry);
  const end = lane.start(entry + 1);
  const goroutine = goroutineLabel(trace, spanOwner(trace, ref as SpanIndex));
  const lines = [whenText(lane, entry), goroutine, ...causeLines(trace, ref)];
  return { track, firstRef: ref, lastRef: ref, count: 1, start, end, style, title: spanTitle(trace, ref), lines };
}

/** State and reason: "blocked: chan receive". */
function spanTitle(trace: Trace, span: number): string {
  const reason = reasonOf(trace, span);
  const state = SPAN_STATE_NAMES[trace.spans.state[span]! as SpanState];
  return reason === "" ? state : `${state}: ${reason}`;
}

function causeLines(trace: Trace, span: number): string[] {
  const waker = trace.spans.waker.get(span);
  return waker === -1 ? [] : [`made runnable by ${goroutineLabel(trace, waker as GoroutineIndex)}`];
}

interface Sum {
  readonly name: string;
  ns: number;
  count: number;
}

/** Several entries in a column: how many, what they are by name, and how much of the column is theirs. */
export interface MergedHit extends Hit {
  readonly columnNs: number;
  readonly coveredNs: number;
  readonly parts: readonly StyleTime[];
}

export function mergedHit(
  track: TrackRef,
  lane: Lane,
  { start: from, end: to, style }: Shown,
  nameOf: (ref: number, entry: number) => string,
): MergedHit {
  const sums = new Map<string, Sum>();
  const byStyle = new Map<number, number>();
  let firstRef = -1;
  let lastRef = -1;
  let count = 0;
  let start = to;
  let end = from;
  let coveredNs = 0;
  for (let entry = entryAt(lane, from); entry < lane.length && lane.start(entry) < to; entry++) {
    const ns = Math.min(to, lane.start(entry + 1)) - Math.max(from, lane.start(entry));
    if (ns <= 0 || lane.style(entry) === NOTHING) continue;
    const ref = lane.ref(entry);
    if (firstRef === -1) firstRef = ref;
    lastRef = ref;
    count++;
    coveredNs += ns;
    byStyle.set(lane.style(entry), (byStyle.get(lane.style(entry)) ?? 0) + ns);
    start = Math.min(start, lane.start(entry));
    end = Math.max(end, lane.start(entry + 1));
    const name = nameOf(ref, entry);
    const sum = sums.get(name) ?? { name, ns: 0, count: 0 };
    sum.ns += ns;
    sum.count++;
    sums.set(name, sum);
  }
  const columnNs = to - from;
  const ordered = [...sums.values()].sort((a, b) => b.ns - a.ns);
  const lines = ordered.slice(0, MOST_LINES).map((sum) => sumLine(sum, columnNs));
  if (ordered.length > MOST_LINES) lines.push(`and ${ordered.length - MOST_LINES} more`);
  const title = `${countOf(count, "span")} in ${formatNs(columnNs)}`;
  const parts = Array.from(byStyle, ([of, ns]) => ({ style: of, ns })).sort((a, b) => b.ns - a.ns);
  return { track, firstRef, lastRef, count, start, end, style, title, lines, columnNs, coveredNs, parts };
}

function sumLine({ name, ns, count }: Sum, whole: number): string {
  return `${name}: ${formatNs(ns)}, ${formatShare(ns, whole)}${count > 1 ? `, ${countOf(count, "time")}` : ""}`;
}
