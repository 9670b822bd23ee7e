/**
 * How the scrollbar of a list stands for its rows. Firefox lets elements grow to some 17.8 million pixels, Chromium to 33.5
 * million; beyond what is safe for both the bar moves over fewer pixels than the rows would take.
 */
const HIGHEST_PX = 8_000_000;

/** How high what scrolls is. */
export function spacerHeight(count: number, rowPx: number): number {
  return Math.min(count * rowPx, HIGHEST_PX);
}

/** The row that may stand at the top, at most: so that the last is at the foot. */
export function clampTop(top: number, count: number, rowsInSight: number): number {
  return Math.max(0, Math.min(top, count - rowsInSight));
}

/** Where the scrollbar is when a row is at the top. */
export function scrollOf(top: number, count: number, heightPx: number, rowPx: number): number {
  const most = count - heightPx / rowPx;
  return most <= 0 ? 0 : (top / most) * (spacerHeight(count, rowPx) - heightPx);
}

/** The row at the top where the scrollbar is somewhere. */
export function topAt(scrollPx: number, count: number, heightPx: number, rowPx: number): number {
  const range = spacerHeight(count, rowPx) - heightPx;
  return range <= 0 ? 0 : clampTop((scrollPx / range) * (count - heightPx / rowPx), count, heightPx / rowPx);
}
