import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { misfit, nsPerPixel, serves, tileFor, type Viewport } from "../../../views/timeline/tile-plan.ts";

const DURATION = 1e9;
const view: Viewport = { from: 400e6, to: 401e6, pixels: 1600 };

describe("tiles", () => {
  test("cover three times the view at its level of detail, and serve it at rest", () => {
    const tile = tileFor(view, DURATION);
    expect(tile).toEqual({ from: 399e6, to: 402e6, pixels: 4800 });
    expect(serves(tile, view, false, DURATION)).toBe(true);
  });

  test("any view is served by the tile made for it", () => {
    const views = fc
      .tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 19, noNaN: true }),
        fc.integer({ min: 1, max: 4000 }),
      )
      .map(([at, folds, pixels]) => {
        const width = DURATION / Math.exp(folds);
        return { from: at * (DURATION - width), to: at * (DURATION - width) + width, pixels };
      });
    fc.assert(
      fc.property(views, (one) => {
        const tile = tileFor(one, DURATION);
        expect(serves(tile, one, false, DURATION)).toBe(true);
        expect(misfit(tile, one)).toBeLessThan(0.51);
      }),
    );
  });

  test("a view that nears the edge needs another, but not at the edge of the trace", () => {
    const tile = tileFor(view, DURATION);
    const moved = (byNs: number): Viewport => ({ ...view, from: view.from + byNs, to: view.to + byNs });
    expect(serves(tile, moved(0.5e6), true, DURATION)).toBe(true);
    expect(serves(tile, moved(0.7e6), true, DURATION)).toBe(false);
    const first = { from: 0, to: 1e6, pixels: 1600 };
    expect(tileFor(first, DURATION)).toEqual({ from: 0, to: 2e6, pixels: 3200 });
    expect(serves(tileFor(first, DURATION), first, false, DURATION)).toBe(true);
  });

  test("another zoom is good enough while it moves, and not at rest", () => {
    const tile = tileFor(view, DURATION);
    const nearer = { from: 400e6, to: 400.9e6, pixels: 1600 };
    expect(serves(tile, nearer, true, DURATION)).toBe(true);
    expect(serves(tile, nearer, false, DURATION)).toBe(false);
    expect(serves(tile, { ...view, to: 400.5e6 }, true, DURATION)).toBe(false);
  });

  test("the misfit grows with zoom and with what is not covered", () => {
    const tile = tileFor(view, DURATION);
    expect(misfit(tile, view)).toBeCloseTo(0, 6);
    expect(misfit(tile, { ...view, to: 400.5e6 })).toBeCloseTo(Math.log(2), 6);
    expect(misfit(tile, { from: 600e6, to: 601e6, pixels: 1600 })).toBeGreaterThan(3);
    expect(nsPerPixel(tile)).toBe(625);
  });
});
