import { Growable } from "../base/growable.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { isSystemFunction } from "../model/goroutine-builder.ts";
import { distributionOf, type Distribution } from "./distribution.ts";
import { eachGoroutineSteps, groupOf } from "./scope.ts";
import { addTimes, type TimeColumn, type TimeIndex } from "./time-columns.ts";

/** Goroutines that started in one function. */
export interface GroupRow {
  /** The function; "" for those of which no stack was seen. */
  readonly name: string;
  /** One of Go's own. */
  readonly isSystem: boolean;
  /** Goroutines that were there in the window; how many of them were created and ended in it. */
  readonly count: number;
  readonly created: number;
  readonly ended: number;
  /** How long they were there in the window, ns. */
  readonly lifetime: Distribution;
  /** By column of the trace's time index: how long each of them was in it, ns, also where that is not at all. */
  readonly times: readonly Distribution[];
}

export interface GoroutineGroups {
  readonly columns: readonly TimeColumn[];
  /** By total time running, longest first. */
  readonly rows: readonly GroupRow[];
}

/** Where the time of each group of goroutines went. One pass over the spans in scope. */
export function goroutineGroups(trace: Trace, index: TimeIndex, scope: Scope): GoroutineGroups {
  return inOneGo(goroutineGroupsSteps(trace, index, scope));
}

/** The same in steps. */
export function* goroutineGroupsSteps(trace: Trace, index: TimeIndex, scope: Scope): Steps<GoroutineGroups> {
  const { columns } = index;
  const groups = new Map<number, Group>();
  const sums = new Float64Array(columns.length);
  yield* eachGoroutineSteps(trace, scope, (goroutine) => {
    const name = trace.goroutines.name[goroutine]!;
    let group = groups.get(name);
    if (group === undefined) groups.set(name, (group = new Group(groupOf(trace, goroutine))));
    sums.fill(0);
    const lifetime = addTimes(trace, index, goroutine, scope.from, scope.to, sums);
    group.add(lifetime, sums, bornIn(trace, goroutine, scope), endedIn(trace, goroutine, scope));
  });
  const rows: GroupRow[] = [];
  for (const group of groups.values()) {
    rows.push(group.finish(columns.length));
    yield;
  }
  return {
    columns,
    rows: rows.sort((a, b) => b.times[0]!.total - a.times[0]!.total || b.lifetime.total - a.lifetime.total),
  };
}

function bornIn(trace: Trace, goroutine: number, { from, to }: Scope): boolean {
  const created = trace.goroutines.created[goroutine]!;
  return trace.goroutines.born[goroutine] === 1 && created >= from && created <= to;
}

function endedIn(trace: Trace, goroutine: number, { from, to }: Scope): boolean {
  const ended = trace.goroutines.ended[goroutine]!;
  return ended >= from && ended <= to;
}

/** Gathers the values of a group; of each column only those that are not zero, which most are. */
class Group {
  readonly #name: string;
  readonly #lifetimes = new Growable(Float64Array);
  readonly #times: (Growable<Float64Array> | undefined)[] = [];
  #created = 0;
  #ended = 0;

  constructor(name: string) {
    this.#name = name;
  }

  add(lifetime: number, sums: Float64Array, isBorn: boolean, isEnded: boolean): void {
    this.#lifetimes.push(lifetime);
    if (isBorn) this.#created++;
    if (isEnded) this.#ended++;
    for (let column = 0; column < sums.length; column++) {
      if (sums[column] !== 0) (this.#times[column] ??= new Growable(Float64Array)).push(sums[column]!);
    }
  }

  finish(columns: number): GroupRow {
    const count = this.#lifetimes.length;
    const none = new Float64Array(0);
    return {
      name: this.#name,
      isSystem: isSystemFunction(this.#name),
      count,
      created: this.#created,
      ended: this.#ended,
      lifetime: distributionOf(this.#lifetimes.finish()),
      times: Array.from({ length: columns }, (_, column) => {
        const values = this.#times[column];
        return values === undefined
          ? distributionOf(none, count)
          : distributionOf(values.finish(), count - values.length);
      }),
    };
  }
}
