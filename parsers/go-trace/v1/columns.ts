import type { IdTable } from "../../../src/base/id-table.ts";

/** The timed records of a file, ordered: 21 bytes each. The rest of a record is read again where it stands when its turn comes. */
export interface EventColumns {
  readonly length: number;
  /** Ticks, see `Origin`. */
  readonly time: Float64Array;
  /** Where the record stands. */
  readonly at: Uint32Array;
  /** Goroutine that it happened on, row of `goroutines`; -1 if none. */
  readonly goroutine: Int32Array;
  /** Proc whose batch it stands in, for CPU samples the proc sampled; row of `Scan.procs`. */
  readonly proc: Int32Array;
  /** Flags, see there. */
  readonly flags: Uint8Array;
  readonly goroutines: IdTable;
}

export const Flag = {
  /** GoSysCall: the goroutine loses its proc before it comes back. */
  Blocks: 1,
  /** Part of a wakeup that came to nothing; not shown. */
  Futile: 2,
} as const;

export function makeColumns(length: number, goroutines: IdTable): EventColumns {
  return {
    length,
    time: new Float64Array(length),
    at: new Uint32Array(length),
    goroutine: new Int32Array(length),
    proc: new Int32Array(length),
    flags: new Uint8Array(length),
    goroutines,
  };
}

/** The columns with their rows in another order. */
export function reordered(columns: EventColumns, order: Uint32Array): EventColumns {
  const result = makeColumns(columns.length, columns.goroutines);
  for (let i = 0; i < order.length; i++) {
    const from = order[i]!;
    result.time[i] = columns.time[from]!;
    result.at[i] = columns.at[from]!;
    result.goroutine[i] = columns.goroutine[from]!;
    result.proc[i] = columns.proc[from]!;
    result.flags[i] = columns.flags[from]!;
  }
  return result;
}

/** Moves a row to an earlier place; those from there on make room. */
export function moveBack(columns: EventColumns, from: number, to: number): void {
  if (from === to) return;
  for (const column of [columns.time, columns.at, columns.goroutine, columns.proc, columns.flags]) {
    const value = column[from]!;
    column.copyWithin(to + 1, to, from);
    column[to] = value;
  }
}
