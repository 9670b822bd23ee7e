import type {
  Arranged,
  GoroutineLanes,
  GroupMembers,
  TaskMembers,
  TrackOutline,
  TrackRef,
} from "../../src/timeline/types.ts";
import { trackKey, type Block, type Layout, type SectionRow, type TrackRow } from "./layout.ts";
import { layPinned } from "./pinned.ts";
import {
  GOROUTINE_HEIGHT,
  goroutineRow,
  groupKey,
  groupRow,
  heightOf,
  inGroup,
  procRow,
  ROW_HEIGHT,
  TASK_HEIGHT,
  taskRow,
  taskTypeKey,
  taskTypeRow,
  threadRow,
  trackRow,
} from "./rows.ts";
import { ENTRY_NAMES, isFiltered, type Entry, type TrackSettings } from "./track-settings.ts";

export const SECTION_HEIGHT = 24;
const LANE_HEIGHT = 15;
const LANE_MARGIN = 4;

/** Everything that decides which rows there are. */
export interface Plan {
  readonly outline: TrackOutline;
  readonly arranged: Arranged;
  /** Members of the groups that are open. */
  readonly open: ReadonlyMap<number, GroupMembers>;
  readonly settings: TrackSettings;
  /** What lies under goroutines that are open. */
  readonly lanes: ReadonlyMap<number, GoroutineLanes>;
  /** Tasks of the types that are open. */
  readonly tasks: ReadonlyMap<number, TaskMembers>;
  /** Names of pinned goroutines and tasks, and when they lived. */
  readonly pinnedNames: ReadonlyMap<string, Pick<TrackRow, "name" | "life">>;
}

/** Lays all tracks out. O(groups), and O(goroutines) of open groups of which some are hidden. */
export function layoutTracks(plan: Plan): Layout {
  const blocks = new Blocks();
  const { settings } = plan;
  for (const entry of settings.entries) if (!settings.hidden.has(entry)) LAY[entry](plan, blocks);
  return { blocks: blocks.list, height: blocks.height, ...layPinned(plan) };
}

class Blocks {
  readonly list: Block[] = [];
  height = 0;

  add(rowHeight: number, count: number, row: Block["row"], find?: Block["find"]): void {
    if (count === 0) return;
    this.list.push({ y: this.height, rowHeight, count, row, find });
    this.height += rowHeight * count;
  }
}

type Lay = (plan: Plan, blocks: Blocks) => void;

const LAY: Readonly<Record<Entry, Lay>> = {
  gc: single("gc", "GC"),
  heap: single("heap", "Heap"),
  goroutines: single("goroutines", "Goroutines"),
  threads: single("threads", "Threads in use"),
  waiters: single("waiters", "Network and disk"),
  utilization: single("utilization", "Procs busy"),
  procs: layProcs,
  "thread-list": layThreads,
  tasks: layTasks,
  groups: layGroups,
};

/** A track that exists once: its entry has the name of its kind. */
function single(kind: TrackRef["kind"] & Entry, name: string): Lay {
  return (plan, blocks) => {
    const track: TrackRef = { kind, index: 0 };
    if (isAway(plan, trackKey(track)) || (kind === "utilization" && plan.outline.procs.length === 0)) return;
    const height = heightOf(plan, kind);
    blocks.add(height, 1, (_, y) => ({ ...trackRow(track, y, height), name }));
  };
}

function layProcs(plan: Plan, blocks: Blocks): void {
  const { outline } = plan;
  if (!section(plan, blocks, "procs", ENTRY_NAMES.procs, String(outline.procs.length))) return;
  const procs = outline.procs.filter(({ index }) => !isAway(plan, `proc:${index}`));
  blocks.add(ROW_HEIGHT, procs.length, (i, y) => procRow(plan, procs[i]!.index, y)!);
}

function layThreads(plan: Plan, blocks: Blocks): void {
  const { threads } = plan.outline;
  if (threads.length === 0) return;
  if (!section(plan, blocks, "thread-list", ENTRY_NAMES["thread-list"], String(threads.length))) return;
  const shown = threads.filter(({ index }) => !isAway(plan, `thread:${index}`));
  blocks.add(ROW_HEIGHT, shown.length, (i, y) => threadRow(plan, shown[i]!.index, y)!);
}

function countText({ settings }: Plan, shown: number, total: number): string {
  return isFiltered(settings.filter) ? `${shown} of ${total}` : String(total);
}

const GROUPING_WORDS = {
  function: "By start function",
  creator: "By creator",
  task: "By type of task",
  label: "By label",
  none: "Goroutines",
} as const;

function layGroups(plan: Plan, blocks: Blocks): void {
  const { arranged, settings, open } = plan;
  const count = countText(plan, arranged.shown, arranged.total);
  if (!section(plan, blocks, "groups", GROUPING_WORDS[settings.grouping], count)) return;
  for (const group of arranged.groups) {
    const members = open.get(group.index);
    const isFlat = settings.grouping === "none";
    if (!isFlat) {
      if (isAway(plan, groupKey(group))) continue;
      blocks.add(ROW_HEIGHT, 1, (_, y) => groupRow(plan, group, y));
    }
    if (members === undefined) continue;
    layGoroutines(plan, blocks, members, isFlat ? 0 : group.depth + 1);
  }
}

/** Goroutines in one block, but where something is open under one of them. */
function layGoroutines(plan: Plan, blocks: Blocks, members: GroupMembers, depth: number): void {
  const { grouping } = plan.settings;
  const isNamed = grouping !== "function" && grouping !== "creator";
  const rows = rowsLeft(plan, "goroutine", members.goroutines);
  const rowAt = (i: number): number => (rows === undefined ? i : rows[i]!);
  const count = rows?.length ?? members.goroutines.length;
  let first = 0;
  const layTo = (end: number): void => {
    const from = first;
    blocks.add(
      GOROUTINE_HEIGHT,
      end - from,
      (i, y) => goroutineRow(plan, members, rowAt(from + i), y, depth, isNamed),
      finder("goroutine", members.goroutines, rows, from, end),
    );
    first = end;
  };
  for (let i = 0; plan.lanes.size > 0 && i < count; i++) {
    const lanes = plan.lanes.get(members.goroutines[rowAt(i)]!);
    if (lanes === undefined) continue;
    layTo(i + 1);
    layLanes(plan, blocks, lanes, members.group, depth + 1);
  }
  layTo(count);
}

/** Regions, logs and frames of a goroutine, as far as there are any. */
function layLanes(
  plan: Plan,
  blocks: Blocks,
  { goroutine, regions, frames, logs }: GoroutineLanes,
  group: number,
  depth: number,
): void {
  const lay = (kind: "regions" | "logs" | "frames", name: string, rows: number): void => {
    if (rows === 0) return;
    const height = rows * LANE_HEIGHT + LANE_MARGIN;
    const track = inGroup(plan, { kind, index: goroutine }, group);
    blocks.add(height, 1, (_, y) => ({ ...trackRow(track, y, height), name, depth }));
  };
  lay("regions", "regions", regions);
  lay("logs", "logs and labels", logs ? 1 : 0);
  lay("frames", "stack", frames);
  if (regions + frames > 0 || logs) return;
  const track = inGroup(plan, { kind: "logs", index: goroutine }, group);
  blocks.add(GOROUTINE_HEIGHT, 1, (_, y) => ({
    ...trackRow(track, y, GOROUTINE_HEIGHT),
    name: "no stacks, regions or logs",
    depth,
  }));
}

function layTasks(plan: Plan, blocks: Blocks): void {
  const { taskTypes, tasksShown, tasksTotal } = plan.arranged;
  if (tasksTotal === 0) return;
  if (!section(plan, blocks, "tasks", ENTRY_NAMES.tasks, countText(plan, tasksShown, tasksTotal))) return;
  for (const type of taskTypes) {
    if (isAway(plan, taskTypeKey(type))) continue;
    const { count: whole } = plan.outline.taskTypes[type.key]!;
    blocks.add(ROW_HEIGHT, 1, (_, y) => taskTypeRow(plan, type, whole, y));
    const members = plan.tasks.get(type.index);
    if (members === undefined) continue;
    const rows = rowsLeft(plan, "task", members.tasks);
    const count = rows?.length ?? members.tasks.length;
    const find = finder("task", members.tasks, rows, 0, count);
    blocks.add(TASK_HEIGHT, count, (i, y) => taskRow(members, rows?.[i] ?? i, y), find);
  }
}

/** Adds the row of a section's name. Returns whether its tracks are to be laid out. */
function section(plan: Plan, blocks: Blocks, entry: Entry, name: string, note: string): boolean {
  const open = !plan.settings.folded.has(entry);
  const row = (y: number): SectionRow => ({ kind: "section", entry, y, height: SECTION_HEIGHT, name, note, open });
  blocks.add(SECTION_HEIGHT, 1, (_, y) => row(y));
  return open;
}

/** Whether a track is not where it would be: hidden, or pinned. */
function isAway({ settings }: Plan, key: string): boolean {
  return settings.hiddenTracks.has(key) || settings.pinned.includes(key);
}

/** Rows of the members that are where they would be, or undefined if all are. */
function rowsLeft(plan: Plan, kind: "goroutine" | "task", members: Int32Array): Int32Array | undefined {
  const { hiddenTracks, pinned } = plan.settings;
  const prefix = `${kind}:`;
  const away = new Set(
    [...hiddenTracks, ...pinned].flatMap((key) => (key.startsWith(prefix) ? [Number(key.slice(prefix.length))] : [])),
  );
  if (away.size === 0) return undefined;
  return Int32Array.from(members.keys()).filter((row) => !away.has(members[row]!));
}

/** Finds one of the members that are laid out from row `from` to before `to`; `rows`: which they are, if not all. */
function finder(
  kind: "goroutine" | "task",
  members: Int32Array,
  rows: Int32Array | undefined,
  from: number,
  to: number,
): NonNullable<Block["find"]> {
  return (track) => {
    const member = track.kind === kind ? members.indexOf(track.index) : -1;
    if (member < 0) return -1;
    const row = rows === undefined ? member : rows.indexOf(member);
    return row >= from && row < to ? row - from : -1;
  };
}
