import { Growable } from "../base/growable.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { eachGoroutine } from "./scope.ts";
import { addTimes, type TimeColumn, type TimeIndex } from "./time-columns.ts";

/** Goroutines as columns, one entry for each that was there in the window. */
export interface GoroutineList {
  readonly length: number;
  readonly goroutine: Int32Array;
  /** How long it was there in the window, ns. */
  readonly lifetime: Float64Array;
  /** Only columns in which one of them has spent time. */
  readonly columns: readonly TimeColumn[];
  /** By column: how long each was in it, ns. */
  readonly times: readonly Float64Array[];
}

/** Where the time of each goroutine went. One pass over the spans in scope; memory by goroutine and column used. */
export function goroutineList(trace: Trace, index: TimeIndex, scope: Scope): GoroutineList {
  const goroutines = new Growable(Int32Array);
  const lifetime = new Growable(Float64Array);
  const times: (Growable<Float64Array> | undefined)[] = [];
  const sums = new Float64Array(index.columns.length);
  eachGoroutine(trace, scope, (goroutine) => {
    sums.fill(0);
    const row = goroutines.push(goroutine);
    lifetime.push(addTimes(trace, index, goroutine, scope.from, scope.to, sums));
    for (let column = 0; column < sums.length; column++) {
      if (sums[column] === 0) continue;
      const values = (times[column] ??= new Growable(Float64Array));
      while (values.length < row) values.push(0);
      values.push(sums[column]!);
    }
  });
  const length = goroutines.length;
  const used = index.columns.flatMap((column, i) =>
    times[i] === undefined ? [] : [{ column, values: filled(times[i], length) }],
  );
  return {
    length,
    goroutine: goroutines.finish(),
    lifetime: lifetime.finish(),
    columns: used.map(({ column }) => column),
    times: used.map(({ values }) => values),
  };
}

function filled(values: Growable<Float64Array>, length: number): Float64Array {
  while (values.length < length) values.push(0);
  return values.finish();
}
