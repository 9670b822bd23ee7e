import type { StringIndex } from "../base/indices.ts";
import type { Trace } from "../model/trace.ts";
import { functionKeys, type GroupKeys } from "./groups.ts";
import { labelBelongings, taskBelongings, type Belongings } from "./belongings.ts";
import type { Grouping } from "./types.ts";

/** Keys of a tree: each key's parent, a smaller number, or -1. */
export interface TreeKeys extends GroupKeys {
  readonly parents: readonly number[];
  /** Pairs of a goroutine and a key that it belongs to as well, though less than to its own. */
  readonly also: readonly (readonly [goroutine: number, key: number])[];
}

/** By what goroutines can be grouped. O(goroutines), and O(what tasks and labels were told) for these. */
export const GROUPINGS: Readonly<Record<Grouping, (trace: Trace) => TreeKeys>> = {
  function: (trace) => flat(functionKeys(trace)),
  creator: creatorKeys,
  task: taskKeys,
  label: labelKeys,
  none: (trace) => flat({ of: new Int32Array(trace.goroutines.length), names: [""] }),
};

function flat(keys: GroupKeys): TreeKeys {
  return { ...keys, parents: keys.names.map(() => -1), also: [] };
}

/**
 * By the chain of start functions from the first known creator down. A function that occurs in its own chain is the same
 * group as there, so that recursion makes no new ones.
 */
function creatorKeys(trace: Trace): TreeKeys {
  const { parent, length } = trace.goroutines;
  const { of: functions, names: functionNames } = functionKeys(trace);
  const parents: number[] = [];
  const names: string[] = [];
  const functionOf: number[] = [];
  const known = new Map<string, number>();
  const keyOf = (creator: number, fn: number): number => {
    for (let above = creator; above !== -1; above = parents[above]!) if (functionOf[above] === fn) return above;
    const text = `${creator} ${fn}`;
    let key = known.get(text);
    if (key === undefined) {
      key = names.push(functionNames[fn]!) - 1;
      parents.push(creator);
      functionOf.push(fn);
      known.set(text, key);
    }
    return key;
  };
  const of = new Int32Array(length).fill(-1);
  const chain: number[] = [];
  for (let g = 0; g < length; g++) {
    // Nobody is above the one that is being looked at; a damaged trace may claim so.
    for (let above = g; above !== -1 && of[above] === -1; above = parent[above]!) {
      if (chain.length > length) break;
      chain.push(above);
    }
    for (let at = chain.pop(); at !== undefined; at = chain.pop()) {
      const creator = parent[at]!;
      of[at] = keyOf(creator === -1 ? -1 : of[creator]!, functions[at]!);
    }
  }
  return { of, names, parents, also: [] };
}

/** By the types of the tasks that a goroutine was at work for, its own the one of the longest. */
function taskKeys(trace: Trace): TreeKeys {
  return keysByString(trace, taskBelongings(trace), "no task");
}

/** By the labels that a goroutine had, its own the one of the longest. */
function labelKeys(trace: Trace): TreeKeys {
  return keysByString(trace, labelBelongings(trace), "no label");
}

/** Each goroutine under the string it belonged to longest; of equals that which it belonged to first. */
function keysByString(trace: Trace, belongings: Belongings, without: string): TreeKeys {
  const names = [without];
  const known = new Map<number, number>();
  const keyOf = (string: number): number => {
    let key = known.get(string);
    if (key === undefined) {
      key = names.push(trace.symbols.strings.get(string as StringIndex)) - 1;
      known.set(string, key);
    }
    return key;
  };
  const of = new Int32Array(trace.goroutines.length);
  const also: (readonly [number, number])[] = [];
  for (const [g, times] of belongings) {
    let longest = -1;
    let most = -1;
    for (const [string, ns] of times) {
      if (ns <= most) continue;
      most = ns;
      longest = string;
    }
    of[g] = keyOf(longest);
    for (const string of times.keys()) if (string !== longest) also.push([g, keyOf(string)]);
  }
  return { ...flat({ of, names }), also };
}
