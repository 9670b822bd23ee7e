import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldUpBetween } from "../../src/analysis/held-up.ts";
import { Style } from "../../src/timeline/style.ts";
import { drawTrace } from "../support/fixture-trace.ts";
import { randomTrace, randomWindow } from "../support/random-trace.ts";
import { goroutinePieces } from "../support/trace-pieces.ts";

describe("who is held up in a stretch of time", () => {
  it("is who was ready to run in it, the longest first, and no one who ran or waited", () => {
    const trace = drawTrace(`
      G1 |rrrrrrrrrr|
      G2 |ssqqrrrrrr|
      G3 |rrqqqqqqqr|
      G4 |sssssssssq|
      G5 |qrqrqrqrqr|
    `);
    const held = heldUpBetween(trace, 20, 60);
    expect(held.map(({ goroutine, span, ns }) => [goroutine + 1, trace.spans.start[span], ns])).toEqual([
      [3, 20, 40],
      [2, 20, 20],
      [5, 20, 20],
    ]);
    expect(heldUpBetween(trace, 60, 60)).toEqual([]);
  });

  it("adds up to what its spans take of it", () => {
    fc.assert(
      fc.property(
        randomTrace(4, 30).chain((trace) => randomWindow(trace).map((window) => ({ trace, window }))),
        ({ trace, window: { from, to } }) => {
          const held = new Map(heldUpBetween(trace, from, to).map(({ goroutine, ns }) => [goroutine as number, ns]));
          for (let goroutine = 0; goroutine < trace.goroutines.length; goroutine++) {
            const ready = goroutinePieces(trace, goroutine).filter(({ style }) => style === Style.Runnable);
            const parts = ready.map(({ start, end }) => Math.max(0, Math.min(to, end) - Math.max(from, start)));
            expect(held.get(goroutine) ?? 0).toBeCloseTo(parts.reduce((sum, ns) => sum + ns, 0));
          }
        },
      ),
    );
  });
});
