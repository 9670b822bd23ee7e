import type { SpanIndex } from "../base/indices.ts";
import { sortRuns } from "../base/sort-runs.ts";
import type { Steps } from "../base/steps.ts";
import { spanOwner, type Trace } from "../model/trace.ts";
import { ProcState, SpanState } from "../model/vocabulary.ts";
import { flatten, GappedLane, type Stretch } from "./gapped-lane.ts";
import { RunList, type RunSlice } from "./run-list.ts";
import { Style } from "./style.ts";
import { blockedSyscalls } from "./syscalls.ts";

const RUNS_PER_STEP = 1 << 16;

/**
 * What ran on each thread, with or without a proc. A goroutine stays on its thread when the proc is taken from its syscall.
 * One pass over what ran on the procs and one over the states of all spans.
 */
export function* threadRuns(trace: Trace): Steps<readonly RunList[]> {
  const slices = Array.from({ length: trace.threads.length }, (): RunSlice[] => []);
  yield* addHeld(trace, slices);
  yield* addBlocked(trace, slices);
  return slices.map((own) => new RunList(inOrder(trace, own)));
}

/** As long as a thread keeps a proc, what runs on it lies together in the proc's list. */
function* addHeld(trace: Trace, slices: readonly RunSlice[][]): Steps<void> {
  const { run, runOffsets, length } = trace.procs;
  const { thread } = trace.spans;
  for (let proc = 0; proc < length; proc++) {
    const end = runOffsets[proc + 1]!;
    let first = runOffsets[proc]!;
    for (let row = first; row < end; row++) {
      const on = thread[run[row]!]!;
      if (row + 1 === end || thread[run[row + 1]!] !== on) {
        if (on >= 0) slices[on]!.push({ list: run, first, count: row + 1 - first });
        first = row + 1;
      }
      if (row % RUNS_PER_STEP === 0) yield;
    }
  }
}

function* addBlocked(trace: Trace, slices: readonly RunSlice[][]): Steps<void> {
  const { state, thread } = trace.spans;
  const blocked = Int32Array.from(yield* blockedSyscalls(trace));
  sortRuns(blocked, trace.spans.start);
  blocked.forEach((span, row) => {
    const isFromSyscall =
      state[span - 1] === SpanState.Syscall &&
      span > trace.goroutines.spanOffsets[spanOwner(trace, span as SpanIndex)]!;
    const on = isFromSyscall ? thread[span - 1]! : thread[span]!;
    if (on >= 0) slices[on]!.push({ list: blocked, first: row, count: 1 });
  });
}

/** Stretches by start; one that goes on after another begins, as a syscall without the proc that is had again, is cut there. */
function inOrder({ spans }: Trace, slices: readonly RunSlice[]): readonly RunSlice[] {
  const startOf = ({ list, first }: RunSlice): number => spans.start[list[first]!]!;
  const order = slices.toSorted((a, b) => startOf(a) - startOf(b) || a.list[a.first]! - b.list[b.first]!);
  const out: RunSlice[] = [];
  /** What is left of those that were cut: few at a time. */
  const rests: RunSlice[] = [];
  let at = 0;
  const earliestRest = (): number =>
    rests.reduce((best, rest, i) => (best === -1 || startOf(rest) < startOf(rests[best]!) ? i : best), -1);
  const next = (): RunSlice | undefined => {
    const rest = rests[earliestRest()];
    return rest === undefined || (at < order.length && startOf(order[at]!) <= startOf(rest)) ? order[at] : rest;
  };
  for (let slice = next(); slice !== undefined; slice = next()) {
    if (slice === order[at]) at++;
    else rests.splice(earliestRest(), 1);
    const after = next();
    const keep = after === undefined ? slice.count : countUpTo(spans.start, slice, startOf(after));
    out.push({ ...slice, count: keep });
    if (keep < slice.count) rests.push({ ...slice, first: slice.first + keep, count: slice.count - keep });
  }
  return out;
}

/** How many runs of a stretch start up to a time, which is not before the first. O(log runs). */
function countUpTo(start: Float64Array, { list, first, count }: RunSlice, time: number): number {
  let low = 1;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[list[first + middle]!]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
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
