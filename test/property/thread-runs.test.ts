import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GoroutineIndex, SpanIndex } from "../../src/base/indices.ts";
import { inOneGo } from "../../src/base/steps.ts";
import { spanEnd, spanOwner, type Trace } from "../../src/model/trace.ts";
import { SpanState } from "../../src/model/vocabulary.ts";
import { NOTHING, type Lane } from "../../src/timeline/lane.ts";
import { threadRuns } from "../../src/timeline/thread-runs.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { loadBytes, simulatedBytes } from "../support/loaded-trace.ts";
import { randomTrace } from "../support/random-trace.ts";

/** What ran on a thread, span by span: on a proc, or in a syscall after the proc was taken from it. */
function bruteRuns(trace: Trace, on: number): number[] {
  const { state, start, thread } = trace.spans;
  const found: number[] = [...trace.procs.run].filter((span) => thread[span] === on);
  for (let span = 0; span < trace.spans.length; span++) {
    if (state[span] !== SpanState.SyscallBlocked) continue;
    const isFirst = span === trace.goroutines.spanOffsets[spanOwner(trace, span as SpanIndex)];
    const before = !isFirst && state[span - 1] === SpanState.Syscall ? span - 1 : span;
    if (thread[before] === on) found.push(span);
  }
  return found.sort((a, b) => start[a]! - start[b]!);
}

function threadsOf(trace: Trace): number[] {
  return Array.from({ length: trace.threads.length }, (_, thread) => thread);
}

function checkThreads(trace: Trace): void {
  const lists = inOneGo(threadRuns(trace));
  const startsOf = (spans: readonly number[]): number[] => spans.map((span) => trace.spans.start[span]!);
  for (const thread of threadsOf(trace)) {
    const list = lists[thread]!;
    const runs = Array.from({ length: list.length }, (_, run) => list.at(run));
    const expected = bruteRuns(trace, thread);
    expect(runs.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
    expect(startsOf(runs)).toEqual(startsOf(expected));
  }
}

/** Time that was told, by style, with what entries say one by one. */
function checkFeed(trace: Trace, lane: Lane, from: number, to: number): void {
  const told: number[] = [];
  lane.feed(from, to, { piece: (start, end, style, entry) => told.push(start, end, style, entry) });
  const expected: number[] = [];
  for (let entry = 0; entry < lane.length; entry++) {
    const start = Math.max(from, lane.start(entry));
    const end = Math.min(to, lane.start(entry + 1));
    if (end > start && lane.style(entry) !== NOTHING) expected.push(start, end, lane.style(entry), entry);
    const ref = lane.ref(entry);
    if (ref === -1) continue;
    const own = spanEnd(trace, spanOwner(trace, ref as SpanIndex) as GoroutineIndex, ref as SpanIndex);
    expect(lane.start(entry + 1)).toBeLessThanOrEqual(own);
  }
  expect(told).toEqual(expected);
}

describe("what ran on a thread", () => {
  it("is all that its procs ran on it and its syscalls without a proc, by time, where all is consistent", async () => {
    await fc.assert(
      fc.asyncProperty(simulatedBytes, async (bytes) => checkThreads(await loadBytes(bytes))),
      { numRuns: 60 },
    );
  });

  it("is so where spans overlap, too", () => {
    fc.assert(fc.property(randomTrace(5, 30), checkThreads), { numRuns: 100 });
  });

  it("is told in any window as its entries are one by one", async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(simulatedBytes, share, share, async (bytes, a, b) => {
        const trace = await loadBytes(bytes);
        const timeline = new Timeline(trace);
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((at) => at * trace.durationNs);
        for (const index of threadsOf(trace)) checkFeed(trace, timeline.lane({ kind: "thread", index }), from!, to!);
      }),
      { numRuns: 40 },
    );
  });
});
