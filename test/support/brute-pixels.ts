/** What each pixel of a track shows, straight from its pieces. Slow, and plain enough to be believed. */
import { GROUP_COLOURS, STYLE_NAMES } from "../../src/timeline/style.ts";

/** What lasts from `start` to `end`, in one style; those of a track are in time order and do not overlap. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly style: number;
}

export interface PixelWindow {
  readonly from: number;
  readonly to: number;
  /** Device pixels across. */
  readonly pixels: number;
}

/** Of a pixel in which nothing is. */
export const EMPTY = -1;

/** Nearer than this to an edge, in pixels, a pixel may be on either side of it: the graphics card has 24 bits for where it is. */
const SLACK = 0.01;

/** How a track is divided into columns, which begin at multiples of their width. */
export interface Division {
  /** ns. */
  readonly width: number;
  /** Whether one or two pieces as long as a column, if they are all that is in it, are seen where they are. */
  readonly exact: boolean;
}

/**
 * The divisions a window may be drawn in: columns of one to one and a quarter pixels in steps of an eighth of a power of two, and
 * for tracks of many pieces of just a power of two. A tile is some whole pixels wide, so that its pixels are not quite the window's.
 */
export function divisionsOf({ from, to, pixels }: PixelWindow): readonly Division[] {
  const exact = (to - from) / pixels;
  const near = [1 - 0.5 / pixels, 1, 1 + 0.5 / pixels].map((share) => exact * share);
  const octaves = new Set(near.map((ns) => 2 ** Math.ceil(Math.log2(ns) - 1e-12)));
  const fine = new Set(near.map((ns) => stepUp(ns, 2 ** Math.ceil(Math.log2(ns) - 1e-12) / 8)));
  return [
    ...[...fine].map((width) => ({ width, exact: true })),
    ...[...octaves].map((width) => ({ width, exact: false })),
  ];
}

function stepUp(ns: number, step: number): number {
  return Math.ceil(ns / step) * step;
}

/**
 * The styles that each pixel may have, nearly always one: that of the column its middle is in. A column shows the style with the
 * greatest share of it; if `rare`, one that its neighbours have not, before all others. A track may begin and end within a column.
 */
export function pixelStyles(
  pieces: readonly Piece[],
  window: PixelWindow,
  division: Division,
  rare: boolean,
): Set<number>[] {
  const perPixel = (window.to - window.from) / window.pixels;
  const columns = new Columns(pieces, window, division, rare);
  return Array.from({ length: window.pixels }, (_, pixel) => {
    const at = (offset: number): number => window.from + (pixel + 0.5 + offset) * perPixel;
    return new Set([at(-SLACK), at(0), at(SLACK)].flatMap((time) => columns.stylesAt(time)));
  });
}

class Columns {
  readonly #division: Division;
  readonly #rare: boolean;
  readonly #start: number;
  readonly #end: number;
  /** The pieces that touch each column, by its number. */
  readonly #pieces = new Map<number, Piece[]>();

  constructor(pieces: readonly Piece[], window: PixelWindow, division: Division, rare: boolean) {
    this.#division = division;
    this.#rare = rare;
    this.#start = pieces[0]?.start ?? 0;
    this.#end = pieces.at(-1)?.end ?? 0;
    const { width } = division;
    const [from, to] = [window.from - 4 * width, window.to + 4 * width];
    for (const piece of pieces) {
      if (piece.end <= from || piece.start >= to || piece.end <= piece.start) continue;
      const first = Math.floor(Math.max(piece.start, from) / width);
      for (let column = first; column * width < Math.min(piece.end, to); column++) {
        const list = this.#in(column);
        list.push(piece);
        this.#pieces.set(column, list);
      }
    }
  }

  stylesAt(time: number): number[] {
    const { width, exact } = this.#division;
    const column = Math.floor(time / width);
    const here = this.#in(column);
    const isEnd = [this.#start, this.#end].some((end) => Math.floor(end / width) === column);
    const shown = isEnd ? [this.#shownIn(column), EMPTY] : [this.#shownIn(column)];
    const [first, second] = here;
    if (!exact || first === undefined || here.length > 2 || here.some(({ start, end }) => end - start < width))
      return shown;
    const there = here.find(({ start, end }) => start <= time && time < end)?.style ?? EMPTY;
    if (second === undefined) return [there];
    if (second.start > first.end) return shown;
    return this.#isAlone(first, column - 1) && this.#isAlone(second, column + 1) ? [there] : [there, ...shown];
  }

  #in(column: number): Piece[] {
    return this.#pieces.get(column) ?? [];
  }

  /** Whether a column shows a piece, and that is the only one of its style there. */
  #isAlone(piece: Piece, column: number): boolean {
    const alike = this.#in(column).filter(({ style }) => style === piece.style);
    return alike.length === 1 && alike[0] === piece && this.#shownIn(column) === piece.style;
  }

  #shownIn(column: number): number {
    const here = this.#in(column);
    if (here.length === 0) return EMPTY;
    const around = [...this.#in(column - 1), ...this.#in(column + 1)].map(({ style }) => style);
    const lonely = this.#rare ? here.filter(({ style }) => !around.includes(style)) : [];
    const { width } = this.#division;
    return greatest(lonely.length > 0 ? lonely : here, column * width, (column + 1) * width);
  }
}

/** The style that lasts longest between two times; of equals the first of the palette. */
function greatest(pieces: readonly Piece[], from: number, to: number): number {
  const lasts = new Float64Array(STYLE_NAMES.length + GROUP_COLOURS);
  for (const { start, end, style } of pieces) lasts[style]! += Math.min(end, to) - Math.max(start, from);
  return lasts.indexOf(Math.max(...lasts));
}
