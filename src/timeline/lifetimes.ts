import type { GoroutineIndex } from "../base/indices.ts";
import type { Steps } from "../base/steps.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";

const BLOCK = 64;
const GOROUTINES_PER_STEP = 1 << 16;

/** Goroutines, those first seen first as far as may be, that can be asked who lived in a window. A quarter of a byte each. */
export interface Lifetimes {
  /** Undefined: all of the table, in its order. */
  readonly goroutines: Int32Array | undefined;
  /** Earliest start and latest end in each block of 64. */
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
  readonly byteLength: number;
}

export function* indexLifetimes(trace: Trace, goroutines?: Int32Array): Steps<Lifetimes> {
  const { created } = trace.goroutines;
  const length = goroutines?.length ?? created.length;
  const blocks = Math.ceil(length / BLOCK);
  const earliest = new Float64Array(blocks).fill(Number.POSITIVE_INFINITY);
  const latest = new Float64Array(blocks);
  for (let row = 0; row < length; row++) {
    if ((row + 1) % GOROUTINES_PER_STEP === 0) yield;
    const goroutine = (goroutines === undefined ? row : goroutines[row]!) as GoroutineIndex;
    const block = Math.floor(row / BLOCK);
    if (created[goroutine]! < earliest[block]!) earliest[block] = created[goroutine]!;
    latest[block] = Math.max(latest[block]!, goroutineEnd(trace, goroutine));
  }
  return { goroutines, earliest, latest, byteLength: earliest.byteLength + latest.byteLength };
}

/**
 * Those that lived at some time from `from` to before `to`; of more than `most` the first, one more than `most`.
 * O(goroutines / 64 + what is found, for short lives).
 */
export function aliveBetween(
  trace: Trace,
  { goroutines, earliest, latest }: Lifetimes,
  from: number,
  to: number,
  most: number = Number.POSITIVE_INFINITY,
): Int32Array {
  const { created } = trace.goroutines;
  const length = goroutines?.length ?? created.length;
  const alive: number[] = [];
  for (let block = 0; block < latest.length; block++) {
    if (latest[block]! <= from || earliest[block]! >= to) continue;
    const end = Math.min(length, (block + 1) * BLOCK);
    for (let row = block * BLOCK; row < end; row++) {
      const goroutine = goroutines === undefined ? row : goroutines[row]!;
      if (!(created[goroutine]! < to && goroutineEnd(trace, goroutine as GoroutineIndex) > from)) continue;
      alive.push(goroutine);
      if (alive.length > most) return Int32Array.from(alive);
    }
  }
  return Int32Array.from(alive);
}
