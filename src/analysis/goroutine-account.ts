import type { GoroutineIndex } from "../base/indices.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { relatedGoroutines, wakersOf, wokenBy, type GoroutineCount } from "./related-goroutines.ts";
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
    woke: wokenBy(trace, goroutine, scope),
    related: relatedGoroutines(trace, goroutine),
    labels: rowsWith(labels.goroutine, goroutine).filter((row) => inWindow(labels.time[row]!)),
    regions: regionRows.filter((row) => !(regions.start[row]! > scope.to) && !(regions.end[row]! < scope.from)),
    logs: rowsWith(logs.goroutine, goroutine).filter((row) => inWindow(logs.time[row]!)),
    tasks: rowsWith(tasks.memberGoroutine, goroutine).map((row) => tasks.memberTask[row]!),
  };
}

function spansInWindow(trace: Trace, goroutine: number, { from, to }: Scope): { firstSpan: number; lastSpan: number } {
  const { start } = trace.spans;
  const end = trace.goroutines.spanOffsets[goroutine + 1]!;
  let firstSpan = trace.goroutines.spanOffsets[goroutine]!;
  while (firstSpan + 1 < end && start[firstSpan + 1]! <= from) firstSpan++;
  let lastSpan = firstSpan;
  while (lastSpan < end && start[lastSpan]! <= to) lastSpan++;
  return { firstSpan, lastSpan };
}

function rowsWith(column: Int32Array, value: number): number[] {
  const rows: number[] = [];
  for (let row = column.indexOf(value); row !== -1; row = column.indexOf(value, row + 1)) rows.push(row);
  return rows;
}
