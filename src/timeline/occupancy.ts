import { gridOver, octaveOf, type Grid } from "./grid.ts";
import type { Lane } from "./lane.ts";

const ENTRIES_PER_COLUMN = 8;
const MIN_COLUMNS = 256;

/** Which share of its time a lane was occupied, in columns of power-of-two widths, as bytes: 0 never, 255 always. */
export interface Occupancy {
  /** Octave of the finest level. */
  readonly base: number;
  readonly levels: readonly { readonly first: number; readonly shares: Uint8Array }[];
  readonly byteLength: number;
}

/** One pass over the lane; a quarter of a byte an entry. */
export function buildOccupancy(lane: Lane): Occupancy {
  const from = lane.start(0);
  const life = Math.max(1, lane.start(lane.length) - from);
  const base = octaveOf(life / Math.max(MIN_COLUMNS, lane.length / ENTRIES_PER_COLUMN));
  let grid = gridOver(2 ** base, from, from + life);
  let busy = busyTimes(lane, grid);
  const levels = [{ first: grid.first, shares: sharesOf(busy, grid.width) }];
  for (let octave = base + 1; busy.length > 2; octave++) {
    const above = gridOver(2 ** octave, from, from + life);
    const sums = new Float64Array(above.end - above.first);
    const { first } = grid;
    busy.forEach((ns, column) => (sums[Math.floor((first + column) / 2) - above.first]! += ns));
    grid = above;
    busy = sums;
    levels.push({ first: grid.first, shares: sharesOf(busy, grid.width) });
  }
  return { base, levels, byteLength: levels.reduce((sum, { shares }) => sum + shares.length, 0) };
}

/** The shares in the columns of a grid of 2^octave ns; others than are kept are added up. O(columns), or O(entries) in these. */
export function occupancyIn(lane: Lane, { base, levels }: Occupancy, octave: number, grid: Grid): Uint8Array {
  const level = levels[octave - base];
  if (level === undefined) return sharesOf(busyTimes(lane, grid), grid.width);
  return Uint8Array.from({ length: grid.end - grid.first }, (_, i) => level.shares[grid.first + i - level.first] ?? 0);
}

function busyTimes(lane: Lane, grid: Grid): Float64Array {
  const { width, first } = grid;
  const busy = new Float64Array(grid.end - first);
  lane.feed(first * width, grid.end * width, {
    piece(start, end) {
      let column = Math.floor(start / width);
      for (let at = start; at < end; column++) {
        const edge = Math.min(end, (column + 1) * width);
        busy[column - first]! += edge - at;
        at = edge;
      }
    },
  });
  return busy;
}

/** Little is not nothing: it is rounded up to 1. */
function sharesOf(busy: Float64Array, width: number): Uint8Array {
  return Uint8Array.from(busy, (ns) => (ns === 0 ? 0 : Math.max(1, Math.min(255, Math.round((ns / width) * 255)))));
}
