import type { GoroutineIndex, SpanIndex } from "../base/indices.ts";
import { countOf, formatNs, formatShare, timeAt } from "../base/format.ts";
import { binarySearchLast } from "../base/search.ts";
import { spanOwner, type Trace } from "../model/trace.ts";
import { ProcState, SPAN_STATE_NAMES, type SpanState } from "../model/vocabulary.ts";
import { fineWidth, gridOver, octaveOf } from "./grid.ts";
import { entryAt, NOTHING, type Lane } from "./lane.ts";
import { laneRectangles } from "./lane-rectangles.ts";
import { goroutineLabel, reasonOf, spanLabel } from "./names.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, TrackRef } from "./types.ts";

/** Of what is merged at most so many kinds are told. */
const MOST_LINES = 6;

/** What a goroutine's or proc's track shows at a time. */
export function hitLane(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const lane = timeline.lane(track);
  if (lane.length === 0) return undefined;
  if (nsPerPixel === 0) return exactHit(timeline, track, lane, time);
  const octave = octaveOf(nsPerPixel);
  const width = timeline.pyramid(track, lane, octave) === undefined ? fineWidth(nsPerPixel) : 2 ** octave;
  const shown = rectangleAt(lane, time, width);
  if (shown === undefined) return undefined;
  if (shown.entry !== -1) return singleHit(timeline, track, lane, shown.entry, shown.style);
  return mergedHit(timeline, track, lane, shown.start, shown.end, shown.style);
}

function exactHit(timeline: Timeline, track: TrackRef, lane: Lane, time: number): Hit | undefined {
  if (time < lane.start(0) || time >= lane.start(lane.length)) return undefined;
  const entry = entryAt(lane, time);
  const style = lane.style(entry);
  return style === NOTHING ? undefined : singleHit(timeline, track, lane, entry, style);
}

/** What is drawn at a time in columns of a width; of a rectangle of many columns the one column. */
function rectangleAt(
  lane: Lane,
  time: number,
  width: number,
): { start: number; end: number; style: number; entry: number } | undefined {
  let found: { start: number; end: number; style: number; entry: number } | undefined;
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

function singleHit(timeline: Timeline, track: TrackRef, lane: Lane, entry: number, style: number): Hit {
  const { trace } = timeline;
  const ref = lane.ref(entry);
  const start = lane.start(entry);
  const end = lane.start(entry + 1);
  const common = { track, firstRef: ref, lastRef: ref, count: 1, start, end, style };
  const when = `${formatNs(end - start)} from ${timeAt(start, Math.max(1, (end - start) / 100))}`;
  if (ref === -1) return { ...common, ...idleWords(trace, track.index, start, when) };
  const goroutine = goroutineLabel(trace, spanOwner(trace, ref as SpanIndex));
  if (track.kind === "proc")
    return { ...common, title: goroutine, lines: [SPAN_STATE_NAMES[trace.spans.state[ref]! as SpanState], when] };
  return { ...common, title: spanTitle(trace, ref), lines: [when, goroutine, ...causeLines(trace, ref)] };
}

/** State and reason: "blocked: chan receive". */
export function spanTitle(trace: Trace, span: number): string {
  const reason = reasonOf(trace, span);
  const state = SPAN_STATE_NAMES[trace.spans.state[span]! as SpanState];
  return reason === "" ? state : `${state}: ${reason}`;
}

function causeLines(trace: Trace, span: number): string[] {
  const waker = trace.spans.waker.get(span);
  return waker === -1 ? [] : [`made runnable by ${goroutineLabel(trace, waker as GoroutineIndex)}`];
}

/** Without a goroutine, a proc is idle, or a thread holds it that looks for one or is held up itself. */
function idleWords(trace: Trace, proc: number, time: number, when: string): Pick<Hit, "title" | "lines"> {
  const { stateOffsets, stateStart, state } = trace.procs;
  const row = binarySearchLast(stateStart, time, stateOffsets[proc]! + 1, stateOffsets[proc + 1]!);
  return state[row] === ProcState.Running
    ? { title: "no goroutine", lines: [when, "a thread holds the proc"] }
    : { title: "idle", lines: [when] };
}

interface Sum {
  readonly name: string;
  ns: number;
  count: number;
}

function mergedHit(timeline: Timeline, track: TrackRef, lane: Lane, from: number, to: number, style: number): Hit {
  const sums = new Map<string, Sum>();
  let firstRef = -1;
  let lastRef = -1;
  let count = 0;
  let start = to;
  let end = from;
  for (let entry = entryAt(lane, from); entry < lane.length && lane.start(entry) < to; entry++) {
    const ns = Math.min(to, lane.start(entry + 1)) - Math.max(from, lane.start(entry));
    if (ns <= 0 || lane.style(entry) === NOTHING) continue;
    const ref = lane.ref(entry);
    if (ref !== -1) {
      if (firstRef === -1) firstRef = ref;
      lastRef = ref;
      count++;
    }
    start = Math.min(start, lane.start(entry));
    end = Math.max(end, lane.start(entry + 1));
    const name = nameOf(timeline.trace, track, ref);
    const sum = sums.get(name) ?? { name, ns: 0, count: 0 };
    sum.ns += ns;
    sum.count++;
    sums.set(name, sum);
  }
  const ordered = [...sums.values()].sort((a, b) => b.ns - a.ns);
  const lines = ordered.slice(0, MOST_LINES).map((sum) => sumLine(sum, to - from));
  if (ordered.length > MOST_LINES) lines.push(`and ${ordered.length - MOST_LINES} more`);
  return {
    track,
    firstRef,
    lastRef,
    count,
    start,
    end,
    style,
    title: `${countOf(count, "span")} in ${formatNs(to - from)}`,
    lines,
  };
}

function sumLine({ name, ns, count }: Sum, whole: number): string {
  return `${name}: ${formatNs(ns)}, ${formatShare(ns, whole)}${count > 1 ? `, ${countOf(count, "time")}` : ""}`;
}

function nameOf(trace: Trace, track: TrackRef, ref: number): string {
  if (ref === -1) return "no goroutine";
  return track.kind === "proc" ? goroutineLabel(trace, spanOwner(trace, ref as SpanIndex)) : spanLabel(trace, ref);
}
