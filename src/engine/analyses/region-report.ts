import { histogramOfAll } from "../../analysis/histogram.ts";
import { regionListSteps, regionName, regionTypesSteps, type RegionList } from "../../analysis/regions.ts";
import type { TimeIndex } from "../../analysis/time-columns.ts";
import { orderOf } from "../../base/order.ts";
import type { GoroutineIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import type { Scope } from "../../model/scope.ts";
import type { Trace } from "../../model/trace.ts";
import { lastingOf, taskOrNone } from "../accounts/refs.ts";
import { frameText, goroutineRef } from "../details/refs.ts";
import { listColumns, type ListColumns } from "./list-columns.ts";
import type { RegionChoice, RegionPage, RegionReport, RowOrder } from "./types.ts";

/** Regions of a scope by name and place, and how many there are in all. */
export function* regionReport(trace: Trace, scope: Scope): Steps<RegionReport> {
  const rows = yield* regionTypesSteps(trace, scope);
  const types = rows.map(({ frame, ...row }) => ({ ...row, frame: frame && frameText(frame) }));
  return {
    types,
    count: types.reduce((sum, { count }) => sum + count, 0),
    histogram: histogramOfAll(types.map(({ histogram }) => histogram)),
  };
}

/** Regions that are chosen, with the columns in which their goroutines spent time. */
export interface ListedRegions {
  readonly list: RegionList;
  readonly columns: ListColumns;
}

export function* listRegions(trace: Trace, index: TimeIndex, scope: Scope, choice: RegionChoice): Steps<ListedRegions> {
  const list = yield* regionListSteps(trace, index, scope, choice);
  return { list, columns: listColumns(index, list) };
}

/** Positions in a list in the order asked for; equal ones longest first. */
export function orderRegions(
  trace: Trace,
  { list, columns }: ListedRegions,
  { by, descending }: RowOrder,
): Uint32Array {
  const at = columns.infos.findIndex(({ key }) => key === by);
  const starts = (): Float64Array =>
    Float64Array.from(list.region, (region) => lastingOf(trace, trace.regions.start[region]!, Number.NaN).start);
  const values = by === "start" ? starts() : at === -1 ? list.duration : list.times[columns.order[at]!]!;
  return orderOf(values, descending);
}

export function regionPage(
  trace: Trace,
  { list, columns }: ListedRegions,
  order: Uint32Array,
  first: number,
  count: number,
): RegionPage {
  const { regions } = trace;
  return {
    total: list.length,
    columns: columns.infos,
    first,
    rows: Array.from(order.subarray(first, first + count), (row) => {
      const region = list.region[row]!;
      return {
        region,
        name: regionName(trace, region),
        ...lastingOf(trace, regions.start[region]!, regions.end[region]!),
        goroutine: goroutineRef(trace, regions.goroutine[region]! as GoroutineIndex),
        task: taskOrNone(trace, regions.task[region]!),
        times: columns.order.map((i) => list.times[i]![row]!),
      };
    }),
  };
}
