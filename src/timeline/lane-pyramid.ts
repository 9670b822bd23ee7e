import type { Steps } from "../base/steps.ts";
import { Columns, type ColumnSink } from "./columns.ts";
import { columnOf, octaveOf, type Grid } from "./grid.ts";
import { feedSteps, type Lane, type Pieces } from "./lane.ts";
import { Nibbles } from "./nibbles.ts";

/** Lanes of fewer pieces are cheap enough to look at whole. */
const MIN_PIECES = 2048;
/** Columns of the base level for each piece, at most; all levels together have twice as many, two to a byte. */
const COLUMNS_PER_PIECE = 0.84;

/** What a lane shows at power-of-two widths, half a byte per column. */
export interface LanePyramid {
  /** Octave of the base level's columns. */
  readonly base: number;
  /** The lane's own start and end in ns. */
  readonly start: number;
  readonly end: number;
  /** The style of each value but 0, which is nothing. */
  readonly palette: readonly number[];
  readonly levels: readonly PyramidLevel[];
  readonly byteLength: number;
}

interface PyramidLevel {
  readonly first: number;
  readonly columns: Nibbles;
}

/** Octave of the base level of a lane's pyramid, or undefined where a lane is better drawn without. */
export function pyramidBase(lane: Lane): number | undefined {
  if (lane.pieces < MIN_PIECES) return undefined;
  const life = lane.start(lane.length) - lane.start(0);
  return life > 0 ? octaveOf(life / (lane.pieces * COLUMNS_PER_PIECE)) : undefined;
}

/** Whether columns of 2^octave ns are read from a lane's pyramid; its spans are looked at in others. */
export function isFromPyramid(lane: Lane, octave: number): boolean {
  const base = pyramidBase(lane);
  return base !== undefined && octave >= base;
}

/**
 * Builds all levels, up to one of a few columns, in one pass over the lane, which `beside` hears of too. At most 0.84 bytes
 * a piece, 0.6 on average.
 */
export function* buildPyramid(lane: Lane, base: number, beside?: Pieces): Steps<LanePyramid> {
  const start = lane.start(0);
  const end = lane.start(lane.length);
  const valueOf = new Uint8Array(32);
  lane.palette.forEach((style, index) => (valueOf[style] = index + 1));
  const levels: LevelWriter[] = [];
  for (let octave = base; ; octave++) {
    const level = new LevelWriter(valueOf, columnOf(2 ** octave, start), Math.ceil(end / 2 ** octave));
    levels.push(level);
    if (level.columns.length <= 2) break;
  }
  yield;
  let chain: Columns | undefined;
  for (let i = levels.length - 1; i >= 0; i--) chain = new Columns(2 ** (base + i), lane, levels[i]!, chain);
  yield* feedSteps(lane, beside === undefined ? chain! : new Both(chain!, beside));
  chain!.finish();
  return {
    base,
    start,
    end,
    palette: lane.palette,
    levels,
    byteLength: levels.reduce((sum, level) => sum + level.columns.byteLength, 0),
  };
}

class Both implements Pieces {
  readonly #one: Pieces;
  readonly #other: Pieces;

  constructor(one: Pieces, other: Pieces) {
    this.#one = one;
    this.#other = other;
  }

  piece(start: number, end: number, style: number, entry: number): void {
    this.#one.piece(start, end, style, entry);
    this.#other.piece(start, end, style, entry);
  }
}

class LevelWriter implements ColumnSink {
  readonly first: number;
  readonly columns: Nibbles;
  readonly #valueOf: Uint8Array;

  constructor(valueOf: Uint8Array, first: number, end: number) {
    this.#valueOf = valueOf;
    this.first = first;
    this.columns = new Nibbles(end - first);
  }

  show(first: number, end: number, style: number): void {
    this.columns.fill(this.#valueOf[style]!, first - this.first, end - this.first);
  }
}

/** Reads the rectangles in a grid of an octave that the pyramid has, or of a wider one than its widest. O(columns). */
export function pyramidRectangles(
  pyramid: LanePyramid,
  octave: number,
  grid: Grid,
  emit: (start: number, end: number, style: number) => void,
): void {
  const index = Math.min(octave - pyramid.base, pyramid.levels.length - 1);
  const width = 2 ** (pyramid.base + index);
  const { first, columns } = pyramid.levels[index]!;
  const last = Math.min(columns.length, Math.ceil((grid.end * grid.width) / width) - first);
  let column = Math.max(0, columnOf(width, grid.first * grid.width) - first);
  while (column < last) {
    const value = columns.get(column);
    const end = columns.runEnd(column, last);
    if (value !== 0) {
      emit(
        Math.max(pyramid.start, (first + column) * width),
        Math.min(pyramid.end, (first + end) * width),
        pyramid.palette[value - 1]!,
      );
    }
    column = end;
  }
}
