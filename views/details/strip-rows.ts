import type { Tile } from "../../src/timeline/types.ts";
import { shownText } from "../kit/shown-text.ts";

/** A stretch of a strip: from and to in shares of its width, start and end in ns. */
export interface StripPart {
  readonly from: number;
  readonly to: number;
  readonly style: number;
  /** Goroutine span, or -1 where several are merged. */
  readonly span: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The row of a proc's track that says what ran. */
const RUN_ROW = 1;

/** What each track of a tile shows, clipped to the tile's window; without idleness and without what is nested. */
export function stripRows(tile: Tile): readonly (readonly StripPart[])[] {
  const { from, to, tracks } = tile.request;
  return tracks.map((_track, i) => {
    const parts: StripPart[] = [];
    for (let row = tile.offsets[i]!; row < tile.offsets[i + 1]!; row++) {
      const start = tile.start[row]!;
      const end = tile.end[row]!;
      if (end <= from || start >= to || tile.row[row] !== RUN_ROW) continue;
      parts.push({
        from: (Math.max(start, from) - from) / (to - from),
        to: (Math.min(end, to) - from) / (to - from),
        style: tile.style[row]!,
        span: tile.ref[row]!,
        start,
        end,
        text: shownText(tile.labels[tile.label[row]!] ?? ""),
      });
    }
    return parts;
  });
}
