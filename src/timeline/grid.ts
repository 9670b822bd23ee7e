/**
 * Columns of time, all of one width, aligned to multiples of it since the trace began, so that a track looks the same
 * wherever the window lies. Widths are dyadic, which keeps column edges exact in doubles.
 */
export interface Grid {
  /** ns. */
  readonly width: number;
  readonly first: number;
  /** One past the last column. */
  readonly end: number;
}

/** The column that a time falls in. */
export function columnOf(width: number, time: number): number {
  return Math.floor(time / width);
}

/** Exponent of the narrowest power of two that is at least `ns` wide. */
export function octaveOf(ns: number): number {
  let k = Math.ceil(Math.log2(ns));
  while (2 ** k < ns) k++;
  while (2 ** (k - 1) >= ns) k--;
  return k;
}

/**
 * The width of a column for windows in which every span can be looked at: from 1 to 1.25 pixels, in steps of a quarter
 * of an octave, so that windows of nearly the same zoom have the same columns.
 */
export function fineWidth(nsPerPixel: number): number {
  const step = 2 ** (octaveOf(nsPerPixel) - 3);
  return Math.ceil(nsPerPixel / step) * step;
}

/** The columns that a window touches. */
export function gridOver(width: number, from: number, to: number): Grid {
  const first = columnOf(width, from);
  return { width, first, end: Math.max(first + 1, Math.ceil(to / width)) };
}
