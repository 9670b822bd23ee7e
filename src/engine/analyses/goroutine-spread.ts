import { histogramOf } from "../../analysis/histogram.ts";
import type { GoroutineList } from "../../analysis/goroutine-list.ts";
import type { TimeIndex } from "../../analysis/time-columns.ts";
import type { Trace } from "../../model/trace.ts";
import type { ListColumns } from "./list-columns.ts";
import type { GoroutineFilter, GoroutineSpread, TimeBracket } from "./types.ts";

/** What a bracket, or an order, of a list of goroutines is about: a column's key, or "lifetime". */
export function valuesBy(index: TimeIndex, list: GoroutineList, by: string): Float64Array | undefined {
  if (by === "lifetime") return list.lifetime;
  const column = list.columns.findIndex((one) => `t${index.columns.indexOf(one)}` === by);
  return list.times[column];
}

/** Which brackets each row of a list fails, a bit each, those without a value too; the creation stack is one bracket more. */
function failures(trace: Trace, index: TimeIndex, list: GoroutineList, filter: GoroutineFilter): Uint32Array {
  const failed = new Uint32Array(list.length);
  filter.brackets.forEach(({ by, minNs, belowNs }, bit) => {
    const values = valuesBy(index, list, by);
    for (let row = 0; row < list.length; row++) {
      const ns = values === undefined ? 0 : values[row]!;
      if (!(ns >= minNs && ns < belowNs)) failed[row]! |= 1 << bit;
    }
  });
  const { creationStack } = filter;
  if (creationStack === undefined) return failed;
  const { creationStack: stacks } = trace.goroutines;
  for (let row = 0; row < list.length; row++) {
    if (stacks[list.goroutine[row]!] !== creationStack) failed[row]! |= 1 << filter.brackets.length;
  }
  return failed;
}

/** Positions of an order of a list that pass, in that order. */
export function passing(
  trace: Trace,
  index: TimeIndex,
  list: GoroutineList,
  order: Uint32Array,
  filter: GoroutineFilter,
): Uint32Array {
  if (filter.brackets.length === 0 && filter.creationStack === undefined) return order;
  const failed = failures(trace, index, list, filter);
  return order.filter((row) => failed[row] === 0);
}

/**
 * How the lifetimes of goroutines, and their times in each column, are spread. A bracket narrows all histograms but its
 * own, in which it is to be seen against the rest. One pass for each column.
 */
export function goroutineSpread(
  trace: Trace,
  index: TimeIndex,
  list: GoroutineList,
  columns: ListColumns,
  filter: GoroutineFilter,
): GoroutineSpread {
  const failed = failures(trace, index, list, filter);
  const spreadOf = (by: string, values: Float64Array): GoroutineSpread["lifetime"] => {
    const own = filter.brackets.findIndex((bracket: TimeBracket) => bracket.by === by);
    const others = own === -1 ? ~0 : ~(1 << own);
    const used = new Float64Array(values.length);
    let length = 0;
    let count = 0;
    for (let row = 0; row < values.length; row++) {
      if ((failed[row]! & others) !== 0) continue;
      count++;
      if (values[row]! > 0) used[length++] = values[row]!;
    }
    return { by, histogram: histogramOf(used.subarray(0, length)), none: count - length };
  };
  return {
    lifetime: spreadOf("lifetime", list.lifetime),
    columns: columns.infos.map((info, i) => ({ info, ...spreadOf(info.key, list.times[columns.order[i]!]!) })),
  };
}
