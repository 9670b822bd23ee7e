import { rowsBetween, type Layout, type Row } from "./layout.ts";

/** Rows fetched beyond the edge of what is in sight, css pixels. */
const NEARBY = 260;

export interface RowsInSight {
  readonly rows: readonly Row[];
  /** Those that a scroll would show next. */
  readonly nearby: readonly Row[];
}

/** The rows in sight; the same object as long as they are the same rows, so that what depends on them can tell. */
export class RowWindow {
  #layout: Layout | undefined;
  #shown: RowsInSight = { rows: [], nearby: [] };

  /** All lengths in css pixels. */
  at(layout: Layout, scroll: number, height: number): RowsInSight {
    const bottom = scroll + height;
    const rows = rowsBetween(layout, scroll, bottom);
    const before = this.#shown.rows;
    if (layout === this.#layout && rows.length === before.length && rows[0]?.y === before[0]?.y) return this.#shown;
    this.#layout = layout;
    const nearby = [...rowsBetween(layout, scroll - NEARBY, scroll), ...rowsBetween(layout, bottom, bottom + NEARBY)];
    this.#shown = { rows, nearby };
    return this.#shown;
  }
}
