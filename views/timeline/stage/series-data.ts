import type { SeriesTile } from "../../../src/timeline/types.ts";

/** Texels at the head of each series: [slot, base, columns, curves], [top, stacked], then [style] a curve. */
export const HEAD = 16;
export const MOST_CURVES = HEAD - 2;

/** Texels that `writeSeries` needs. */
export function seriesTexels(series: readonly SeriesTile[]): number {
  return series.reduce((sum, one) => sum + HEAD + one.columns * curvesOf(one), 0);
}

function curvesOf(series: SeriesTile): number {
  return Math.min(series.names.length, MOST_CURVES);
}

/**
 * Writes series as texels: all heads first, then [value, min, max, 0] per column, curve after curve. Values are shares of
 * the series' top. `slotOf` gives the place of a track in the table of rows.
 */
export function writeSeries(
  series: readonly SeriesTile[],
  slotOf: (one: SeriesTile) => number,
  floats: Float32Array,
): void {
  let base = series.length * HEAD;
  series.forEach((one, index) => {
    const curves = curvesOf(one);
    const scale = one.top > 0 ? 1 / one.top : 0;
    const head = index * HEAD * 4;
    floats.set([slotOf(one), base, one.columns, curves, one.stacked ? 1 : 0], head);
    for (let curve = 0; curve < curves; curve++) floats[head + 8 + curve * 4] = one.styles[curve]!;
    for (let i = 0; i < one.columns * curves; i++) {
      const at = (base + i) * 4;
      floats[at] = one.value[i]! * scale;
      floats[at + 1] = one.min[i]! * scale;
      floats[at + 2] = one.max[i]! * scale;
    }
    base += one.columns * curves;
  });
}
