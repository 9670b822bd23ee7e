import { binarySearchLast } from "../base/search.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import type { Collector } from "./collect.ts";
import { firstSpanIn } from "./scope.ts";

/** Waits of goroutines to run, goroutine by goroutine and there by time; a row for each. */
export interface Waits {
  readonly length: number;
  /** The runnable span, and how long it was, ns. What comes after it in the span table is when the goroutine ran. */
  readonly span: Int32Array;
  readonly ns: Float64Array;
  /** Those of goroutine `goroutines[i]` are the rows `offsets[i]` to `offsets[i + 1]`. */
  readonly goroutines: readonly number[];
  readonly offsets: readonly number[];
}

/**
 * The waits of a scope: each counts whole, and there where it ended, that is in (from, to], so that parts of a window hold
 * the waits of the whole. Goroutines that were still waiting have none yet.
 */
export function waitsCollector(trace: Trace, { from, to }: Scope): Collector<Waits> {
  const { start, state } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  const goroutines: number[] = [];
  const offsets = [0];
  let length = 0;
  let found: Int32Array = new Int32Array(1 << 16);
  return {
    visit(goroutine) {
      const first = firstSpanIn(trace, goroutine, from);
      const last = binarySearchLast(start, to, first, spanOffsets[goroutine + 1]);
      // A wait takes a span, and one to run in.
      if (length + ((last - first + 1) >> 1) > found.length) found = grown(found, length + last - first);
      const before = length;
      for (let span = first; span < last; span++) {
        if (state[span] !== SpanState.Runnable || state[span + 1] !== SpanState.Running) continue;
        if (start[span + 1]! > from) found[length++] = span;
      }
      if (length === before) return;
      goroutines.push(goroutine);
      offsets.push(length);
    },
    finish() {
      const span = found.slice(0, length);
      const ns = new Float64Array(length);
      for (let row = 0; row < length; row++) ns[row] = start[span[row]! + 1]! - start[span[row]!]!;
      return { length, span, ns, goroutines, offsets };
    },
  };
}

/** With room for so many rows, and for as many again as there was. */
function grown(column: Int32Array, least: number): Int32Array {
  const larger = new Int32Array(Math.max(least, 2 * column.length));
  larger.set(column);
  return larger;
}
