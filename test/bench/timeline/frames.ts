/** An event as Chromium's tracing writes it; times in µs. */
interface TracedEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread, which another program on the machine does not lengthen. */
  readonly tdur?: number;
}

/** What the tracing has to hold for `mainThreadWork`. */
export const TRACE_CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "toplevel",
  "v8.execute",
];

/** Events in which JavaScript runs. */
const SCRIPT = new Set(["FunctionCall", "v8.callFunction", "EvaluateScript", "v8.evaluateModule", "RunMicrotasks"]);
const FRAME = "FireAnimationFrame";

export interface MainThreadWork {
  /** JavaScript from one animation frame's end to the next one's end, ms of processor time. */
  readonly scriptByFrame: readonly number[];
  /** All tasks in the same, with style, layout and painting. */
  readonly taskByFrame: readonly number[];
}

/** Reads a tracing: what the main thread of the page's process did, frame by frame. */
export function mainThreadWork(tracing: Buffer): MainThreadWork {
  const { traceEvents } = JSON.parse(tracing.toString("utf8")) as { readonly traceEvents: readonly TracedEvent[] };
  const frames = traceEvents.filter(({ name, ph }) => name === FRAME && ph === "X");
  const { pid, tid } = busiest(frames);
  const own = traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.ph === "X");
  const edges = frames
    .filter((frame) => frame.pid === pid && frame.tid === tid)
    .map(({ ts, dur = 0 }) => ts + dur)
    .sort((a, b) => a - b);
  return {
    scriptByFrame: sumByFrame(outermost(own.filter(({ name }) => SCRIPT.has(name))), edges),
    taskByFrame: sumByFrame(
      outermost(own.filter(({ name }) => name === "RunTask" || name.endsWith("::RunTask"))),
      edges,
    ),
  };
}

/** The thread with most frames: the page's main thread. */
function busiest(frames: readonly TracedEvent[]): { readonly pid: number; readonly tid: number } {
  const counts = new Map<string, number>();
  const count = ({ pid, tid }: TracedEvent): number => counts.get(`${pid}:${tid}`) ?? 0;
  for (const frame of frames) counts.set(`${frame.pid}:${frame.tid}`, count(frame) + 1);
  const [most] = frames.toSorted((a, b) => count(b) - count(a));
  if (most === undefined) throw new Error("no animation frame in the tracing");
  return most;
}

/** Those that lie in no other of them. */
function outermost(events: readonly TracedEvent[]): readonly TracedEvent[] {
  let end = -Infinity;
  return events
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
}

/** ms of what ends up to each edge and after the one before; what follows the last edge is in no frame. */
function sumByFrame(events: readonly TracedEvent[], edges: readonly number[]): readonly number[] {
  const sums = edges.map(() => 0);
  let frame = 0;
  for (const { ts, dur = 0, tdur } of events) {
    while (frame < edges.length && edges[frame]! < ts) frame++;
    if (frame < edges.length) sums[frame]! += (tdur ?? dur) / 1000;
  }
  return sums;
}
