import { Growable } from "../base/growable.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { eachGoroutineSteps } from "./scope.ts";
import { addTimes, type TimeIndex } from "./time-columns.ts";
import { TimeTableBuilder, type TimeTable } from "./time-table.ts";

/** Goroutines as columns, one entry for each that was there in the window, with where its time in it went. */
export interface GoroutineList extends TimeTable {
  readonly length: number;
  readonly goroutine: Int32Array;
  /** How long it was there in the window, ns. */
  readonly lifetime: Float64Array;
}

/** Where the time of each goroutine went. One pass over the spans in scope; memory by goroutine and column used. */
export function goroutineList(trace: Trace, index: TimeIndex, scope: Scope): GoroutineList {
  return inOneGo(goroutineListSteps(trace, index, scope));
}

/** The same in steps. */
export function* goroutineListSteps(trace: Trace, index: TimeIndex, scope: Scope): Steps<GoroutineList> {
  const goroutines = new Growable(Int32Array);
  const lifetime = new Growable(Float64Array);
  const table = new TimeTableBuilder(index.columns, scope.goroutines?.size ?? trace.goroutines.length);
  const sums = new Float64Array(index.columns.length);
  yield* eachGoroutineSteps(trace, scope, (goroutine) => {
    goroutines.push(goroutine);
    lifetime.push(addTimes(trace, index, goroutine, scope.from, scope.to, sums));
    table.take(sums);
  });
  return {
    length: goroutines.length,
    goroutine: goroutines.finish(),
    lifetime: lifetime.finish(),
    ...table.finish(),
  };
}
