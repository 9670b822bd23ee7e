import { TRACK_ROWS } from "../../src/timeline/types.ts";
import type { Row } from "./layout.ts";

/** How the rectangles of a track lie in its row, in css pixels: lanes from `top` down, each with room above and below. */
export interface Lane {
  readonly top: number;
  readonly height: number;
  readonly above: number;
  readonly below: number;
}

const NONE: Lane = { top: 0, height: 0, above: 0, below: 0 };

/** Room around the bars of a group, so that they are of whole pixels. */
const GROUP_MARGIN = 3;

export function laneOf(row: Row): Lane {
  if (row.kind === "section") return NONE;
  switch (row.track.kind) {
    case "gc":
      return { top: 0, height: (row.height - 1) / TRACK_ROWS.gc, above: 1, below: 1 };
    case "heap":
    case "goroutines":
      return { top: 0, height: row.height, above: 4, below: 1 };
    case "group":
      return { top: GROUP_MARGIN, height: (row.height - 2 * GROUP_MARGIN) / TRACK_ROWS.group, above: 0, below: 0 };
    case "proc":
    case "goroutine":
      return { top: 0, height: row.height, above: 2, below: 2 };
  }
}
