import { inOneGo, type Steps } from "../base/steps.ts";
import { gridOver, octaveOf, type Grid } from "./grid.ts";
import type { Lane, Pieces } from "./lane.ts";

const PIECES_PER_COLUMN = 4;
const MIN_COLUMNS = 256;
const COLUMNS_PER_STEP = 1 << 18;

/** Which share of its time a lane was occupied, in columns of power-of-two widths, as bytes: 0 never, 255 always. */
export interface Occupancy {
  /** Octave of the finest level. */
  readonly base: number;
  readonly levels: readonly OccupancyLevel[];
  readonly byteLength: number;
}

interface OccupancyLevel {
  readonly first: number;
  readonly shares: Uint8Array;
}

/** Octave of the finest level that is kept of a lane's occupancy. */
export function occupancyBase(lane: Lane): number {
  return octaveOf(lifeOf(lane) / Math.max(MIN_COLUMNS, lane.pieces / PIECES_PER_COLUMN));
}

/** Adds up how long a lane was occupied while it is told its pieces; half a byte a piece is kept. */
export class OccupancyBuilder implements Pieces {
  readonly #lane: Lane;
  readonly #base: number;
  readonly #busy: BusyTimes;

  constructor(lane: Lane) {
    this.#lane = lane;
    this.#base = occupancyBase(lane);
    this.#busy = new BusyTimes(this.#gridOf(this.#base));
  }

  piece(start: number, end: number): void {
    this.#busy.piece(start, end);
  }

  *finish(): Steps<Occupancy> {
    let { grid, ns } = this.#busy;
    const levels: OccupancyLevel[] = [];
    for (let octave = this.#base + 1; ; octave++) {
      levels.push({ first: grid.first, shares: yield* sharesOf(ns, grid.width) });
      if (ns.length <= 2) break;
      const above = this.#gridOf(octave);
      ns = pairSums(ns, grid.first, above);
      grid = above;
      yield;
    }
    return { base: this.#base, levels, byteLength: levels.reduce((sum, { shares }) => sum + shares.length, 0) };
  }

  #gridOf(octave: number): Grid {
    const from = this.#lane.start(0);
    return gridOver(2 ** octave, from, from + lifeOf(this.#lane));
  }
}

/** The shares in the columns of a grid of 2^octave ns; others than are kept are added up. O(columns), or O(entries) in these. */
export function occupancyIn(
  lane: Lane,
  occupancy: Occupancy | undefined,
  octave: number,
  { width, first, end }: Grid,
): Uint8Array {
  const level = occupancy?.levels[octave - occupancy.base];
  if (level === undefined) {
    const busy = new BusyTimes({ width, first, end });
    lane.feed(first * width, end * width, busy);
    return inOneGo(sharesOf(busy.ns, width));
  }
  const shares = new Uint8Array(end - first);
  const from = Math.max(first, level.first);
  if (from < end) shares.set(level.shares.subarray(from - level.first, end - level.first), from - first);
  return shares;
}

function lifeOf(lane: Lane): number {
  return Math.max(1, lane.start(lane.length) - lane.start(0));
}

/** Time that pieces take of each column of a grid. */
class BusyTimes implements Pieces {
  readonly grid: Grid;
  readonly ns: Float64Array;

  constructor(grid: Grid) {
    this.grid = grid;
    this.ns = new Float64Array(grid.end - grid.first);
  }

  piece(start: number, end: number): void {
    const { width, first } = this.grid;
    let column = Math.floor(start / width);
    let edge = (column + 1) * width;
    let at = start;
    for (; edge < end; edge += width) {
      this.ns[column++ - first]! += edge - at;
      at = edge;
    }
    this.ns[column - first]! += end - at;
  }
}

function pairSums(ns: Float64Array, first: number, above: Grid): Float64Array {
  const sums = new Float64Array(above.end - above.first);
  for (let column = 0; column < ns.length; column++)
    sums[Math.floor((first + column) / 2) - above.first]! += ns[column]!;
  return sums;
}

/** Little is not nothing: it is rounded up to 1. */
function* sharesOf(busy: Float64Array, width: number): Steps<Uint8Array> {
  const shares = new Uint8Array(busy.length);
  for (let first = 0; first < busy.length; first += COLUMNS_PER_STEP) {
    if (first > 0) yield;
    const end = Math.min(busy.length, first + COLUMNS_PER_STEP);
    for (let column = first; column < end; column++) {
      const ns = busy[column]!;
      if (ns > 0) shares[column] = Math.max(1, Math.min(255, Math.round((ns / width) * 255)));
    }
  }
  return shares;
}
