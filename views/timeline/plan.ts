import type {
  Arranged,
  ArrangedGroup,
  GoroutineLanes,
  GroupMembers,
  TaskMembers,
  TrackOutline,
  TrackRef,
} from "../../src/timeline/types.ts";
import { trackKey, type Block, type Layout, type SectionRow, type TrackRow } from "./layout.ts";
import { shortFunction } from "./row-name.ts";
import { ENTRY_NAMES, isFiltered, type Entry, type TrackSettings } from "./track-settings.ts";

/** Heights in css pixels. Groups have room for the bars that sum them up. */
export const ROW_HEIGHT = 22;
export const SECTION_HEIGHT = 24;
export const GOROUTINE_HEIGHT = 20;
export const GC_HEIGHT = 41;
export const CURVE_HEIGHT = 60;
const LANE_HEIGHT = 15;
const LANE_MARGIN = 4;
const TASK_HEIGHT = 24;
const SMALL_CURVE_HEIGHT = 40;
const MOST_UTILIZATION_HEIGHT = 96;

/** Of a task that was given none. */
const NO_NAME = "(no name)";

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
  /** Names of pinned goroutines, and when they lived. */
  readonly pinnedNames: ReadonlyMap<string, Pick<TrackRow, "name" | "life">>;
}

/** Lays all tracks out. O(groups), and O(goroutines) of open groups of which some are hidden. */
export function layoutTracks(plan: Plan): Layout {
  const blocks = new Blocks();
  const { settings } = plan;
  for (const entry of settings.entries) if (!settings.hidden.has(entry)) LAY[entry](plan, blocks);
  const pinned: TrackRow[] = [];
  let pinnedHeight = 0;
  for (const key of settings.pinned) {
    const row = pinnedRow(plan, key, pinnedHeight);
    if (row === undefined) continue;
    pinned.push(row);
    pinnedHeight += row.height;
  }
  return { blocks: blocks.list, height: blocks.height, pinned, pinnedHeight };
}

class Blocks {
  readonly list: Block[] = [];
  height = 0;

  add(rowHeight: number, count: number, row: Block["row"]): void {
    if (count === 0) return;
    this.list.push({ y: this.height, rowHeight, count, row });
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
    if (isAway(plan, track) || (kind === "utilization" && plan.outline.procs.length === 0)) return;
    const height = heightOf(plan, kind);
    blocks.add(height, 1, (_, y) => ({ ...trackRow(track, y, height), name }));
  };
}

function heightOf({ outline }: Plan, kind: TrackRef["kind"]): number {
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
    default:
      return ROW_HEIGHT;
  }
}

function layProcs(plan: Plan, blocks: Blocks): void {
  const { outline } = plan;
  if (!section(plan, blocks, "procs", ENTRY_NAMES.procs, String(outline.procs.length))) return;
  const procs = outline.procs.filter(({ index }) => !isAway(plan, { kind: "proc", index }));
  blocks.add(ROW_HEIGHT, procs.length, (i, y) => procRow(plan, procs[i]!.index, y)!);
}

function layThreads(plan: Plan, blocks: Blocks): void {
  const { threads } = plan.outline;
  if (threads.length === 0) return;
  if (!section(plan, blocks, "thread-list", ENTRY_NAMES["thread-list"], String(threads.length))) return;
  const shown = threads.filter(({ index }) => !isAway(plan, { kind: "thread", index }));
  blocks.add(ROW_HEIGHT, shown.length, (i, y) => threadRow(plan, shown[i]!.index, y)!);
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
  const count = isFiltered(settings.filter) ? `${arranged.shown} of ${arranged.total}` : String(arranged.total);
  if (!section(plan, blocks, "groups", GROUPING_WORDS[settings.grouping], count)) return;
  for (const group of arranged.groups) {
    const members = open.get(group.index);
    const isFlat = settings.grouping === "none";
    if (!isFlat) {
      if (isAway(plan, { kind: "group", index: group.index })) continue;
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
  const rows = rowsLeft(plan, members);
  const rowAt = (i: number): number => (rows === undefined ? i : rows[i]!);
  const count = rows?.length ?? members.goroutines.length;
  let first = 0;
  const layTo = (end: number): void => {
    const from = first;
    blocks.add(GOROUTINE_HEIGHT, end - from, (i, y) => goroutineRow(plan, members, rowAt(from + i), y, depth, isNamed));
    first = end;
  };
  for (let i = 0; plan.lanes.size > 0 && i < count; i++) {
    const lanes = plan.lanes.get(members.goroutines[rowAt(i)]!);
    if (lanes === undefined) continue;
    layTo(i + 1);
    layLanes(blocks, lanes, depth + 1);
  }
  layTo(count);
}

/** Regions, logs and frames of a goroutine, as far as there are any. */
function layLanes(blocks: Blocks, { goroutine, regions, frames, logs }: GoroutineLanes, depth: number): void {
  const lay = (kind: "regions" | "logs" | "frames", name: string, rows: number): void => {
    if (rows === 0) return;
    const height = rows * LANE_HEIGHT + LANE_MARGIN;
    blocks.add(height, 1, (_, y) => ({ ...trackRow({ kind, index: goroutine }, y, height), name, depth }));
  };
  lay("regions", "regions", regions);
  lay("logs", "logs and labels", logs ? 1 : 0);
  lay("frames", "stack", frames);
  if (regions + frames > 0 || logs) return;
  const track: TrackRef = { kind: "logs", index: goroutine };
  blocks.add(GOROUTINE_HEIGHT, 1, (_, y) => ({
    ...trackRow(track, y, GOROUTINE_HEIGHT),
    name: "no stacks, regions or logs",
    depth,
  }));
}

function layTasks(plan: Plan, blocks: Blocks): void {
  const { taskTypes } = plan.outline;
  if (taskTypes.length === 0) return;
  const count = taskTypes.reduce((sum, type) => sum + type.count, 0);
  if (!section(plan, blocks, "tasks", ENTRY_NAMES.tasks, String(count))) return;
  for (const type of taskTypes) {
    const track: TrackRef = { kind: "task-type", index: type.index };
    const members = plan.tasks.get(type.index);
    if (isAway(plan, track)) continue;
    blocks.add(ROW_HEIGHT, 1, (_, y) => ({
      ...trackRow(track, y, ROW_HEIGHT),
      name: type.name || NO_NAME,
      note: String(type.count),
      canOpen: true,
      open: members !== undefined,
    }));
    if (members !== undefined) blocks.add(TASK_HEIGHT, members.tasks.length, (i, y) => taskRow(members, i, y));
  }
}

function taskRow(members: TaskMembers, i: number, y: number): TrackRow {
  const life = { from: members.start[i]!, to: members.end[i]! };
  return {
    ...trackRow({ kind: "task", index: members.tasks[i]! }, y, TASK_HEIGHT),
    name: `#${members.ids[i]!}`,
    depth: 1,
    life,
  };
}

/** Adds the row of a section's name. Returns whether its tracks are to be laid out. */
function section(plan: Plan, blocks: Blocks, entry: Entry, name: string, note: string): boolean {
  const open = !plan.settings.folded.has(entry);
  const row = (y: number): SectionRow => ({ kind: "section", entry, y, height: SECTION_HEIGHT, name, note, open });
  blocks.add(SECTION_HEIGHT, 1, (_, y) => row(y));
  return open;
}

/** Whether a track is not where it would be: hidden, or pinned. */
function isAway({ settings }: Plan, track: TrackRef): boolean {
  const key = trackKey(track);
  return settings.hiddenTracks.has(key) || settings.pinned.includes(key);
}

/** Rows of the members that are where they would be, or undefined if all are. */
function rowsLeft(plan: Plan, { goroutines }: GroupMembers): Int32Array | undefined {
  const { hiddenTracks, pinned } = plan.settings;
  const away = new Set(
    [...hiddenTracks, ...pinned].flatMap((key) => (key.startsWith("goroutine:") ? [Number(key.slice(10))] : [])),
  );
  if (away.size === 0) return undefined;
  return Int32Array.from(goroutines.keys()).filter((row) => !away.has(goroutines[row]!));
}

function pinnedRow(plan: Plan, key: string, y: number): TrackRow | undefined {
  const [kind = "", number = ""] = key.split(":");
  const index = Number(number);
  const row = PINNED[kind]?.(plan, index, y);
  return row && { ...row, pinned: true, depth: 0 };
}

const PINNED: Readonly<Record<string, (plan: Plan, index: number, y: number) => TrackRow | undefined>> = {
  proc: procRow,
  thread: threadRow,
  group: (plan, index, y) => {
    const group = plan.arranged.groups.find((one) => one.index === index);
    return group && { ...groupRow(plan, group, y), canOpen: false, open: false };
  },
  goroutine: (plan, index, y) => {
    const named = plan.pinnedNames.get(`goroutine:${index}`);
    return named && { ...trackRow({ kind: "goroutine", index }, y, GOROUTINE_HEIGHT), ...named };
  },
  ...Object.fromEntries(
    (["gc", "heap", "goroutines", "threads", "waiters", "utilization"] as const).map((kind) => [
      kind,
      (plan: Plan, index: number, y: number) =>
        index === 0 ? { ...trackRow({ kind, index }, y, heightOf(plan, kind)), name: ENTRY_NAMES[kind] } : undefined,
    ]),
  ),
};

function trackRow(track: TrackRef, y: number, height: number): TrackRow {
  const nothing = {
    ...{ name: "", note: "", depth: 0, group: undefined, life: undefined },
    ...{ canOpen: false, open: false, pinned: false },
  };
  return { kind: "track", track, y, height, ...nothing };
}

function procRow({ outline }: Plan, index: number, y: number): TrackRow | undefined {
  const proc = outline.procs.find((one) => one.index === index);
  return proc && { ...trackRow({ kind: "proc", index }, y, ROW_HEIGHT), name: `P${proc.id}`, depth: 1 };
}

function threadRow({ outline }: Plan, index: number, y: number): TrackRow | undefined {
  const thread = outline.threads.find((one) => one.index === index);
  return thread && { ...trackRow({ kind: "thread", index }, y, ROW_HEIGHT), name: `M ${thread.id}`, depth: 1 };
}

function groupRow({ open, settings }: Plan, group: ArrangedGroup, y: number): TrackRow {
  const { index, name, count, depth } = group;
  const row = trackRow({ kind: "group", index }, y, ROW_HEIGHT);
  const isFunction = settings.grouping === "function" || settings.grouping === "creator";
  const shown = isFunction ? shortFunction(name) : name || NO_NAME;
  return {
    ...row,
    ...{ name: shown, fullName: name, note: String(count), depth, group },
    ...{ canOpen: true, open: open.has(index) },
  };
}

/** `isNamed`: the group does not say in which function it started. */
function goroutineRow(
  plan: Plan,
  members: GroupMembers,
  i: number,
  y: number,
  depth: number,
  isNamed: boolean,
): TrackRow {
  const goroutine = members.goroutines[i]!;
  const track: TrackRef = { kind: "goroutine", index: goroutine };
  const life = { from: members.created[i]!, to: members.ended[i]! };
  const id = `G${members.ids[i]!}`;
  const name = isNamed ? `${id} ${shortFunction(members.names[members.name[i]!]!)}` : id;
  const open = plan.lanes.has(goroutine);
  return { ...trackRow(track, y, GOROUTINE_HEIGHT), name, depth, life, canOpen: true, open };
}
