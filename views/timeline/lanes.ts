import type { TrackKind } from "../../src/timeline/types.ts";
import type { Row, TrackRow } from "./layout.ts";

/** Room that a row leaves above and below what its track draws, css pixels. */
export interface Insets {
  readonly above: number;
  readonly below: number;
}

const BARS: Insets = { above: 3, below: 3 };
const CURVES: Insets = { above: 4, below: 1 };
const SPANS: Insets = { above: 2, below: 2 };
const GC: Insets = { above: 1, below: 2 };

const INSETS: Readonly<Record<TrackKind, Insets>> = {
  gc: GC,
  heap: CURVES,
  goroutines: CURVES,
  threads: CURVES,
  waiters: CURVES,
  utilization: { above: 3, below: 3 },
  thread: SPANS,
  group: BARS,
  proc: SPANS,
  goroutine: SPANS,
  regions: SPANS,
  logs: SPANS,
  frames: SPANS,
  "task-type": BARS,
  task: SPANS,
};

export function insetsOf(row: TrackRow): Insets {
  return INSETS[row.track.kind];
}

/** How far down the height that a row's track draws in a point is, 0 to 1; `y` from the row's top, css pixels. */
export function levelIn(row: Row, y: number): number {
  if (row.kind === "section") return 0;
  const { above, below } = insetsOf(row);
  return Math.max(0, Math.min(1, (y - above) / (row.height - above - below)));
}
