import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { causeOf, wakeChain, wakeOf, wakesBy } from "../../src/analysis/causes.ts";
import { NO_SPAN, type GoroutineIndex, type SpanIndex } from "../../src/base/indices.ts";
import { spanOwner } from "../../src/model/trace.ts";
import { SpanState } from "../../src/model/vocabulary.ts";
import { buildTrace } from "../support/fixture-trace.ts";
import { loadBytes, simulatedBytes } from "../support/loaded-trace.ts";

const { Running, Runnable, Waiting } = SpanState;

/**
 * G1 waits from 10 to 80, when G2 wakes it. G2 had itself waited from 5 to 50, when G3 woke it; G3 was woken at 30 by G4, which
 * had run since 0.
 */
const RELAY = buildTrace({
  durationNs: 100,
  goroutines: [
    {
      id: 1,
      spans: [
        { start: 0, state: Running },
        { start: 10, state: Waiting, reason: "sync" },
        { start: 80, state: Runnable, waker: 2 },
        { start: 90, state: Running },
      ],
    },
    {
      id: 2,
      spans: [
        { start: 0, state: Running },
        { start: 5, state: Waiting, reason: "sync" },
        { start: 50, state: Runnable, waker: 3 },
        { start: 60, state: Running },
        { start: 65, state: Runnable, reason: "preempted" },
        { start: 70, state: Running },
      ],
    },
    {
      id: 3,
      spans: [
        { start: 0, state: Waiting, reason: "sync" },
        { start: 30, state: Runnable, waker: 4 },
        { start: 40, state: Running },
      ],
    },
    { id: 4, spans: [{ start: 0, state: Running }] },
    { id: 5, parent: 4, spans: [{ start: 35, state: Runnable, waker: 4 }] },
  ],
});

const spansOf = (goroutine: number): SpanIndex[] =>
  Array.from({ length: RELAY.spans.length }, (_, span) => span as SpanIndex).filter(
    (span) => spanOwner(RELAY, span) === goroutine,
  );

describe("the cause of a span", () => {
  const [running, waiting, runnable, again] = spansOf(0);

  it("of a wait is what ended it, of what follows what made it possible", () => {
    for (const span of [waiting!, runnable!, again!])
      expect(causeOf(RELAY, span)).toMatchObject({ at: 80, waker: 1, woken: 0, wokenSpan: runnable, created: false });
    expect(causeOf(RELAY, running!)).toBeUndefined();
  });

  it("names the span the waker was in", () => {
    expect(wakeOf(RELAY, runnable!)!.wakerSpan).toBe(spansOf(1)[5]);
  });

  it("tells creation from waking", () => {
    expect(causeOf(RELAY, spansOf(4)[0]!)).toMatchObject({ waker: 3, created: true });
  });
});

describe("the chain of a wait", () => {
  it("goes back from waker to waker until one had run since before the wait began", () => {
    const chain = wakeChain(RELAY, spansOf(0)[1]!)!;
    expect(chain.wakes.map(({ waker, woken, at }) => [waker, woken, at])).toEqual([
      [1, 0, 80],
      [2, 1, 50],
      [3, 2, 30],
    ]);
    expect(chain).toMatchObject({ end: "running", last: 3 });
  });

  it("of a goroutine that was created is who created it", () => {
    expect(wakeChain(RELAY, spansOf(4)[0]!)).toMatchObject({ wakes: [{ created: true }], end: "running", last: 3 });
  });

  it("of what was woken by nobody is none", () => {
    expect(wakeChain(RELAY, spansOf(0)[0]!)).toBeUndefined();
  });

  it("always goes back in time, from each to whom that one woke, and ends", () =>
    fc.assert(
      fc.asyncProperty(simulatedBytes, async (bytes) => {
        const trace = await loadBytes(bytes);
        for (let span = 0; span < trace.spans.length; span++) {
          const chain = wakeChain(trace, span as SpanIndex);
          for (const [i, wake] of (chain?.wakes ?? []).entries()) {
            const later = chain!.wakes[i - 1];
            expect(trace.spans.start[wake.wokenSpan]).toBe(wake.at);
            if (wake.wakerSpan !== NO_SPAN) expect(spanOwner(trace, wake.wakerSpan)).toBe(wake.waker);
            if (later === undefined) continue;
            expect(wake.woken).toBe(later.waker);
            expect(wake.at).toBeLessThanOrEqual(later.at);
          }
        }
      }),
      { numRuns: 30 },
    ));
});

describe("whom a goroutine woke", () => {
  it("is told by time, as many as asked for, with their number", () => {
    expect(wakesBy(RELAY, 3 as GoroutineIndex, 0, 100, 1)).toMatchObject({ wakes: [{ at: 30, woken: 2 }], total: 2 });
    expect(wakesBy(RELAY, 3 as GoroutineIndex, 31, 100, 9).wakes).toMatchObject([{ at: 35, woken: 4, created: true }]);
  });

  it("is what a look at every span says", () =>
    fc.assert(
      fc.asyncProperty(simulatedBytes, fc.nat(), fc.nat(), async (bytes, a, b) => {
        const trace = await loadBytes(bytes);
        const [from, to] = [a % (trace.durationNs + 1), b % (trace.durationNs + 1)].toSorted((x, y) => x - y) as [
          number,
          number,
        ];
        for (let goroutine = 0; goroutine < trace.goroutines.length; goroutine++) {
          const brute: number[] = [];
          for (let span = 0; span < trace.spans.length; span++) {
            const at = trace.spans.start[span]!;
            if (
              trace.spans.state[span] === Runnable &&
              trace.spans.waker.get(span) === goroutine &&
              at >= from &&
              at <= to
            )
              brute.push(span);
          }
          const { wakes, total } = wakesBy(trace, goroutine as GoroutineIndex, from, to, Infinity);
          expect(total).toBe(brute.length);
          expect(wakes.map(({ wokenSpan }) => Number(wokenSpan)).toSorted((x, y) => x - y)).toEqual(brute);
        }
      }),
      { numRuns: 20 },
    ));
});
