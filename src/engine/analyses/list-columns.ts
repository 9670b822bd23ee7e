import type { TimeIndex } from "../../analysis/time-columns.ts";
import type { TimeTable } from "../../analysis/time-table.ts";
import { columnOrder, timeColumnInfo } from "./time-columns.ts";
import type { TimeColumnInfo } from "./types.ts";

/** The columns of a list in the order they are shown, with what each sums up to. One pass over all rows. */
export interface ListColumns {
  readonly order: readonly number[];
  readonly infos: readonly TimeColumnInfo[];
}

export function listColumns(index: TimeIndex, list: TimeTable): ListColumns {
  const totals = list.times.map((values) => values.reduce((sum, ns) => sum + ns, 0));
  const order = columnOrder(list.columns, totals);
  return { order, infos: order.map((i) => timeColumnInfo(index, list.columns[i]!, totals[i]!)) };
}
