import { sortRuns } from "../base/sort-runs.ts";
import type { Trace } from "../model/trace.ts";
import { ProcState, SpanState } from "../model/vocabulary.ts";
import { flatten, GappedLane, type Stretch } from "./gapped-lane.ts";
import { Style } from "./style.ts";

/** What ran on each thread, with or without a proc: rows offsets[t] to offsets[t+1]. */
export interface ThreadRuns {
  readonly offsets: Uint32Array;
  /** Goroutine spans, those of a thread in order of start. */
  readonly run: Int32Array;
}

/**
 * A goroutine stays on its thread when the proc is taken from its syscall. One pass over all spans, and a merge of what the
 * procs had in order already; 4 bytes a span that ran are kept.
 */
export function threadRuns(trace: Trace): ThreadRuns {
  const { state, start, thread } = trace.spans;
  const { spanOffsets, length } = trace.goroutines;
  const counts = trace.threads.runCounts.slice();
  const blocked: number[] = [];
  const threadOf = (span: number, first: number): number =>
    span > first && state[span - 1] === SpanState.Syscall ? thread[span - 1]! : thread[span]!;
  const threads: number[] = [];
  for (let g = 0; g < length; g++) {
    const first = spanOffsets[g]!;
    for (let span = first; span < spanOffsets[g + 1]!; span++) {
      if (state[span] !== SpanState.SyscallBlocked) continue;
      const on = threadOf(span, first);
      if (on < 0) continue;
      blocked.push(span);
      threads.push(on);
      counts[on]!++;
    }
  }
  const offsets = new Uint32Array(counts.length + 1);
  counts.forEach((count, t) => (offsets[t + 1] = offsets[t]! + count));
  const run = new Int32Array(offsets.at(-1)!);
  const next = offsets.slice();
  for (const span of trace.procs.run) if (thread[span]! >= 0) run[next[thread[span]!]!++] = span;
  blocked.forEach((span, i) => (run[next[threads[i]!]!++] = span));
  for (let t = 0; t < counts.length; t++) sortRuns(run.subarray(offsets[t], offsets[t + 1]), start);
  return { offsets, run };
}

/** When each thread held a proc. */
export function threadsWithProc(trace: Trace): readonly GappedLane[] {
  const { stateOffsets, stateStart, state, stateThread, length } = trace.procs;
  const lists = Array.from({ length: trace.threads.length }, (): Stretch[] => []);
  for (let proc = 0; proc < length; proc++) {
    for (let row = stateOffsets[proc]!; row < stateOffsets[proc + 1]!; row++) {
      if (state[row] !== ProcState.Running) continue;
      const end = row + 1 < stateOffsets[proc + 1]! ? stateStart[row + 1]! : trace.durationNs;
      lists[stateThread[row]!]?.push({ start: stateStart[row]!, end, style: Style.ProcHeld, ref: proc });
    }
  }
  return lists.map((list) => new GappedLane(flatten(list), [Style.ProcHeld], trace.durationNs));
}
