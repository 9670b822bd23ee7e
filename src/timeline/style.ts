/**
 * How a rectangle of the timeline looks: a row of the palette. One palette serves timeline, tables and plots; its
 * colours are CSS variables named `--gs-` and the name given here.
 */
export const Style = {
  Running: 0,
  Runnable: 1,
  BlockedSync: 2,
  BlockedNet: 3,
  BlockedSleep: 4,
  BlockedGC: 5,
  BlockedOther: 6,
  Syscall: 7,
  SyscallBlocked: 8,
  StopTheWorld: 9,
  GCMark: 10,
  GCAssist: 11,
  GCSweep: 12,
  GCWorker: 13,
  ProcIdle: 14,
  /** Procs colour what they run by the goroutine's group: GroupFirst + (group mod GROUP_COLOURS). */
  GroupFirst: 16,
} as const;
export type Style = number;

export const GROUP_COLOURS = 12;

export const STYLE_NAMES = [
  "running",
  "runnable",
  "blocked-sync",
  "blocked-net",
  "blocked-sleep",
  "blocked-gc",
  "blocked-other",
  "syscall",
  "syscall-blocked",
  "stw",
  "gc-mark",
  "gc-assist",
  "gc-sweep",
  "gc-worker",
  "idle",
  "reserved",
] as const;
