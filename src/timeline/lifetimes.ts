import type { GoroutineIndex } from "../base/indices.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";

const BLOCK = 64;

/** Goroutines, first seen first, that can be asked who lived in a window. An eighth of a byte a goroutine. */
export interface Lifetimes {
  readonly goroutines: Int32Array;
  /** Latest end in each block of 64. */
  readonly latestEnd: Float64Array;
}

export function indexLifetimes(trace: Trace, goroutines: Int32Array): Lifetimes {
  const latestEnd = new Float64Array(Math.ceil(goroutines.length / BLOCK));
  goroutines.forEach((goroutine, row) => {
    const block = Math.floor(row / BLOCK);
    latestEnd[block] = Math.max(latestEnd[block]!, goroutineEnd(trace, goroutine as GoroutineIndex));
  });
  return { goroutines, latestEnd };
}

/**
 * Those that lived at some time from `from` to before `to`; of more than `most` the first, one more than `most`.
 * O(goroutines / 64 + what is found, for short lives).
 */
export function aliveBetween(
  trace: Trace,
  lifetimes: Lifetimes,
  from: number,
  to: number,
  most: number = lifetimes.goroutines.length,
): Int32Array {
  const { goroutines, latestEnd } = lifetimes;
  const { created } = trace.goroutines;
  const alive = new Int32Array(Math.min(goroutines.length, most + 1));
  let count = 0;
  for (let block = 0; block < latestEnd.length; block++) {
    if (latestEnd[block]! <= from) continue;
    const end = Math.min(goroutines.length, (block + 1) * BLOCK);
    for (let row = block * BLOCK; row < end; row++) {
      const goroutine = goroutines[row]!;
      if (!(created[goroutine]! < to && goroutineEnd(trace, goroutine as GoroutineIndex) > from)) continue;
      alive[count++] = goroutine;
      if (count > most) return alive;
    }
  }
  return alive.subarray(0, count);
}
