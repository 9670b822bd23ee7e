import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import type { GroupInfo, GroupMembers } from "./types.ts";

/** Goroutines by the function they started in. */
export interface Groups {
  /** Longest time not spent waiting first. */
  readonly infos: readonly GroupInfo[];
  /** Group of each goroutine. */
  readonly of: Int32Array;
  /** Members of group g, first seen first, are rows offsets[g] to offsets[g+1] of `members`. */
  readonly offsets: Uint32Array;
  readonly members: Int32Array;
}

/** One pass over all spans. */
export function groupByFunction(trace: Trace): Groups {
  const { goroutines } = trace;
  const names: number[] = [];
  const rowOf = new Map<number, number>();
  const row = Int32Array.from(goroutines.name, (name) => {
    let index = rowOf.get(name);
    if (index === undefined) {
      index = names.push(name) - 1;
      rowOf.set(name, index);
    }
    return index;
  });
  const active = new Float64Array(names.length);
  const count = new Uint32Array(names.length);
  const times = activeTimes(trace);
  for (let g = 0; g < goroutines.length; g++) {
    count[row[g]!]!++;
    active[row[g]!]! += times[g]!;
  }
  const order = names.map((_, index) => index).sort((a, b) => active[b]! - active[a]! || a - b);
  const rank = new Int32Array(names.length);
  const offsets = new Uint32Array(names.length + 1);
  order.forEach((index, position) => {
    rank[index] = position;
    offsets[position + 1] = offsets[position]! + count[index]!;
  });
  const of = row.map((index) => rank[index]!);
  const members = new Int32Array(goroutines.length);
  const next = offsets.slice();
  for (const g of byCreation(goroutines.created)) members[next[of[g]!]!++] = g;
  const infos = order.map((index, position) => ({
    index: position,
    name: trace.symbols.strings.get(names[index]! as StringIndex),
    count: count[index]!,
  }));
  return { infos, of, offsets, members };
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
function activeTimes(trace: Trace): Float64Array {
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

/** What the page needs of the members of a group, in columns of its own. */
export function describeMembers(trace: Trace, groups: Groups, group: number): GroupMembers {
  const goroutines = membersOf(groups, group).slice();
  const column = (value: (g: GoroutineIndex) => number): Float64Array =>
    Float64Array.from(goroutines, (g) => value(g as GoroutineIndex));
  return {
    group,
    goroutines,
    ids: column((g) => trace.symbols.goroutines.number(g)),
    created: column((g) => trace.goroutines.created[g]!),
    ended: column((g) => trace.goroutines.ended[g]!),
  };
}
