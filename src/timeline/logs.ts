import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { countOf, timeAt } from "../base/format.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import type { Drawing } from "./draw-lane.ts";
import { taskLabel } from "./regions.ts";
import { RowRectangles } from "./row-rectangles.ts";
import { shapeOf, Style, TRACK_HEIGHT } from "./style.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, TrackRef } from "./types.ts";

/** Something that was said at a moment: a log of the program's, or a label of the runtime's. */
interface Saying {
  readonly time: number;
  readonly text: string;
  readonly row: number;
  readonly isLog: boolean;
}

/** Of a goroutine, by time. */
function sayings(timeline: Timeline, goroutine: GoroutineIndex): readonly Saying[] {
  const { trace } = timeline;
  const { logs, labels, symbols } = trace;
  const text = (string: number): string => symbols.strings.get(string as StringIndex);
  const said = [...timeline.logsOf(goroutine)].map((row): Saying => {
    const category = text(logs.category[row]!);
    const message = text(logs.message[row]!);
    return { time: logs.time[row]!, text: category === "" ? message : `${category}: ${message}`, row, isLog: true };
  });
  for (const row of timeline.labelsOf(goroutine))
    said.push({ time: labels.time[row]!, text: text(labels.label[row]!), row, isLog: false });
  return said.sort((a, b) => a.time - b.time);
}

/** Each as a tick, with its words beside it until the next. */
export function drawLogs(drawing: Drawing, track: TrackRef): void {
  const { timeline, nsPerPixel } = drawing;
  const goroutine = track.index as GoroutineIndex;
  const said = sayings(timeline, goroutine);
  const until = goroutineEnd(timeline.trace, goroutine);
  const out = new RowRectangles(drawing);
  said.forEach(({ time, text, isLog }, i) => {
    const next = said[i + 1]?.time ?? Math.max(until, time);
    out.put(0, { start: time, end: next, style: Style.ProcHeld, ref: -1, label: text });
    out.put(1, {
      start: time,
      end: time + 2 * nsPerPixel,
      style: isLog ? Style.GroupFirst : Style.GCWorker,
      ref: -1,
      label: "",
    });
  });
  out.finish(() => shapeOf(0, TRACK_HEIGHT));
}

/** What was said last before a time, within what its words take. */
export function hitLogs(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const { trace } = timeline;
  const said = sayings(timeline, track.index as GoroutineIndex).filter((one) => one.time <= time + nsPerPixel);
  const last = said.at(-1);
  if (last === undefined) return undefined;
  const near = said.filter((one) => one.time > last.time - 2 * nsPerPixel).length;
  return {
    ...{ track, firstRef: -1, lastRef: -1, count: near, start: last.time, end: last.time + 2 * nsPerPixel },
    style: last.isLog ? Style.GroupFirst : Style.GCWorker,
    title: last.text,
    lines: [
      `${last.isLog ? "log" : "label"} at ${timeAt(last.time, 1)}`,
      ...taskOf(trace, last),
      ...(near > 1 ? [`and ${countOf(near - 1, "other")} on these pixels`] : []),
    ],
  };
}

function taskOf(trace: Trace, { row, isLog }: Saying): readonly string[] {
  const task = isLog ? trace.logs.task[row]! : -1;
  return task < 0 ? [] : [`of task ${taskLabel(trace, task)}`];
}
