import type { GoroutineIndex, SpanIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import { goroutineEnd, spanEnd, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";

/** A goroutine that was ready to run, and did not, in a stretch of time. */
export interface HeldUp {
  readonly goroutine: GoroutineIndex;
  /** Of its spans in which it was, the one that takes most of the stretch. */
  readonly span: SpanIndex;
  /** How long it was, within the stretch. */
  readonly ns: number;
}

/** Who was ready to run between two times, those first that were longest. O(goroutines + spans between of those that lived then). */
export function heldUpBetween(trace: Trace, from: number, to: number): HeldUp[] {
  const held: HeldUp[] = [];
  for (let row = 0; row < trace.goroutines.length; row++) {
    const goroutine = row as GoroutineIndex;
    if (!(trace.goroutines.created[row]! < to && goroutineEnd(trace, goroutine) > from)) continue;
    const one = heldUp(trace, goroutine, from, to);
    if (one !== undefined) held.push(one);
  }
  return held.sort((a, b) => b.ns - a.ns || a.goroutine - b.goroutine);
}

function heldUp(trace: Trace, goroutine: GoroutineIndex, from: number, to: number): HeldUp | undefined {
  const { start, state } = trace.spans;
  const first = trace.goroutines.spanOffsets[goroutine]!;
  const last = trace.goroutines.spanOffsets[goroutine + 1]!;
  let ns = 0;
  let longest = 0;
  let of = -1;
  for (
    let span = Math.max(first, binarySearchLast(start, from, first, last));
    span < last && start[span]! < to;
    span++
  ) {
    if (state[span] !== SpanState.Runnable) continue;
    const part = Math.min(to, spanEnd(trace, goroutine, span as SpanIndex)) - Math.max(from, start[span]!);
    ns += part;
    if (part > longest) [longest, of] = [part, span];
  }
  return of === -1 ? undefined : { goroutine, span: of as SpanIndex, ns };
}
