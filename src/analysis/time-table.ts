import type { TimeColumn } from "./time-columns.ts";

/** Where the time of some rows went. */
export interface TimeTable {
  /** Only columns in which one of the rows has spent time. */
  readonly columns: readonly TimeColumn[];
  /** By column: how long each row was in it, ns. */
  readonly times: readonly Float64Array[];
}

/** Takes rows as sums by column, most of which are zero; a column is there from the first row that needs it. */
export class TimeTableBuilder {
  readonly #columns: readonly TimeColumn[];
  readonly #times: (Float64Array | undefined)[] = [];
  readonly #most: number;
  #length = 0;

  /** `most`: as many rows as there can be. */
  constructor(columns: readonly TimeColumn[], most: number) {
    this.#columns = columns;
    this.#most = most;
  }

  /** Takes the sums over: they are zero afterwards, for the next row. */
  take(sums: Float64Array): void {
    for (let column = 0; column < sums.length; column++) {
      if (sums[column] === 0) continue;
      const values = (this.#times[column] ??= new Float64Array(this.#most));
      values[this.#length] = sums[column]!;
      sums[column] = 0;
    }
    this.#length++;
  }

  finish(): TimeTable {
    const used = [...this.#columns.keys()].filter((column) => this.#times[column] !== undefined);
    return {
      columns: used.map((column) => this.#columns[column]!),
      times: used.map((column) => {
        const values = this.#times[column]!;
        return this.#length === this.#most ? values : values.slice(0, this.#length);
      }),
    };
  }
}
