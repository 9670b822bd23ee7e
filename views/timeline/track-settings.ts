import type {
  Arrangement,
  GoroutineFilter,
  Grouping,
  TrackKind,
  TrackOutline,
  TrackRef,
} from "../../src/timeline/types.ts";

/** What can stand among the tracks at the top level: tracks that exist once, and sections of many. */
export const ENTRIES = [
  "gc",
  "heap",
  "goroutines",
  "threads",
  "waiters",
  "utilization",
  "procs",
  "thread-list",
  "tasks",
  "groups",
] as const;
export type Entry = (typeof ENTRIES)[number];

export const ENTRY_NAMES: Readonly<Record<Entry, string>> = {
  gc: "GC",
  heap: "Heap",
  goroutines: "Goroutines by state",
  threads: "Threads in use",
  waiters: "Network and disk",
  utilization: "Proc utilization",
  procs: "Procs",
  "thread-list": "Threads",
  tasks: "Tasks",
  groups: "Goroutines",
};

export const ENTRY_HINTS: Readonly<Record<Entry, string>> = {
  gc: "mark phases, and pauses that stop the world",
  heap: "bytes in use, and the goal of the next cycle",
  goroutines: "how many are in which state",
  threads: "how many run Go or are in a syscall, and GOMAXPROCS",
  waiters: "how many wait for the network, on a file, or in another syscall",
  utilization: "a row per proc, the darker the busier",
  procs: "what ran on each, and what happened meanwhile",
  "thread-list": "what ran on each, with and without a proc",
  tasks: "by type, each with its regions on whatever goroutine",
  groups: "each with its states",
};

/** How the tracks are set. Tracks are named as by `plainKey`. */
export interface TrackSettings extends Arrangement {
  /** All entries, from the top. */
  readonly entries: readonly Entry[];
  readonly hidden: ReadonlySet<Entry>;
  /** Sections of which only the name is there. */
  readonly folded: ReadonlySet<Entry>;
  /** Tracks that stay at the top, in order. */
  readonly pinned: readonly string[];
  readonly hiddenTracks: ReadonlySet<string>;
  /** Groups, types of tasks and goroutines of which it is shown what lies in or under them. */
  readonly open: ReadonlySet<string>;
}

export const NO_FILTER: GoroutineFilter = { text: "", frame: "", states: 0, leastNs: 0 };

/** With more procs than this their utilization is shown, and they are folded. */
const FEW_PROCS = 12;
/** More types of tasks than this are folded. */
const FEW_TYPES = 6;

/** What is shown of a trace at first: what tells a story at a glance, and not what buries it. */
export function firstSettings(outline: TrackOutline): TrackSettings {
  const many = outline.procs.length > FEW_PROCS;
  return {
    grouping: "function",
    order: "active",
    filter: NO_FILTER,
    entries: ENTRIES,
    hidden: new Set<Entry>(many ? ["waiters"] : ["waiters", "utilization"]),
    folded: new Set<Entry>([
      "thread-list",
      ...(many ? (["procs"] as const) : []),
      ...(outline.taskTypes.length > FEW_TYPES ? (["tasks"] as const) : []),
    ]),
    pinned: [],
    hiddenTracks: new Set(),
    open: new Set(),
  };
}

export function isFiltered({ text, frame, states, leastNs }: GoroutineFilter): boolean {
  return text.trim() !== "" || frame.trim() !== "" || states !== 0 || leastNs > 0;
}

/** A set with or without one of its members. */
export function toggled<T>(set: ReadonlySet<T>, member: T, isIn: boolean): ReadonlySet<T> {
  const other = new Set(set);
  if (isIn) other.add(member);
  else other.delete(member);
  return other;
}

/** A list in which a member is so many places further on, or as far as it goes. */
export function shifted<T>(list: readonly T[], member: T, by: number): readonly T[] {
  const at = list.indexOf(member);
  if (at === -1) return list;
  const rest = list.toSpliced(at, 1);
  return rest.toSpliced(Math.max(0, Math.min(rest.length, at + by)), 0, member);
}

/** The entry that stands `by` shown entries further takes the place of this one's; those hidden do not count. */
export function moveEntry(settings: TrackSettings, entry: Entry, by: number): TrackSettings {
  const shown = settings.entries.filter((one) => !settings.hidden.has(one));
  const moved = shifted(shown, entry, by);
  const places = settings.entries.map((one) => (settings.hidden.has(one) ? one : undefined));
  let next = 0;
  return { ...settings, entries: places.map((one) => one ?? moved[next++]!) };
}

/** In another grouping groups have other numbers: what was said of them is forgotten. */
export function regrouped(settings: TrackSettings, grouping: Grouping): TrackSettings {
  if (grouping === settings.grouping) return settings;
  const isElse = (key: string): boolean => !key.startsWith("group:");
  return {
    ...settings,
    grouping,
    pinned: settings.pinned.filter(isElse),
    hiddenTracks: new Set([...settings.hiddenTracks].filter(isElse)),
    open: new Set([...settings.open].filter(isElse)),
  };
}

/** The entry in which tracks of a kind lie, where that is not one of the same name. */
const SECTION_OF: Readonly<Partial<Record<TrackKind, Entry>>> = {
  proc: "procs",
  thread: "thread-list",
  group: "groups",
  goroutine: "groups",
  regions: "groups",
  logs: "groups",
  frames: "groups",
  "task-type": "tasks",
  task: "tasks",
};

/** With nothing hidden or folded that hides a track. `group`: of a goroutine the key of its group, to be open. */
export function shownTrack(settings: TrackSettings, track: TrackRef, group: string | undefined): TrackSettings {
  const entry = SECTION_OF[track.kind] ?? ENTRIES.find((one) => one === track.kind);
  const isLane = track.kind === "regions" || track.kind === "logs" || track.kind === "frames";
  const away = new Set([`${track.kind}:${track.index}`, ...(group === undefined ? [] : [group])]);
  const opened = [...(group === undefined ? [] : [group]), ...(isLane ? [`goroutine:${track.index}`] : [])];
  return {
    ...settings,
    hidden: new Set([...settings.hidden].filter((one) => one !== entry)),
    folded: new Set([...settings.folded].filter((one) => one !== entry)),
    hiddenTracks: new Set([...settings.hiddenTracks].filter((key) => !away.has(key))),
    open: new Set([...settings.open, ...opened]),
  };
}
