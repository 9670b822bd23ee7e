import type { GoroutineIndex, StringIndex, TaskIndex } from "../base/indices.ts";
import { Part } from "../base/part.ts";
import { countOf, formatNs, timeAt } from "../base/format.ts";
import type { Trace } from "../model/trace.ts";
import { buildAliveCurve, countAlive, meanAlive, type AliveCurve } from "./alive-curve.ts";
import type { Drawing } from "./draw-lane.ts";
import { gridOver, octaveOf } from "./grid.ts";
import { countText, pixelAround } from "./hit-curves.ts";
import { goroutineLabel } from "./names.ts";
import { drawRegionRows, hitRegionRows, nameStyle, placeRegions, taskLabel, type RegionRows } from "./regions.ts";
import { indexRows, rowsOf, type RowIndex } from "./row-index.ts";
import { shapeOf, TRACK_HEIGHT, WHOLE } from "./style.ts";
import type { Timeline } from "./timeline.ts";
import type { Hit, TaskMembers, TaskTypeInfo, TrackRef } from "./types.ts";

/** Regions of a task lie above, the task itself in the rest of its track. */
const REGIONS_BOTTOM = Math.round(TRACK_HEIGHT * 0.74);
const TASK_TOP = Math.round(TRACK_HEIGHT * 0.8);
/** Heights of bars go in steps, so that neighbours may be one rectangle. */
const STEPS = 12;
/** A bar is this many pixels wide, at least. */
const BAR_PIXELS = 2;

/** Tasks of one name, by start. */
export interface TaskList {
  readonly tasks: Int32Array;
  /** How many of them were under way; rows are those of `tasks`. */
  readonly curve: Part<AliveCurve>;
}

/** Tasks by type, and their regions. */
export interface TaskIndexes {
  /** Most frequent first. */
  readonly types: readonly TaskTypeInfo[];
  readonly byType: readonly TaskList[];
  readonly regions: RowIndex;
}

export function taskStart(trace: Trace, task: number): number {
  const start = trace.tasks.start[task]!;
  return Number.isNaN(start) ? 0 : start;
}

export function taskEnd(trace: Trace, task: number): number {
  const end = trace.tasks.end[task]!;
  return Number.isNaN(end) ? trace.durationNs : Math.max(end, taskStart(trace, task));
}

/** Most frequent first. O(tasks). */
export function taskTypes(trace: Trace): readonly TaskTypeInfo[] {
  const { strings } = trace.symbols;
  return typesOf(trace).map(([name, count], index) => ({ index, name: strings.get(name as StringIndex), count }));
}

/** Name and number of tasks of each type. */
function typesOf({ tasks }: Trace): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const name of tasks.name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** O(tasks log tasks + regions). */
export function indexTasks(trace: Trace): TaskIndexes {
  const { tasks, regions } = trace;
  const rows = new Map(typesOf(trace).map(([name]): [number, number[]] => [name, []]));
  tasks.name.forEach((name, task) => rows.get(name)!.push(task));
  const byType = Array.from(rows.values(), (list) =>
    listTasks(trace, Int32Array.from(list.sort((a, b) => taskStart(trace, a) - taskStart(trace, b) || a - b))),
  );
  return {
    types: taskTypes(trace),
    byType,
    regions: indexRows(regions.task, regions.length, tasks.length),
  };
}

/** `tasks`: by start. */
export function listTasks(trace: Trace, tasks: Int32Array): TaskList {
  const lives = {
    length: tasks.length,
    start: (row: number) => taskStart(trace, tasks[row]!),
    end: (row: number) => taskEnd(trace, tasks[row]!),
  };
  return { tasks, curve: new Part(() => buildAliveCurve(lives, trace.durationNs)) };
}

export function describeTasks(trace: Trace, type: number, tasks: Int32Array): TaskMembers {
  return {
    type,
    tasks: tasks.slice(),
    ids: Float64Array.from(tasks, (task) => trace.symbols.tasks.number(task)),
    start: Float64Array.from(tasks, (task) => taskStart(trace, task)),
    end: Float64Array.from(tasks, (task) => taskEnd(trace, task)),
  };
}

/** Bars as high as there were tasks of the type under way, of the most at once in the whole trace. */
export function drawTaskType({ timeline, from, to, nsPerPixel, rectangles }: Drawing, track: TrackRef): void {
  const { trace } = timeline;
  const { tasks, curve: part } = timeline.taskList(track.index);
  const curve = part.finish();
  const width = 2 ** octaveOf(nsPerPixel * BAR_PIXELS);
  const grid = gridOver(width, Math.max(0, from), Math.max(width, Math.min(to, trace.durationNs)));
  const means = meanAlive(curve, grid.first * width, width, grid.end - grid.first);
  const style = nameStyle(trace, trace.tasks.name[tasks[0]!]!);
  const stepsOf = (column: number): number => Math.min(STEPS, Math.ceil((means[column]! / curve.peak) * STEPS - 1e-9));
  let column = 0;
  while (column < means.length) {
    const first = column;
    const steps = stepsOf(column);
    do column++;
    while (column < means.length && stepsOf(column) === steps);
    if (steps === 0) continue;
    const end = Math.min(trace.durationNs, (grid.first + column) * width);
    const top = Math.round(TRACK_HEIGHT * (1 - steps / STEPS));
    rectangles.add((grid.first + first) * width, end, style, 0, -1, "", shapeOf(top, TRACK_HEIGHT));
  }
}

function regionsOfTask(timeline: Timeline, task: number): RegionRows {
  const { trace } = timeline;
  const own = [...rowsOf(timeline.tasks().regions, task)].filter((region) => trace.regions.inherited[region] === 0);
  return placeRegions(trace, own);
}

/** The regions of a task on whatever goroutine, beside each other where they are at once, over the task itself. */
export function drawTask(drawing: Drawing, track: TrackRef): void {
  const { trace } = drawing.timeline;
  const placed = regionsOfTask(drawing.timeline, track.index);
  const rows = Math.max(1, placed.rows);
  drawRegionRows(drawing, placed, (row) =>
    shapeOf(Math.round((row / rows) * REGIONS_BOTTOM), Math.round(((row + 1) / rows) * REGIONS_BOTTOM)),
  );
  const start = taskStart(trace, track.index);
  const end = Math.max(taskEnd(trace, track.index), start + drawing.nsPerPixel);
  if (start >= drawing.to || end <= drawing.from) return;
  const isAlone = placed.rows === 0;
  const style = nameStyle(trace, trace.tasks.name[track.index]!);
  const label = isAlone ? taskLabel(trace, track.index) : "";
  const shape = isAlone ? WHOLE : shapeOf(TASK_TOP, TRACK_HEIGHT);
  drawing.rectangles.add(start, end, style, placed.rows, -1, label, shape);
}

/** The region that is drawn there, or the task. */
export function hitTask(
  timeline: Timeline,
  track: TrackRef,
  time: number,
  nsPerPixel: number,
  level: number,
): Hit | undefined {
  const { trace } = timeline;
  const placed = regionsOfTask(timeline, track.index);
  const share = (level * TRACK_HEIGHT) / REGIONS_BOTTOM;
  const region =
    share < 1 && placed.rows > 0 ? hitRegionRows(trace, track, placed, time, nsPerPixel, share) : undefined;
  if (region !== undefined) return region;
  const start = taskStart(trace, track.index);
  const end = taskEnd(trace, track.index);
  if (time + nsPerPixel / 2 < start || time - nsPerPixel / 2 > end) return undefined;
  const { startGoroutine, goroutineCount, regionCount, logCount } = trace.tasks;
  const who = startGoroutine[track.index]!;
  return {
    ...{ track, firstRef: -1, lastRef: -1, count: 1, start, end },
    style: nameStyle(trace, trace.tasks.name[track.index]!),
    title: `task ${taskLabel(trace, track.index)}`,
    lines: [
      `${formatNs(end - start)} from ${timeAt(start, Math.max(1, (end - start) / 100))}`,
      ...(who < 0 ? [] : [`begun by ${goroutineLabel(trace, who as GoroutineIndex)}`]),
      `${countOf(goroutineCount[track.index]!, "goroutine")}, ${countOf(regionCount[track.index]!, "region")}, ${countOf(logCount[track.index]!, "log")}`,
      ...(Number.isNaN(trace.tasks.end[track.index]!) ? ["had not ended when the trace did"] : []),
    ],
    selects: { kind: "task", row: track.index as TaskIndex },
  };
}

export function hitTaskType(timeline: Timeline, track: TrackRef, time: number, nsPerPixel: number): Hit | undefined {
  const { trace } = timeline;
  const { tasks, curve: part } = timeline.taskList(track.index);
  const curve = part.finish();
  const [from, to] = pixelAround(time, nsPerPixel);
  if (to <= 0 || from >= trace.durationNs) return undefined;
  const mean = meanAlive(curve, from, to - from, 1)[0]!;
  const touched = countAlive(curve, from, to);
  if (touched === 0) return undefined;
  const name = trace.symbols.strings.get(trace.tasks.name[tasks[0]!]! as StringIndex) || "without a name";
  return {
    ...{ track, firstRef: -1, lastRef: -1, count: touched, start: from, end: to },
    style: nameStyle(trace, trace.tasks.name[tasks[0]!]!),
    title: `${name}: ${countOf(touched, "task")} at ${timeAt(time, Math.max(1, nsPerPixel))}`,
    lines: [`${countText(mean)} under way on average`],
  };
}
