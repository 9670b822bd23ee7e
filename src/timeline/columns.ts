import { NOTHING, type Lane } from "./lane.ts";

/** Hears what each column shows, in time order; columns in which there is nothing are left out. */
export interface ColumnSink {
  /**
   * Columns from `first` to before `end` show one style. `entry` is the only entry of that style in them, or -1 if there
   * are several.
   */
  show(first: number, end: number, style: number, entry: number): void;
}

const NONE = -2;

/** What happened in one column: time and entry by style, and which styles there are as bits. */
class Column {
  index = NONE;
  mask = 0;
  readonly time = new Float64Array(32);
  readonly entry = new Int32Array(32);

  add(style: number, ns: number, entry: number): void {
    const bit = 1 << style;
    if ((this.mask & bit) === 0) {
      this.mask |= bit;
      this.time[style] = ns;
      this.entry[style] = entry;
    } else {
      this.time[style]! += ns;
      this.entry[style] = -1;
    }
  }

  /** The style with most time, where all others together outweigh the background. */
  main(background: number): number {
    const bit = 1 << background;
    const others = this.mask & ~bit;
    if (background === NOTHING || (this.mask & bit) === 0 || others === 0) return this.greatest(this.mask);
    let rest = 0;
    for (let left = others; left !== 0; left &= left - 1) rest += this.time[31 - Math.clz32(left & -left)]!;
    return rest >= this.time[background]! ? this.greatest(others) : background;
  }

  /** The style with most time among those of `mask`; of equals the first. */
  greatest(mask: number): number {
    let best = NOTHING;
    let most = -1;
    for (let left = mask; left !== 0; left &= left - 1) {
      const style = 31 - Math.clz32(left & -left);
      if (this.time[style]! > most) {
        most = this.time[style]!;
        best = style;
      }
    }
    return best;
  }
}

/** What decides which of its styles a lane shows. */
export type ColumnRules = Pick<Lane, "important" | "background">;

/**
 * Decides what each column of a lane shows: the style that takes the greatest share of its time, the background only where
 * it has more than half of it. An exception keeps what is
 * rare in sight: what is important and occurs in a column but in neither of its neighbours is shown in it, however short
 * it was (of several, the longest). Time without a style counts only where there is nothing else.
 *
 * Fed with pieces in time order, by `piece` or, from a level with columns half as wide, by `part`. Levels chain by `above`.
 */
export class Columns {
  readonly #width: number;
  readonly #important: readonly number[];
  readonly #background: number;
  /** All that is important. */
  readonly #anyImportant: number;
  readonly #sink: ColumnSink;
  readonly #above: Columns | undefined;
  /** Still being filled. */
  #current = new Column();
  /** Whole, but its right neighbour is not known yet. */
  #pending = new Column();
  #maskBeforePending = 0;
  /** The last column known to be whole. */
  #last = NONE;
  #lastMask = 0;

  constructor(width: number, { important, background }: ColumnRules, sink: ColumnSink, above?: Columns) {
    this.#width = width;
    this.#important = important;
    this.#background = background;
    this.#anyImportant = important.reduce((all, kind) => all | kind, 0);
    this.#sink = sink;
    this.#above = above;
  }

  /** The entry takes all time from `start` to `end`. */
  piece(start: number, end: number, style: number, entry: number): void {
    const width = this.#width;
    const first = Math.floor(start / width);
    const edge = (first + 1) * width;
    if (end < edge) {
      this.part(first, style, end - start, entry);
      return;
    }
    let solid = first;
    if (start > first * width) {
      this.part(first, style, edge - start, entry);
      solid = first + 1;
    }
    const last = Math.floor(end / width);
    if (solid < last) this.#solid(solid, last, style, entry);
    if (end > last * width) this.part(last, style, end - last * width, entry);
  }

  /** The style takes `ns` of one column. */
  part(column: number, style: number, ns: number, entry: number): void {
    if (this.#current.index !== column) {
      this.#complete();
      this.#current.index = column;
      this.#current.mask = 0;
    }
    this.#current.add(style, ns, entry);
  }

  /** No more pieces. */
  finish(): void {
    this.#complete();
    this.#decide(NONE, 0);
    this.#above?.finish();
  }

  #solid(first: number, end: number, style: number, entry: number): void {
    this.#complete();
    this.#decide(first, 1 << style);
    this.#sink.show(first, end, style, entry);
    this.#last = end - 1;
    this.#lastMask = 1 << style;
    this.#above?.piece(first * this.#width, end * this.#width, style, entry);
  }

  /** The current column is whole: it decides the one before and waits for the one after. */
  #complete(): void {
    const column = this.#current;
    if (column.index === NONE) return;
    this.#decide(column.index, column.mask);
    this.#maskBeforePending = this.#last === column.index - 1 ? this.#lastMask : 0;
    this.#last = column.index;
    this.#lastMask = column.mask;
    if (this.#above !== undefined) passUp(column, this.#above);
    this.#current = this.#pending;
    this.#pending = column;
    this.#current.index = NONE;
  }

  /** Shows the pending column, now that the next with something in it is known. */
  #decide(next: number, nextMask: number): void {
    const column = this.#pending;
    if (column.index === NONE) return;
    const around = this.#maskBeforePending | (next === column.index + 1 ? nextMask : 0);
    const rare = this.#rareIn(column.mask, around);
    const style = rare === 0 ? column.main(this.#background) : column.greatest(rare);
    this.#sink.show(column.index, column.index + 1, style, column.entry[style]!);
    column.index = NONE;
  }

  /** The styles of important kinds that occur here but not around. */
  #rareIn(mask: number, around: number): number {
    if ((mask & this.#anyImportant & ~around) === 0) return 0;
    let rare = 0;
    for (const kind of this.#important) if ((around & kind) === 0) rare |= mask & kind;
    return rare;
  }
}

function passUp(column: Column, above: Columns): void {
  const half = Math.floor(column.index / 2);
  for (let left = column.mask; left !== 0; left &= left - 1) {
    const style = 31 - Math.clz32(left & -left);
    above.part(half, style, column.time[style]!, column.entry[style]!);
  }
}
