import type { GoroutineIndex } from "../base/indices.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { applyFilter, isIdle } from "./goroutine-filter.ts";
import { addUpTimes, type GoroutineTimes } from "./goroutine-times.ts";
import { GROUPINGS } from "./groupings.ts";
import { activeTimes, groupBy, membersOf, type Groups } from "./groups.ts";
import { filterTaskTypes, type FilteredTasks } from "./task-types.ts";
import type { TaskIndexes, TaskList } from "./tasks.ts";
import type { Arranged, ArrangedGroup, Arrangement, GoroutineFilter, GroupOrder, Grouping } from "./types.ts";

/** So many groupings are kept beside that by start function: a page may still show the one before. */
const KEPT = 4;

/** Groups of one grouping and filter; their tracks have the numbers from `base` on. */
interface Kept {
  readonly key: string;
  readonly base: number;
  readonly groups: Groups;
  /** Of each group the one it lies in, or -1. */
  readonly parents: Int32Array;
  /** Of each group its number among all of the grouping, and how many goroutines belong to it as well. */
  readonly keys: Int32Array;
  readonly also: Int32Array;
  readonly shown: number;
  /** undefined: all tasks. */
  readonly tasks: FilteredTasks | undefined;
}

/**
 * The ways in which goroutines are grouped, filtered and ordered. What a group holds does not depend on the order, so that
 * another order draws nothing anew. Tracks of groups by start function have the numbers that the outline gives them; those
 * of other groups are numbered on, and are known as long as their grouping is among those asked for last.
 */
export class Arrangements {
  readonly #trace: Trace;
  readonly #styles: Uint8Array;
  readonly #byFunction: Kept;
  #kept: readonly Kept[] = [];
  #next: number;
  readonly #tasks: () => TaskIndexes;
  #nextType = 0;
  #times: GoroutineTimes | undefined;
  #active: Float64Array | undefined;

  constructor(trace: Trace, styles: Uint8Array, byFunction: Groups, tasks: () => TaskIndexes) {
    this.#trace = trace;
    this.#styles = styles;
    this.#tasks = tasks;
    const { length } = byFunction.infos;
    this.#byFunction = {
      key: "",
      base: 0,
      groups: byFunction,
      parents: new Int32Array(length).fill(-1),
      keys: Int32Array.from(byFunction.infos, (_, row) => row),
      also: new Int32Array(length),
      shown: trace.goroutines.length,
      tasks: undefined,
    };
    this.#next = length;
  }

  arrange({ grouping, filter, order }: Arrangement): Arranged {
    const kept = this.#find(grouping, filter);
    const { groups, base, shown, keys, also } = kept;
    const values = this.#groupValues(groups, order);
    const depths = new Int32Array(groups.infos.length);
    const arranged = preorder(kept.parents, values).map((row): ArrangedGroup => {
      const above = kept.parents[row]!;
      if (above !== -1) depths[row] = depths[above]! + 1;
      const { name, count } = groups.infos[row]!;
      const told = { index: base + row, name, count, key: keys[row]!, also: also[row]! };
      return { ...told, depth: depths[row]!, scope: this.#scopeOf(groups, row) };
    });
    const { types } = this.#tasks();
    const tasksTotal = this.#trace.tasks.length;
    const taskTypes = kept.tasks?.types ?? types.map((type) => ({ ...type, key: type.index }));
    const tasksShown = kept.tasks?.shown ?? tasksTotal;
    return { groups: arranged, shown, total: this.#trace.goroutines.length, taskTypes, tasksShown, tasksTotal };
  }

  /** Tasks of the track of a type; undefined for one that is not known. */
  tasks(track: number): TaskList | undefined {
    const { byType } = this.#tasks();
    if (track < byType.length) return byType[track];
    for (const { tasks } of this.#kept) {
      const list = tasks?.lists.get(track);
      if (list !== undefined) return list;
    }
    return undefined;
  }

  /** Whether a group's track is known: of those that were asked for lately. */
  has(track: number): boolean {
    return this.#keptOf(track) !== undefined;
  }

  #keptOf(track: number): Kept | undefined {
    return [this.#byFunction, ...this.#kept].find(
      ({ base, groups }) => Number.isInteger(track) && track >= base && track < base + groups.infos.length,
    );
  }

  /** Goroutines of a group's track, those first seen first. Throws a RangeError for one that is not known. */
  members(track: number): Int32Array {
    const kept = this.#keptOf(track);
    if (kept === undefined)
      throw new RangeError(`no group ${track} in this trace: it has ${this.#byFunction.groups.infos.length}`);
    return membersOf(kept.groups, track - kept.base);
  }

  nameOf(track: number): string {
    const kept = this.#keptOf(track);
    return kept?.groups.infos[track - kept.base]?.name ?? "";
  }

  /** Goroutines of a group's track in an order. O(n log n) in their number. */
  ordered(track: number, order: GroupOrder): Int32Array {
    const members = this.members(track);
    if (order === "active" || order === "seen") return members;
    const values = this.#goroutineValues(order);
    return members.slice().sort((a, b) => values(b) - values(a) || a - b);
  }

  /** The track of the group that a goroutine is in, or -1 if the filter hides it. */
  groupOf(arrangement: Arrangement, goroutine: GoroutineIndex): number {
    return this.groupsOf(arrangement, Int32Array.of(goroutine))[0]!;
  }

  /** The track of the group that each of these is in, or -1. */
  groupsOf({ grouping, filter }: Arrangement, goroutines: Int32Array): Int32Array {
    const { base, groups } = this.#find(grouping, filter);
    return goroutines.map((goroutine) => {
      const group = groups.of[goroutine] ?? -1;
      return group === -1 ? -1 : base + group;
    });
  }

  #find(grouping: Grouping, filter: GoroutineFilter): Kept {
    if (grouping === "function" && isIdle(filter)) return this.#byFunction;
    const key = JSON.stringify([grouping, filter]);
    const known = this.#kept.find((kept) => kept.key === key) ?? this.#make(key, grouping, filter);
    this.#kept = [known, ...this.#kept.filter((kept) => kept !== known)].slice(0, KEPT);
    return known;
  }

  #make(key: string, grouping: Grouping, filter: GoroutineFilter): Kept {
    const trace = this.#trace;
    const keys = GROUPINGS[grouping](trace);
    const passes = isIdle(filter) ? undefined : applyFilter(trace, this.#styles, filter);
    const isShown = (g: number): boolean => passes === undefined || passes.goroutines[g] === 1;
    const of = passes === undefined ? keys.of : keys.of.map((row, g) => (isShown(g) ? row : -1));
    this.#active ??= activeTimes(trace);
    const others = keys.also.filter(([g]) => isShown(g));
    const groups = groupBy(trace, { of, names: keys.names }, this.#active, others);
    const rowOf = new Map(groups.keys.map((one, row) => [one, row]));
    const also = new Int32Array(groups.keys.length);
    for (const [, other] of others) also[rowOf.get(other)!]!++;
    const base = this.#next;
    this.#next += groups.infos.length;
    return {
      ...{ key, base, groups, also },
      parents: parentsOf(groups.keys, rowOf, keys.parents),
      keys: grouping === "function" ? this.#functionsOf(groups) : Int32Array.from(groups.keys),
      shown: groups.members.length - others.length,
      tasks: passes && this.#filterTasks(passes.tasks),
    };
  }

  /** Of each group by start function its number in the outline. */
  #functionsOf(groups: Groups): Int32Array {
    return Int32Array.from(groups.infos, (_, row) => this.#byFunction.groups.of[membersOf(groups, row)[0]!]!);
  }

  #filterTasks(passes: Uint8Array): FilteredTasks {
    const all = this.#tasks();
    const base = Math.max(this.#nextType, all.types.length);
    this.#nextType = base + all.types.length;
    return filterTaskTypes(this.#trace, all, passes, base);
  }

  /** Larger comes first. */
  #groupValues(groups: Groups, order: GroupOrder): Float64Array {
    if (order === "active") return groups.active;
    const values = this.#goroutineValues(order);
    return Float64Array.from(groups.infos, (_, row) => {
      const members = membersOf(groups, row);
      if (order === "seen") return members.length === 0 ? -Infinity : values(members[0]!);
      let sum = 0;
      for (const g of members) sum += values(g);
      return sum;
    });
  }

  #goroutineValues(order: Exclude<GroupOrder, "active">): (goroutine: number) => number {
    const { created } = this.#trace.goroutines;
    if (order === "seen") return (g) => (Number.isNaN(created[g]!) ? -Infinity : -created[g]!);
    if (order === "lifetime")
      return (g) => (Number.isNaN(created[g]!) ? 0 : goroutineEnd(this.#trace, g as GoroutineIndex) - created[g]!);
    this.#times ??= addUpTimes(this.#trace);
    const column = this.#times[order];
    return (g) => column[g]!;
  }

  /** The group by start function that all members of a group are in, or -1. */
  #scopeOf(groups: Groups, row: number): number {
    const { of } = this.#byFunction.groups;
    const members = membersOf(groups, row);
    const first = of[members[0] ?? -1] ?? -1;
    return members.every((g) => of[g] === first) ? first : -1;
  }
}

/** Of each group the nearest one above it that has members. `keyOf` and `rowOf`: from groups to keys and back. */
function parentsOf(
  keyOf: readonly number[],
  rowOf: ReadonlyMap<number, number>,
  parents: readonly number[],
): Int32Array {
  return Int32Array.from(keyOf, (key) => {
    let above = parents[key]!;
    while (above !== -1 && !rowOf.has(above)) above = parents[above]!;
    return above === -1 ? -1 : rowOf.get(above)!;
  });
}

/** Rows of a forest, each after the one it lies in; of those in the same one the largest value first. */
function preorder(parents: Int32Array, values: Float64Array): number[] {
  const children = new Map<number, number[]>();
  parents.forEach((parent, row) => {
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [row]);
    else list.push(row);
  });
  for (const list of children.values()) list.sort((a, b) => values[b]! - values[a]! || a - b);
  const order: number[] = [];
  const stack = (children.get(-1) ?? []).toReversed();
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    order.push(row);
    stack.push(...(children.get(row) ?? []).toReversed());
  }
  return order;
}
