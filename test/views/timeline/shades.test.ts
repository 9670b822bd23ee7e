import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pausesOf, shadesIn } from "../../../views/timeline/shades.ts";

/** Pixels by which sums of times may be off. */
const ROUNDING = 1e-6;

describe("the shade of pauses", () => {
  test("a pause in the window covers its pixels; one outside covers none", () => {
    const pauses = pausesOf([
      { start: 5000, ns: 100 },
      { start: 200, ns: 300 },
    ]);
    expect(shadesIn(pauses, { from: 0, to: 1000 }, 100)).toEqual([{ x0: 20, x1: 50, wide: true }]);
  });

  test("one that began before and ends after covers everything", () => {
    expect(shadesIn(pausesOf([{ start: 0, ns: 1e9 }]), { from: 5, to: 6 }, 300)).toEqual([
      { x0: 0, x1: 300, wide: true },
    ]);
  });

  test("pauses of one pixel that end in the next shade both, each once", () => {
    const pauses = pausesOf([
      { start: 410, ns: 0 },
      { start: 450, ns: 80 },
      { start: 540, ns: 0 },
      { start: 600, ns: 0 },
    ]);
    expect(shadesIn(pauses, { from: 0, to: 1000 }, 10)).toEqual([
      { x0: 4, x1: 5, wide: false },
      { x0: 5, x1: 6, wide: false },
      { x0: 6, x1: 7, wide: false },
    ]);
  });

  test("none is lost for being short, none is drawn twice, and there are no more than pixels", () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 300 })), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 200 }), (list, width) => {
        let at = 0;
        const pauses = list.map(([gap, ns]) => {
          const start = at + gap;
          at = start + ns;
          return { start, ns };
        });
        const window = { from: 0, to: at + 1 };
        const shades = shadesIn(pausesOf(pauses), window, width);
        for (let i = 1; i < shades.length; i++) expect(shades[i]!.x0).toBeGreaterThanOrEqual(shades[i - 1]!.x1);
        expect(shades.length).toBeLessThanOrEqual(width);
        for (const { start } of pauses) {
          const x = (start / window.to) * width;
          expect(shades.some((shade) => shade.x0 - ROUNDING <= x && x <= shade.x1 + ROUNDING)).toBe(true);
        }
      }),
    );
  });
});
