import type { ArrangedGroup, ArrangedTaskType, GroupMembers, TaskMembers, TrackRef } from "../../src/timeline/types.ts";
import { countOf } from "../../src/base/format.ts";
import { plainKey, type TrackRow } from "./layout.ts";
import { shortFunction } from "./row-name.ts";
import type { Plan } from "./plan.ts";

/** Heights in css pixels. Groups have room for the bars that sum them up. */
export const ROW_HEIGHT = 22;
export const GOROUTINE_HEIGHT = 20;
export const TASK_HEIGHT = 24;
export const GC_HEIGHT = 41;
export const CURVE_HEIGHT = 60;
const SMALL_CURVE_HEIGHT = 40;
const MOST_UTILIZATION_HEIGHT = 96;

/** Of a task or label that was given none. */
const NO_NAME = "(no name)";

export function heightOf({ outline }: Plan, kind: TrackRef["kind"]): number {
  switch (kind) {
    case "gc":
      return GC_HEIGHT;
    case "heap":
    case "goroutines":
      return CURVE_HEIGHT;
    case "threads":
    case "waiters":
      return SMALL_CURVE_HEIGHT;
    case "utilization":
      return Math.max(ROW_HEIGHT, Math.min(MOST_UTILIZATION_HEIGHT, outline.procs.length * 4) + 6);
    case "goroutine":
      return GOROUTINE_HEIGHT;
    case "task":
      return TASK_HEIGHT;
    default:
      return ROW_HEIGHT;
  }
}

export function trackRow(track: TrackRef, y: number, height: number): TrackRow {
  const nothing = {
    ...{ name: "", note: "", depth: 0, group: undefined, life: undefined },
    ...{ canOpen: false, open: false, pinned: false },
  };
  return { kind: "track", track, key: plainKey(track), y, height, ...nothing };
}

export function procRow({ outline }: Plan, index: number, y: number): TrackRow | undefined {
  const proc = outline.procs.find((one) => one.index === index);
  return proc && { ...trackRow({ kind: "proc", index }, y, ROW_HEIGHT), name: `P${proc.id}`, depth: 1 };
}

export function threadRow({ outline }: Plan, index: number, y: number): TrackRow | undefined {
  const thread = outline.threads.find((one) => one.index === index);
  return thread && { ...trackRow({ kind: "thread", index }, y, ROW_HEIGHT), name: `M ${thread.id}`, depth: 1 };
}

/** What settings call a group, whatever its track's number is under a filter. */
export function groupKey({ key }: Pick<ArrangedGroup, "key">): string {
  return `group:${key}`;
}

export function taskTypeKey({ key }: Pick<ArrangedTaskType, "key">): string {
  return `task-type:${key}`;
}

export function groupRow({ open, settings }: Plan, group: ArrangedGroup, y: number): TrackRow {
  const { index, name, count, also, depth } = group;
  const isFunction = settings.grouping === "function" || settings.grouping === "creator";
  const shown = isFunction ? shortFunction(name) : name || NO_NAME;
  const told = also === 0 ? "" : `: ${countOf(count, "goroutine")}, ${also} of them longer in another group`;
  return {
    ...trackRow({ kind: "group", index }, y, ROW_HEIGHT),
    ...{ key: groupKey(group), name: shown, fullName: `${name}${told}`, note: String(count), depth, group },
    ...{ canOpen: true, open: open.has(index) },
  };
}

/** By task or label a goroutine may be in several groups, and have a row in each. */
export function inGroup({ settings }: Plan, track: TrackRef, group: number): TrackRef {
  return settings.grouping === "task" || settings.grouping === "label" ? { ...track, copy: group } : track;
}

/** `isNamed`: the group does not say in which function it started. */
export function goroutineRow(
  plan: Plan,
  members: GroupMembers,
  i: number,
  y: number,
  depth: number,
  isNamed: boolean,
): TrackRow {
  const goroutine = members.goroutines[i]!;
  const track = inGroup(plan, { kind: "goroutine", index: goroutine }, members.group);
  const life = { from: members.created[i]!, to: members.ended[i]! };
  const id = `G${members.ids[i]!}`;
  const name = isNamed ? `${id} ${shortFunction(members.names[members.name[i]!]!)}` : id;
  const open = plan.lanes.has(goroutine);
  return { ...trackRow(track, y, GOROUTINE_HEIGHT), name, depth, life, canOpen: true, open };
}

/** `whole`: of how many tasks a filter left some. */
export function taskTypeRow({ tasks }: Plan, type: ArrangedTaskType, whole: number, y: number): TrackRow {
  return {
    ...trackRow({ kind: "task-type", index: type.index }, y, ROW_HEIGHT),
    key: taskTypeKey(type),
    name: type.name || NO_NAME,
    note: type.count === whole ? String(whole) : `${type.count} of ${whole}`,
    canOpen: true,
    open: tasks.has(type.index),
  };
}

export function taskRow(members: TaskMembers, i: number, y: number): TrackRow {
  const life = { from: members.start[i]!, to: members.end[i]! };
  return {
    ...trackRow({ kind: "task", index: members.tasks[i]! }, y, TASK_HEIGHT),
    name: `#${members.ids[i]!}`,
    depth: 1,
    life,
  };
}
