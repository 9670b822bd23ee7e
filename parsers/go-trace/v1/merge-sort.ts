import { STEP_ROWS, type Steps } from "./steps.ts";

/**
 * The permutation that sorts `keys`, stable: equal keys keep their order. Merges runs that already ascend, so it is
 * linear in keys that come as a few long runs, as those of a trace do; n log n at worst. Allocates 8 bytes a key.
 */
export function* sortedOrder(keys: Float64Array): Steps<Uint32Array> {
  const n = keys.length;
  let order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  let runs = ascendingRuns(keys);
  if (runs.length <= 2) return order;
  let spare = new Uint32Array(n);
  let merges = 0;
  while (runs.length > 2) {
    const merged = [0];
    for (let run = 0; run + 1 < runs.length; run += 2) {
      const start = runs[run]!;
      const middle = runs[run + 1]!;
      const end = runs[run + 2] ?? middle;
      mergeRuns(keys, order, spare, start, middle, end);
      merged.push(end);
      merges += end - start;
      if (merges < STEP_ROWS) continue;
      merges = 0;
      yield 1 / runs.length;
    }
    runs = merged;
    [order, spare] = [spare, order];
  }
  return order;
}

/** Where the runs begin, and the length at the end. */
function ascendingRuns(keys: Float64Array): number[] {
  const runs = [0];
  for (let i = 1; i < keys.length; i++) if (keys[i]! < keys[i - 1]!) runs.push(i);
  if (keys.length > 0) runs.push(keys.length);
  return runs;
}

function mergeRuns(
  keys: Float64Array,
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let left = start;
  let right = middle;
  for (let out = start; out < end; out++) {
    const takeLeft = left < middle && (right >= end || keys[from[left]!]! <= keys[from[right]!]!);
    to[out] = from[takeLeft ? left++ : right++]!;
  }
}
