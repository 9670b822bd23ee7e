import type { GoroutineIndex, ProcIndex, SpanIndex, StackIndex, StringIndex } from "../base/indices.ts";
import { countOf, formatNs, formatShare, timeAt } from "../base/format.ts";
import { spanOwner, type Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES, type SpanState } from "../model/vocabulary.ts";
import { fineWidth, octaveOf } from "./grid.ts";
import { exactEntry, mergedHit, rectangleAt, whenText, type Shown } from "./hit-lane.ts";
import type { Lane } from "./lane.ts";
import { isFromPyramid } from "./lane-pyramid.ts";
import { goroutineLabel } from "./names.ts";
import { MEANWHILE_TOP } from "./proc-rectangles.ts";
import { STOLEN_REF } from "./proc-events.ts";
import { Style, TRACK_HEIGHT } from "./style.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, TrackRef } from "./types.ts";

/** The function by which a goroutine calls into C. */
const CGO_CALL = "runtime.cgocall";

/** What ran on a proc at a time, or happened meanwhile in the lower part of its track, or why nothing ran. */
export function hitProc(
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
  level: number,
): Hit | undefined {
  const happened = level >= MEANWHILE_TOP / TRACK_HEIGHT ? hitMeanwhile(timeline, track, time, nsPerPixel) : undefined;
  return happened ?? hitRun(timeline, track, time, nsPerPixel) ?? hitIdle(timeline, track, time);
}

/** What ran on a thread at a time, or which proc it held without. */
export function hitThread(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const run = hitRun(timeline, track, time, nsPerPixel);
  if (run !== undefined) return run;
  const states = timeline.threadStates(track.index);
  const entry = exactEntry(states, time);
  if (entry === undefined) return undefined;
  const proc = `P${timeline.trace.symbols.procs.text(states.ref(entry) as ProcIndex)}`;
  const lines = [whenText(states, entry), "the scheduler looks for a goroutine, or the runtime is at work"];
  return { ...plainHit(track, states, entry), style: Style.ProcHeld, title: `holds ${proc}, runs no goroutine`, lines };
}

function hitRun(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const lane = timeline.lane(track);
  const shown = shownAt(lane, time, nsPerPixel);
  if (shown === undefined) return undefined;
  const { trace } = timeline;
  if (shown.entry === -1) return mergedRuns(trace, track, lane, shown);
  const ref = lane.ref(shown.entry);
  const goroutine = spanOwner(trace, ref as SpanIndex);
  const lines = [stateText(trace, ref), whenText(lane, shown.entry), whereText(trace, track, ref)];
  const { start, end } = plainHit(track, lane, shown.entry);
  const common = { track, firstRef: ref, lastRef: ref, count: 1, start, end, style: shown.style };
  return { ...common, title: goroutineLabel(trace, goroutine), lines };
}

function shownAt(lane: Lane, time: number, nsPerPixel: number): Shown | undefined {
  if (nsPerPixel === 0) {
    const entry = exactEntry(lane, time);
    return entry === undefined
      ? undefined
      : { start: lane.start(entry), end: lane.start(entry + 1), style: lane.style(entry), entry };
  }
  const octave = octaveOf(nsPerPixel);
  return rectangleAt(lane, time, isFromPyramid(lane, octave) ? 2 ** octave : fineWidth(nsPerPixel));
}

/** Goroutines that ran in a column, and for how long nothing did. */
function mergedRuns(trace: Trace, track: TrackRef, lane: Lane, shown: Shown): Hit {
  const hit = mergedHit(track, lane, shown, (ref) => goroutineLabel(trace, spanOwner(trace, ref as SpanIndex)));
  const idle = hit.columnNs - hit.coveredNs;
  const line = `no goroutine: ${formatNs(idle)}, ${formatShare(idle, hit.columnNs)}`;
  const { coveredNs: _covered, columnNs: _column, ...rest } = hit;
  if (idle <= 0) return rest;
  return { ...rest, lines: [...rest.lines, line], parts: [...rest.parts, { style: Style.ProcIdle, ns: idle }] };
}

function stateText(trace: Trace, span: number): string {
  const state = SPAN_STATE_NAMES[trace.spans.state[span]! as SpanState];
  return isCgoCall(trace, span) ? `cgo call (${state})` : state;
}

function isCgoCall(trace: Trace, span: number): boolean {
  const stack = trace.spans.stack[span]!;
  const { stacks, frames, strings } = trace.symbols;
  if (stack < 0 || stacks.depth(stack as StackIndex) === 0) return false;
  const leaf = stacks.frameAt(stacks.start(stack as StackIndex));
  return strings.get(frames.function(leaf) as StringIndex) === CGO_CALL;
}

/** On a proc the thread, on a thread the proc. */
function whereText(trace: Trace, track: TrackRef, span: number): string {
  const { proc, thread } = trace.spans;
  if (track.kind === "proc")
    return thread[span]! < 0 ? "thread not told" : `on thread ${trace.symbols.threads.text(thread[span]!)}`;
  return proc[span]! < 0 ? "without a proc" : `on P${trace.symbols.procs.text(proc[span]!)}`;
}

/** Without a goroutine, a proc is idle, or a thread holds it that looks for one or is held up itself. */
function hitIdle(timeline: Timeline, track: TrackRef, time: number): Hit | undefined {
  const states = timeline.procStates(track.index);
  const entry = exactEntry(states, time);
  if (entry === undefined) return undefined;
  const gap = gapAround(timeline.lane(track), time, states.start(entry), states.start(entry + 1));
  const when = `${formatNs(gap.end - gap.start)} from ${timeAt(gap.start, Math.max(1, (gap.end - gap.start) / 100))}`;
  const common = { track, firstRef: -1, lastRef: -1, count: 0, ...gap, style: states.style(entry) };
  if (states.style(entry) === Style.ProcIdle)
    return { ...common, title: "idle", lines: [when, "no thread holds the proc"] };
  const thread = states.ref(entry);
  const holder =
    thread < 0 ? "a thread holds the proc" : `thread ${timeline.trace.symbols.threads.text(thread)} holds the proc`;
  return { ...common, title: "no goroutine", lines: [when, holder] };
}

/** The time between two runs, within a state of the proc. */
function gapAround(
  lane: Lane,
  time: number,
  from: number,
  to: number,
): { readonly start: number; readonly end: number } {
  let low = 0;
  let high = lane.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (lane.start(middle) <= time) low = middle;
    else high = middle;
  }
  const before = low === 0 && lane.start(0) > time ? 0 : lane.start(low);
  const after = lane.start(0) > time ? lane.start(0) : lane.start(low + 1);
  return { start: Math.max(from, before), end: Math.min(to, after) };
}

const MEANWHILE_WORDS: Readonly<Record<number, string>> = {
  [Style.GCSweep]: "sweeping",
  [Style.GCAssist]: "mark assist",
  [Style.StopTheWorld]: "stop the world",
  [Style.SyscallBlocked]: "proc taken from a syscall",
};

/** Sweeps, assists, stops of the world, and thefts. */
function hitMeanwhile(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const { trace } = timeline;
  const lane = timeline.procEvents(track.index);
  const octave = octaveOf(Math.max(1, nsPerPixel));
  const shown = rectangleAt(lane, time, isFromPyramid(lane, octave) ? 2 ** octave : fineWidth(Math.max(1, nsPerPixel)));
  if (shown === undefined) return undefined;
  if (shown.entry === -1) {
    const {
      coveredNs: _covered,
      columnNs: _column,
      ...hit
    } = mergedHit(track, lane, shown, (_ref, entry) => MEANWHILE_WORDS[lane.style(entry)] ?? "");
    return { ...hit, firstRef: -1, lastRef: -1, title: `${countOf(hit.count, "event")} meanwhile` };
  }
  const ref = lane.ref(shown.entry);
  const common = { ...plainHit(track, lane, shown.entry), style: shown.style };
  if (ref <= STOLEN_REF) return { ...common, ...theftWords(trace, STOLEN_REF - ref, lane.start(shown.entry)) };
  const name = trace.symbols.strings.get(trace.ranges.name[ref]! as StringIndex);
  const goroutine = trace.ranges.charged[ref]!;
  const who = goroutine < 0 ? [] : [`by ${goroutineLabel(trace, goroutine as GoroutineIndex)}`];
  return { ...common, title: name, lines: [whenText(lane, shown.entry), ...who] };
}

function theftWords(trace: Trace, span: number, at: number): Pick<Hit, "title" | "lines"> {
  const goroutine = goroutineLabel(trace, spanOwner(trace, span as SpanIndex));
  return { title: "proc taken from a syscall", lines: [`at ${timeAt(at, 1)}`, `${goroutine} goes on without`] };
}

function plainHit(track: TrackRef, lane: Lane, entry: number): Omit<Hit, "title" | "lines" | "style"> {
  return { track, firstRef: -1, lastRef: -1, count: 1, start: lane.start(entry), end: lane.start(entry + 1) };
}
