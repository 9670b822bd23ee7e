import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  between,
  clampWindow,
  MIN_WINDOW_NS,
  panBy,
  pixelOfTime,
  timeAtPixel,
  windowAround,
  zoomAt,
} from "../../../views/timeline/view-state.ts";

const DURATION = 3_600e9;

const windows = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 27, noNaN: true }))
  .map(([at, folds]) => {
    const width = Math.max(DURATION / Math.exp(folds), MIN_WINDOW_NS);
    const from = at * (DURATION - width);
    return clampWindow({ from, to: from + width }, DURATION);
  });

describe("windows", () => {
  test("a zoom keeps the time at the pointer where it is, unless the trace ends there", () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (window, share, factor) => {
          const at = window.from + share * (window.to - window.from);
          const zoomed = zoomAt(window, at, factor, DURATION);
          const width = zoomed.to - zoomed.from;
          if (zoomed.from <= 0 || zoomed.to >= DURATION) return;
          expect(Math.abs((at - zoomed.from) / width - share)).toBeLessThan(1e-3);
        },
      ),
    );
  });

  test("whatever moves them, windows stay in the trace and never get narrower than a few ns", () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("zoom" as const),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        by: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
      }),
      fc.record({
        kind: fc.constant("pan" as const),
        share: fc.constant(0),
        by: fc.double({ min: -1e13, max: 1e13, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(windows, fc.array(step, { maxLength: 20 }), (start, steps) => {
        let window = start;
        for (const { kind, share, by } of steps) {
          const at = window.from + share * (window.to - window.from);
          window = kind === "zoom" ? zoomAt(window, at, by, DURATION) : panBy(window, by, DURATION);
          expect(window.from).toBeGreaterThanOrEqual(0);
          expect(window.to).toBeLessThanOrEqual(DURATION);
          expect(window.to - window.from).toBeGreaterThan(MIN_WINDOW_NS * 0.99);
        }
      }),
    );
  });

  test("a pan and the pan back end where they began, away from the edges", () => {
    const window = { from: 1e9, to: 1e9 + 1000 };
    const back = panBy(panBy(window, 12345.5, DURATION), -12345.5, DURATION);
    expect(back).toEqual(window);
  });

  test("a trace of no duration can still be looked at", () => {
    expect(clampWindow({ from: -5, to: 5 }, 0)).toEqual({ from: 0, to: MIN_WINDOW_NS });
  });

  test("pixel and time are inverse to each other down to a hundredth of a pixel at 2 pixels a ns", () => {
    const window = { from: 3_000e9, to: 3_000e9 + 800 };
    for (const x of [0, 1, 799.25, 1599])
      expect(pixelOfTime(window, 1600, timeAtPixel(window, 1600, x))).toBeCloseTo(x, 2);
  });

  test("what is to fill a third does", () => {
    const window = windowAround({ from: 10e6, to: 13e6 }, 1 / 3, DURATION);
    expect(window).toEqual({ from: 7e6, to: 16e6 });
  });

  test("a move between windows begins and ends at them, and its width changes by equal factors", () => {
    const a = { from: 0, to: 1e9 };
    const b = { from: 5e8, to: 5e8 + 1e3 };
    expect(between(a, b, 0)).toEqual(a);
    expect(between(a, b, 1)).toEqual(b);
    const half = between(a, b, 0.5);
    expect(half.to - half.from).toBeCloseTo(1e6, 0);
    const stays = 5e8 / (1 - 1e-6);
    expect((stays - half.from) / (half.to - half.from)).toBeCloseTo(stays / 1e9, 3);
  });
});
