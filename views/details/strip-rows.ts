import type { Tile } from "../../src/timeline/types.ts";

/** A stretch of a strip, in shares of its width. */
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

export interface StripRow {
  readonly parts: readonly StripPart[];
  /** What was there at the moment asked about, or the last thing before it; undefined: nothing. */
  readonly at: StripPart | undefined;
  /** Whether `at` was still there at the moment. */
  readonly running: boolean;
}

/** Rows of a tile's tracks, clipped to its window; `moment` is in ns. */
export function stripRows(tile: Tile, moment: number): readonly StripRow[] {
  const { from, to, tracks } = tile.request;
  return tracks.map((_track, i) => {
    const parts: StripPart[] = [];
    for (let row = tile.offsets[i]!; row < tile.offsets[i + 1]!; row++) {
      const start = tile.start[row]!;
      const end = tile.end[row]!;
      if (end <= from || start >= to || tile.row[row] !== 0) continue;
      parts.push({
        from: (Math.max(start, from) - from) / (to - from),
        to: (Math.min(end, to) - from) / (to - from),
        style: tile.style[row]!,
        span: tile.ref[row]!,
        start,
        end,
        text: tile.labels[tile.label[row]!] ?? "",
      });
    }
    const at = parts.findLast((part) => part.start <= moment);
    return { parts, at, running: at !== undefined && at.end > moment };
  });
}
