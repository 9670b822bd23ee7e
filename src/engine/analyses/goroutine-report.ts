import { creationStacks } from "../../analysis/creation-stacks.ts";
import { goroutineGroupsSteps } from "../../analysis/goroutine-groups.ts";
import type { GoroutineList } from "../../analysis/goroutine-list.ts";
import type { TimeIndex } from "../../analysis/time-columns.ts";
import { orderOf } from "../../base/order.ts";
import type { GoroutineIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import type { Scope } from "../../model/scope.ts";
import type { Trace } from "../../model/trace.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { framesOf, goroutineRef } from "../details/refs.ts";
import type { ListColumns } from "./list-columns.ts";
import { valuesBy } from "./goroutine-spread.ts";
import { columnOrder, timeColumnInfo } from "./time-columns.ts";
import type { CreationRow, GoroutinePage, GroupReport, RowOrder } from "./types.ts";

/** Groups of a scope, with the columns in which any of them spent time. */
export function* groupReport({ trace, groups }: Timeline, index: TimeIndex, scope: Scope): Steps<GroupReport> {
  const { columns, rows } = yield* goroutineGroupsSteps(trace, index, scope);
  const totals = columns.map((_, i) => rows.reduce((sum, { times }) => sum + times[i]!.total, 0));
  const order = columnOrder(columns, totals);
  const groupOfName = new Map(groups.infos.map(({ name, index: group }) => [name, group]));
  return {
    columns: order.map((i) => timeColumnInfo(index, columns[i]!, totals[i]!)),
    rows: rows.map(({ name, count, created, ended, lifetime, times }) => ({
      group: groupOfName.get(name)!,
      name,
      count,
      created,
      ended,
      lifetime,
      times: order.map((i) => times[i]!),
    })),
    goroutines: rows.reduce((sum, { count }) => sum + count, 0),
    lifetimeNs: rows.reduce((sum, { lifetime }) => sum + lifetime.total, 0),
  };
}

/** Positions in a list of goroutines, ordered as asked; equal ones as they come, those without a value last. */
export function orderRows(
  trace: Trace,
  index: TimeIndex,
  list: GoroutineList,
  { by, descending }: RowOrder,
): Uint32Array {
  return orderOf(sortKeys(trace, index, list, by), descending);
}

const GOROUTINE_KEYS: Readonly<Record<string, (trace: Trace, goroutine: number) => number>> = {
  id: (trace, goroutine) => trace.symbols.goroutines.number(goroutine),
  created: (trace, goroutine) => trace.goroutines.created[goroutine]!,
  ended: (trace, goroutine) => trace.goroutines.ended[goroutine]!,
};

function sortKeys(trace: Trace, index: TimeIndex, list: GoroutineList, by: string): Float64Array {
  const key = GOROUTINE_KEYS[by];
  if (key !== undefined) return Float64Array.from(list.goroutine, (goroutine) => key(trace, goroutine));
  return valuesBy(index, list, by) ?? list.lifetime;
}

/** Where goroutines of a scope were created. */
export function creationRows(trace: Trace, scope: Scope): readonly CreationRow[] {
  return creationStacks(trace, scope).map(({ stack, goroutines, first }) => ({
    stack,
    frames: framesOf(trace, stack),
    goroutines,
    first: goroutineRef(trace, first as GoroutineIndex),
  }));
}

/** Some of the rows of a list, in an order of its rows. */
export function goroutinePage(
  trace: Trace,
  list: GoroutineList,
  columns: ListColumns,
  order: Uint32Array,
  first: number,
  count: number,
): GoroutinePage {
  return {
    total: order.length,
    columns: columns.infos,
    first,
    rows: Array.from(order.subarray(first, first + count), (row) => {
      const goroutine = list.goroutine[row]! as GoroutineIndex;
      return {
        goroutine: goroutineRef(trace, goroutine),
        created: trace.goroutines.created[goroutine]!,
        ended: trace.goroutines.ended[goroutine]!,
        lifetime: list.lifetime[row]!,
        times: columns.order.map((i) => list.times[i]![row]!),
      };
    }),
  };
}
