import type { SeriesTile } from "../../../src/timeline/types.ts";

/** Texels at the head of each series: [slot, base, columns, curves], [how many stack], then [style] a curve. */
export const HEAD = 16;
export const MOST_CURVES = HEAD - 2;

/** Texels that `writeSeries` needs. */
export function seriesTexels(series: readonly SeriesTile[]): number {
  return series.reduce((sum, one) => sum + HEAD + one.columns * planesOf(one), 0);
}

function curvesOf(series: SeriesTile): number {
  return Math.min(series.names.length, MOST_CURVES);
}

/** Texels in a column: curves that stack need no extremes, and lie four in one. */
function planesOf(series: SeriesTile): number {
  return series.stacked ? Math.ceil(curvesOf(series) / 4) : curvesOf(series);
}

/**
 * Writes series as texels: all heads first, then per series its columns: of stacked curves the values, curve c in
 * number c mod 4 of plane c / 4; of others [value, min, max, 0], a plane per curve. Values are shares of the series' top.
 * `slotOf` gives the place of a track in the table of rows.
 */
export function writeSeries(
  series: readonly SeriesTile[],
  slotOf: (one: SeriesTile) => number,
  floats: Float32Array,
): void {
  let base = series.length * HEAD;
  series.forEach((one, index) => {
    const head = index * HEAD * 4;
    const curves = curvesOf(one);
    floats.set([slotOf(one), base, one.columns, curves, one.stacked ? curves - one.lines : 0], head);
    for (let curve = 0; curve < curves; curve++) {
      floats[head + 8 + curve * 4] = one.styles[curve]!;
      if (one.stacked) writeStacked(one, curve, base, floats);
      else writeExtremes(one, curve, base, floats);
    }
    base += one.columns * planesOf(one);
  });
}

function writeStacked(one: SeriesTile, curve: number, base: number, floats: Float32Array): void {
  const scale = scaleOf(one);
  const first = curve * one.columns;
  let at = (base + (curve >> 2) * one.columns) * 4 + (curve & 3);
  for (let column = 0; column < one.columns; column++, at += 4) floats[at] = one.value[first + column]! * scale;
}

function writeExtremes(one: SeriesTile, curve: number, base: number, floats: Float32Array): void {
  const scale = scaleOf(one);
  const first = curve * one.columns;
  let at = (base + first) * 4;
  for (let i = first; i < first + one.columns; i++, at += 4) {
    floats[at] = one.value[i]! * scale;
    floats[at + 1] = one.min[i]! * scale;
    floats[at + 2] = one.max[i]! * scale;
  }
}

function scaleOf(series: SeriesTile): number {
  return series.top > 0 ? 1 / series.top : 0;
}
