import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import type { GroupInfo, GroupMembers } from "./types.ts";

/** Goroutines in groups. */
export interface Groups {
  /** Longest time not spent waiting first; those within another group are after it. */
  readonly infos: readonly GroupInfo[];
  /** Group of each goroutine, or -1; of one that is in several that to which it belongs most. */
  readonly of: Int32Array;
  /** What each group is of: a row of the names of its keys. */
  readonly keys: readonly number[];
  /** Members of group g, first seen first, are rows offsets[g] to offsets[g+1] of `members`. */
  readonly offsets: Uint32Array;
  readonly members: Int32Array;
  /** Time in ns that the members of each group were not waiting, all together. */
  readonly active: Float64Array;
}

/** What the groups are to be. */
export interface GroupKeys {
  /** Of each goroutine a row of `names`, or -1 for those in no group. */
  readonly of: Int32Array;
  readonly names: readonly string[];
}

/** Goroutines by the function they started in. One pass over all spans. */
export function groupByFunction(trace: Trace): Groups {
  return groupBy(trace, functionKeys(trace), activeTimes(trace));
}

/** By start function. */
export function functionKeys(trace: Trace): GroupKeys {
  const { strings } = trace.symbols;
  const names: string[] = [];
  const rowOf = new Map<number, number>();
  const { name, length } = trace.goroutines;
  const of = new Int32Array(length);
  for (let g = 0; g < length; g++) {
    let row = rowOf.get(name[g]!);
    if (row === undefined) {
      row = names.push(strings.get(name[g]! as StringIndex)) - 1;
      rowOf.set(name[g]!, row);
    }
    of[g] = row;
  }
  return { of, names };
}

/**
 * Groups by key, those without members left out. `times`: of each goroutine, how long it was not waiting; `also`: keys that
 * goroutines have as well. O(goroutines).
 */
export function groupBy(
  trace: Trace,
  keys: GroupKeys,
  times: Float64Array,
  also: readonly (readonly [goroutine: number, key: number])[] = [],
): Groups {
  const active = new Float64Array(keys.names.length);
  const count = new Uint32Array(keys.names.length);
  const tally = (key: number, g: number): void => {
    if (key === -1) return;
    count[key]!++;
    active[key]! += times[g]!;
  };
  keys.of.forEach(tally);
  const others = new Map<number, number[]>();
  for (const [g, key] of also) {
    tally(key, g);
    others.set(g, [...(others.get(g) ?? []), key]);
  }
  const order = keys.names.map((_, key) => key).filter((key) => count[key]! > 0);
  order.sort((a, b) => active[b]! - active[a]! || a - b);
  const rank = new Int32Array(keys.names.length);
  const offsets = new Uint32Array(order.length + 1);
  order.forEach((key, position) => {
    rank[key] = position;
    offsets[position + 1] = offsets[position]! + count[key]!;
  });
  const of = keys.of.map((key) => (key === -1 ? -1 : rank[key]!));
  const members = new Int32Array(offsets[order.length]!);
  const next = offsets.slice();
  for (const g of byCreation(trace.goroutines.created)) {
    if (of[g] !== -1) members[next[of[g]!]!++] = g;
    for (const key of others.get(g) ?? []) members[next[rank[key]!]!++] = g;
  }
  const infos = order.map((key, position) => ({ index: position, name: keys.names[key]!, count: count[key]! }));
  return { infos, of, keys: order, offsets, members, active: Float64Array.from(order, (key) => active[key]!) };
}

/**
 * Rows by creation, those without one last. Rows come in the order they were first told of, so nearly all are in order:
 * only those that were there before are sorted, and merged in.
 */
function byCreation(created: Float64Array): Int32Array {
  const ascending: number[] = [];
  const early: number[] = [];
  const without: number[] = [];
  let latest = -Infinity;
  created.forEach((time, row) => {
    if (Number.isNaN(time)) without.push(row);
    else if (time < latest) early.push(row);
    else {
      ascending.push(row);
      latest = time;
    }
  });
  const precedes = (a: number, b: number): number => created[a]! - created[b]! || a - b;
  early.sort(precedes);
  const rows = new Int32Array(created.length);
  let next = 0;
  let at = 0;
  for (const row of ascending) {
    while (next < early.length && precedes(early[next]!, row) < 0) rows[at++] = early[next++]!;
    rows[at++] = row;
  }
  rows.set(early.slice(next), at);
  rows.set(without, created.length - without.length);
  return rows;
}

/** Time in ns that each goroutine was running, runnable or in a syscall. */
export function activeTimes(trace: Trace): Float64Array {
  const { start, state } = trace.spans;
  const { length, spanOffsets } = trace.goroutines;
  const times = new Float64Array(length);
  for (let g = 0; g < length; g++) {
    const last = spanOffsets[g + 1]! - 1;
    let total = 0;
    for (let span = spanOffsets[g]!; span < last; span++) {
      if (state[span] !== SpanState.Waiting) total += start[span + 1]! - start[span]!;
    }
    if (last >= spanOffsets[g]! && state[last] !== SpanState.Waiting)
      total += goroutineEnd(trace, g as GoroutineIndex) - start[last]!;
    times[g] = total;
  }
  return times;
}

export function membersOf(groups: Groups, group: number): Int32Array {
  return groups.members.subarray(groups.offsets[group], groups.offsets[group + 1]);
}

/** What the page needs of goroutines, in columns of its own. */
export function describeMembers(trace: Trace, group: number, goroutines: Int32Array): GroupMembers {
  const column = (value: (g: GoroutineIndex) => number): Float64Array =>
    Float64Array.from(goroutines, (g) => value(g as GoroutineIndex));
  const names: string[] = [];
  const rowOf = new Map<number, number>();
  const name = Int32Array.from(goroutines, (g) => {
    const string = trace.goroutines.name[g]!;
    let row = rowOf.get(string);
    if (row === undefined) {
      row = names.push(trace.symbols.strings.get(string as StringIndex)) - 1;
      rowOf.set(string, row);
    }
    return row;
  });
  return {
    group,
    goroutines: goroutines.slice(),
    ids: column((g) => trace.symbols.goroutines.number(g)),
    name,
    names,
    created: column((g) => trace.goroutines.created[g]!),
    ended: column((g) => trace.goroutines.ended[g]!),
  };
}
