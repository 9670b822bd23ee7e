/** A scrollbar that stands for any number of rows: it reaches each end, and goes the way the rows go. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { clampTop, scrollOf, spacerHeight, topAt } from "../../../views/kit/long-scroll.ts";

const ROW_PX = 22;
const height = fc.integer({ min: 50, max: 4000 });
const count = fc.oneof(fc.nat(500), fc.nat(100_000_000));

it("is the inverse of where the rows are", () => {
  fc.assert(
    fc.property(count, height, fc.double({ min: 0, max: 1, noNaN: true }), (rows, px, share) => {
      const top = clampTop(share * rows, rows, px / ROW_PX);
      const scroll = scrollOf(top, rows, px, ROW_PX);
      expect(scroll).toBeGreaterThanOrEqual(0);
      expect(scroll).toBeLessThanOrEqual(Math.max(spacerHeight(rows, ROW_PX) - px, 0) + 1e-6);
      expect(topAt(scroll, rows, px, ROW_PX)).toBeCloseTo(top, 4);
    }),
  );
});

it("moves row by row where all rows fit", () => {
  expect(scrollOf(10, 1000, 220, ROW_PX)).toBeCloseTo(220, 6);
  expect(topAt(spacerHeight(1000, ROW_PX) - 220, 1000, 220, ROW_PX)).toBe(990);
});

it("reaches the last of a hundred million rows", () => {
  const rows = 100_000_000;
  expect(topAt(spacerHeight(rows, ROW_PX) - 880, rows, 880, ROW_PX)).toBe(rows - 40);
});
