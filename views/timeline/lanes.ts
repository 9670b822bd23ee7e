import { GC_LANES, type Row } from "./layout.ts";

/** How the rectangles of a track lie in its row, in css pixels: lanes from the top, each with room above and below. */
export interface Lane {
  readonly height: number;
  readonly above: number;
  readonly below: number;
}

const NONE: Lane = { height: 0, above: 0, below: 0 };

export function laneOf(row: Row): Lane {
  if (row.kind === "section") return NONE;
  if (row.track.kind === "gc") return { height: (row.height - 1) / GC_LANES, above: 1, below: 1 };
  if (row.track.kind === "heap" || row.track.kind === "goroutines") return { height: row.height, above: 4, below: 1 };
  if (row.track.kind === "group") return { height: row.height, above: 5, below: 5 };
  return { height: row.height, above: 2, below: 2 };
}
