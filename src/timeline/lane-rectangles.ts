import { Columns, type ColumnSink } from "./columns.ts";
import type { Grid } from "./grid.ts";
import { NOTHING, type Lane } from "./lane.ts";

/** Takes the rectangles of a lane in time order; `entry` is -1 where several are merged. */
export type EmitRectangle = (start: number, end: number, style: number, entry: number) => void;

/**
 * The rectangles of a lane in the columns of a grid, each span looked at. Columns show what `Columns` says; neighbours of the
 * same style become one rectangle, except that an entry at least a column long is not merged with others. An edge between two
 * single entries, each at least a column long, is where it really is; all other edges lie between columns.
 * O(log n + entries in the grid).
 */
export function laneRectangles(lane: Lane, grid: Grid, emit: EmitRectangle): void {
  const merger = new RectangleMerger(lane, grid, emit);
  const columns = new Columns(grid.width, lane, merger);
  lane.feed((grid.first - 1) * grid.width, (grid.end + 1) * grid.width, columns);
  columns.finish();
  merger.finish();
}

class RectangleMerger implements ColumnSink {
  readonly #lane: Lane;
  readonly #grid: Grid;
  readonly #emit: EmitRectangle;
  /** The run under way; end = first: none. */
  #first = 0;
  #end = 0;
  #style = NOTHING;
  #entry = -1;
  /** That of the run's last column. */
  #lastEntry = -1;
  /** Where the run's rectangle starts, if that is not its first column's edge. */
  #start = Number.NaN;

  constructor(lane: Lane, grid: Grid, emit: EmitRectangle) {
    this.#lane = lane;
    this.#grid = grid;
    this.#emit = emit;
  }

  show(first: number, end: number, style: number, entry: number): void {
    if (first < this.#grid.first) first = this.#grid.first;
    if (end > this.#grid.end) end = this.#grid.end;
    if (first >= end) return;
    if (first === this.#end && this.#first < this.#end) {
      const isSame = entry === this.#lastEntry;
      if (style === this.#style && (isSame || !(this.#isLong(entry) || this.#isLong(this.#lastEntry)))) {
        this.#end = end;
        if (!isSame) this.#entry = -1;
        this.#lastEntry = entry;
        return;
      }
      const edge = this.#edgeBefore(entry);
      this.#flush(Number.isNaN(edge) ? this.#laneEnd() : edge);
      this.#start = Number.isNaN(edge) ? this.#laneStart(entry, first) : edge;
    } else {
      this.finish();
      this.#start = this.#laneStart(entry, first);
    }
    this.#first = first;
    this.#end = end;
    this.#style = style;
    this.#entry = entry;
    this.#lastEntry = entry;
  }

  finish(): void {
    if (this.#first < this.#end) this.#flush(this.#laneEnd());
    this.#end = this.#first;
  }

  #flush(end: number): void {
    const { width } = this.#grid;
    const from = Number.isNaN(this.#start) ? this.#first * width : this.#start;
    this.#emit(from, Number.isNaN(end) ? this.#withinLane(this.#end * width) : end, this.#style, this.#entry);
  }

  /** A column's end, or the lane's where that lies in the column's second half: half a column can still be seen. */
  #withinLane(end: number): number {
    const { width } = this.#grid;
    const last = this.#lane.start(this.#lane.length);
    const isLong = last - this.#lane.start(0) >= width;
    return isLong && last < end && last >= end - width / 2 ? last : end;
  }

  /** The exact edge between the run and the entry that follows it, or NaN. */
  #edgeBefore(entry: number): number {
    if (!this.#isLong(this.#entry) || !this.#isLong(entry)) return Number.NaN;
    const edge = this.#lane.start(entry);
    return entry > this.#entry && this.#lane.start(this.#entry + 1) === edge ? edge : Number.NaN;
  }

  /** The exact start of an entry with nothing before it in its column, or NaN. */
  #laneStart(entry: number, column: number): number {
    if (!this.#isLong(entry)) return Number.NaN;
    const start = this.#lane.start(entry);
    const edge = column * this.#grid.width;
    // With nothing before it, from where the column begins: what is short may lie in the same column.
    const isFirst =
      start === this.#lane.start(0) || (this.#lane.style(entry - 1) === NOTHING && this.#lane.start(entry - 1) <= edge);
    return isFirst && start > edge ? start : Number.NaN;
  }

  /** The exact end of the run with nothing after it in its last column, or NaN. */
  #laneEnd(): number {
    const entry = this.#entry;
    if (!this.#isLong(entry)) return Number.NaN;
    const end = this.#lane.start(entry + 1);
    const edge = this.#end * this.#grid.width;
    const isLast =
      end === this.#lane.start(this.#lane.length) ||
      (this.#lane.style(entry + 1) === NOTHING &&
        (entry + 2 >= this.#lane.length || this.#lane.start(entry + 2) >= edge));
    return isLast && end < edge ? end : Number.NaN;
  }

  #isLong(entry: number): boolean {
    return entry !== -1 && this.#lane.start(entry + 1) - this.#lane.start(entry) >= this.#grid.width;
  }
}
