import type { Arrangement, GoroutineFilter, TrackOutline } from "../../src/timeline/types.ts";

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

/** How the tracks are set. Tracks are named as by `trackKey`. */
export interface TrackSettings extends Arrangement {
  /** All entries, from the top. */
  readonly entries: readonly Entry[];
  readonly hidden: ReadonlySet<Entry>;
  /** Sections of which only the name is there. */
  readonly folded: ReadonlySet<Entry>;
  /** Tracks that stay at the top, in order. */
  readonly pinned: readonly string[];
  readonly hiddenTracks: ReadonlySet<string>;
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
