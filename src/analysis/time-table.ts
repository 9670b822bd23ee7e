import { Growable } from "../base/growable.ts";
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
  readonly #times: (Growable<Float64Array> | undefined)[] = [];
  #length = 0;

  constructor(columns: readonly TimeColumn[]) {
    this.#columns = columns;
  }

  add(sums: Float64Array): void {
    for (let column = 0; column < sums.length; column++) {
      if (sums[column] === 0) continue;
      const values = (this.#times[column] ??= new Growable(Float64Array));
      fill(values, this.#length);
      values.push(sums[column]!);
    }
    this.#length++;
  }

  finish(): TimeTable {
    const used = [...this.#columns.keys()].filter((column) => this.#times[column] !== undefined);
    return {
      columns: used.map((column) => this.#columns[column]!),
      times: used.map((column) => {
        const values = this.#times[column]!;
        fill(values, this.#length);
        return values.finish();
      }),
    };
  }
}

function fill(values: Growable<Float64Array>, length: number): void {
  while (values.length < length) values.push(0);
}
