import type { GoroutineIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import {
  relatedGoroutines,
  wakersOf,
  wakingsOf,
  wokenBy,
  type GoroutineCount,
  type Waking,
} from "./related-goroutines.ts";
import { addTimes, type TimeColumn, type TimeIndex } from "./time-columns.ts";

/** All that a trace tells of one goroutine; rows of other tables stand for what is to be looked up there. */
export interface GoroutineAccount {
  readonly goroutine: number;
  /** How long it was there in the window, ns, and where that time went: columns in which it was. */
  readonly lifetime: number;
  readonly times: readonly { readonly column: TimeColumn; readonly ns: number }[];
  /** Spans that reach into the window: rows from the first on, below the last. */
  readonly firstSpan: number;
  readonly lastSpan: number;
  /** The goroutine that created it, or -1, and those that it created, by creation. */
  readonly parent: number;
  readonly children: readonly number[];
  readonly wakers: readonly GoroutineCount[];
  readonly wakings: readonly Waking[];
  readonly woke: readonly GoroutineCount[];
  readonly related: readonly number[];
  /** Rows of the label, region and log tables, by time, and of the task table. */
  readonly labels: readonly number[];
  readonly regions: readonly number[];
  readonly logs: readonly number[];
  readonly tasks: readonly number[];
}

/** One goroutine within a scope's window. Children and related goroutines are those of the whole trace. */
export function goroutineAccount(
  trace: Trace,
  index: TimeIndex,
  goroutine: GoroutineIndex,
  scope: Scope,
): GoroutineAccount {
  const sums = new Float64Array(index.columns.length);
  const lifetime = addTimes(trace, index, goroutine, scope.from, scope.to, sums);
  const { goroutines, regions, tasks, labels, logs } = trace;
  const inWindow = (time: number): boolean => time >= scope.from && time <= scope.to;
  const regionRows = Array.from(
    { length: regions.offsets[goroutine + 1]! - regions.offsets[goroutine]! },
    (_, i) => regions.offsets[goroutine]! + i,
  );
  return {
    goroutine,
    lifetime,
    times: index.columns.flatMap((column, i) => (sums[i]! > 0 ? [{ column, ns: sums[i]! }] : [])),
    ...spansInWindow(trace, goroutine, scope),
    parent: goroutines.parent[goroutine]!,
    children: rowsWith(goroutines.parent, goroutine),
    wakers: wakersOf(trace, goroutine, scope),
    wakings: wakingsOf(trace, goroutine, scope),
    woke: wokenBy(trace, goroutine, scope),
    related: relatedGoroutines(trace, goroutine),
    labels: rowsWith(labels.goroutine, goroutine).filter((row) => inWindow(labels.time[row]!)),
    regions: regionRows.filter((row) => !(regions.start[row]! > scope.to) && !(regions.end[row]! < scope.from)),
    logs: rowsWith(logs.goroutine, goroutine).filter((row) => inWindow(logs.time[row]!)),
    tasks: rowsWith(tasks.memberGoroutine, goroutine).map((row) => tasks.memberTask[row]!),
  };
}

/** Spans of a goroutine that reach into a window: rows from the first on, below the last. */
export function spansInWindow(
  trace: Trace,
  goroutine: GoroutineIndex,
  { from, to }: Scope,
): { readonly firstSpan: number; readonly lastSpan: number } {
  const { start } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  const [first, end] = [spanOffsets[goroutine]!, spanOffsets[goroutine + 1]!];
  if (first === end) return { firstSpan: first, lastSpan: first };
  const firstSpan = Math.max(first, binarySearchLast(start, from, first, end));
  return { firstSpan, lastSpan: Math.max(firstSpan, binarySearchLast(start, to, first, end) + 1) };
}

function rowsWith(column: Int32Array, value: number): number[] {
  const rows: number[] = [];
  for (let row = column.indexOf(value); row !== -1; row = column.indexOf(value, row + 1)) rows.push(row);
  return rows;
}
