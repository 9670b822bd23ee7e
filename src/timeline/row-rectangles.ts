import type { Drawing } from "./draw-lane.ts";

/** A rectangle to be, in a row of its track. */
export interface RowRectangle {
  readonly start: number;
  readonly end: number;
  readonly style: number;
  readonly ref: number;
  readonly label: string;
}

/** Rectangles narrower than this many pixels get no label. */
const LABEL_PIXELS = 24;

/**
 * Rectangles of a track with rows, put in any row but in time order within each. Each is at least a pixel wide; those that
 * would lie on pixels of the one before are one with it, and stand for nothing single.
 */
export class RowRectangles {
  readonly #drawing: Drawing;
  readonly #rows: RowRectangle[][] = [];

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  put(row: number, { start, end, style, ref, label }: RowRectangle): void {
    const { from, to, nsPerPixel } = this.#drawing;
    if (start >= to || end <= from) return;
    const list = (this.#rows[row] ??= []);
    const last = list.at(-1);
    const stop = Math.max(end, start + nsPerPixel);
    if (last === undefined || start >= last.end) list.push({ start, end: stop, style, ref, label });
    else if (end - last.end >= nsPerPixel) list.push({ start: last.end, end, style, ref, label });
    else list[list.length - 1] = { ...last, end: Math.max(last.end, end), ref: -1, label: "" };
  }

  /** Draws them, row after row. */
  finish(shapeOf: (row: number) => number): void {
    const { rectangles, nsPerPixel } = this.#drawing;
    this.#rows.forEach((list, row) => {
      for (const { start, end, style, ref, label } of list) {
        const shown = end - start >= LABEL_PIXELS * nsPerPixel ? label : "";
        rectangles.add(start, end, style, row, ref, shown, shapeOf(row));
      }
    });
  }
}
