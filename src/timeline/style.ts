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
  /** A thread holds the proc, and runs no goroutine on it. */
  ProcHeld: 15,
  /** Procs colour what they run by the goroutine's group: GroupFirst + (group mod GROUP_COLOURS). */
  GroupFirst: 16,
} as const;
export type Style = number;

/** The height of a track, in the units of shapes. */
export const TRACK_HEIGHT = 4095;

/**
 * Where in its track's height a rectangle lies, 0 at the top to TRACK_HEIGHT, and how opaque it is, 0 to 255: as one number
 * [alpha 8 | bottom 12 | top 12], so that the graphics card gets it as it is.
 */
export function shapeOf(top: number, bottom: number, alpha = 255): number {
  return ((alpha << 24) | (bottom << 12) | top) >>> 0;
}

/** The whole height of a track. */
export const WHOLE = shapeOf(0, TRACK_HEIGHT);

/** One of equally high rows of a track, from the top. */
export function shapeOfRow(row: number, rows: number): number {
  return shapeOf(Math.round((row / rows) * TRACK_HEIGHT), Math.round(((row + 1) / rows) * TRACK_HEIGHT));
}

/** Top and bottom of a shape as shares of the track's height. */
export function extentOf(shape: number): readonly [number, number] {
  return [(shape & 4095) / TRACK_HEIGHT, ((shape >>> 12) & 4095) / TRACK_HEIGHT];
}

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
  "held",
] as const;
