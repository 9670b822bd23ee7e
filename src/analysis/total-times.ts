import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { collect, type Collector } from "./collect.ts";
import { eachGoroutine, groupOf } from "./scope.ts";
import { addTimes, type TimeIndex } from "./time-columns.ts";

/** Where the time of the goroutines that started in one function went, all of them together. */
export interface GroupTimes {
  readonly name: string;
  /** By column of the time index, ns, and how many goroutines spent time there. */
  readonly sums: Float64Array;
  readonly goroutines: Uint32Array;
}

/** By group of goroutines in scope; for distributions see `goroutineGroups`. One pass over the spans in scope. */
export function groupTimes(trace: Trace, index: TimeIndex, scope: Scope): readonly GroupTimes[] {
  return collect(trace, scope, groupTimesCollector(trace, index, scope));
}

export function groupTimesCollector(trace: Trace, index: TimeIndex, scope: Scope): Collector<readonly GroupTimes[]> {
  const columns = index.columns.length;
  const groups = new Map<number, GroupTimes>();
  const own = new Float64Array(columns);
  return {
    visit(goroutine) {
      const name = trace.goroutines.name[goroutine]!;
      let group = groups.get(name);
      if (group === undefined) {
        group = {
          name: groupOf(trace, goroutine),
          sums: new Float64Array(columns),
          goroutines: new Uint32Array(columns),
        };
        groups.set(name, group);
      }
      own.fill(0);
      addTimes(trace, index, goroutine, scope.from, scope.to, own);
      for (let column = 0; column < columns; column++) {
        if (own[column] === 0) continue;
        group.sums[column]! += own[column]!;
        group.goroutines[column]!++;
      }
    },
    finish: () => [...groups.values()],
  };
}

/** By column of the index: how long all goroutines in scope together were in it, ns. */
export function totalTimes(trace: Trace, index: TimeIndex, scope: Scope): Float64Array {
  const sums = new Float64Array(index.columns.length);
  eachGoroutine(trace, scope, (goroutine) => addTimes(trace, index, goroutine, scope.from, scope.to, sums));
  return sums;
}
