import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Marks } from "../../../src/engine/marks.ts";
import { rowsBetween, type Row } from "../../../views/timeline/layout.ts";
import { laidOut } from "../../support/laid-out.ts";
import { marksOfRow, markStretches, placeMarks } from "../../../views/timeline/marks.ts";

function marksAt(places: readonly (readonly [start: number, end: number, goroutine?: number])[]): Marks {
  return {
    title: "places",
    total: places.length,
    start: Float64Array.from(places, ([start]) => start),
    end: Float64Array.from(places, ([, end]) => end),
    span: new Int32Array(places.length).fill(-1),
    goroutine: Int32Array.from(places, ([, , goroutine = -1]) => goroutine),
  };
}

describe("marks lie", () => {
  const outline = { procs: [], threads: [], taskTypes: [], groups: [{ index: 0, name: "main.main", count: 2 }] };
  const members = {
    group: 0,
    goroutines: new Int32Array([4, 5]),
    ids: new Float64Array([4, 5]),
    name: new Int32Array(2),
    names: ["main.main"],
    created: new Float64Array(2),
    ended: new Float64Array([100, 100]),
  };
  const placed = placeMarks(
    marksAt([
      [10, 20, 4],
      [30, 40, 5],
      [50, 60],
    ]),
    new Int32Array([0, 0, -1]),
  );
  const rowsOf = (rows: readonly Row[]): Record<string, number[]> =>
    Object.fromEntries(rows.map((row) => [row.name, [...(marksOfRow(placed, row)?.rows ?? [])]]));

  it("on the row of their group while it is closed", () => {
    const { "main.main": group } = rowsOf(rowsBetween(laidOut(outline), 0, 1000));
    expect(group).toEqual([0, 1]);
  });

  it("on the rows of their goroutines while it is open", () => {
    const rows = rowsOf(rowsBetween(laidOut(outline, new Map([[0, members]])), 0, 1000));
    expect(rows).toMatchObject({ "main.main": [], G4: [0], G5: [1] });
  });
});

describe("stretches of the screen", () => {
  it("cover just the pixels that a mark in the window touches, however marks overlap", () => {
    const place = fc.tuple(fc.nat(1000), fc.nat(300)).map(([start, ns]) => [start, start + ns] as const);
    fc.assert(
      fc.property(
        fc.array(place, { maxLength: 40 }),
        fc.nat(900),
        fc.integer({ min: 1, max: 600 }),
        (places, from, ns) => {
          const marks = marksAt(places.toSorted((a, b) => a[0] - b[0]));
          const window = { from, to: from + ns };
          const stretches = markStretches(marks, placeMarks(marks, marks.goroutine).all, window, 50, 0);
          const inside = places.filter(([start, end]) => start <= window.to && end >= window.from);
          expect(stretches.reduce((sum, { count }) => sum + count, 0)).toBe(inside.length);
          for (const [start, end] of inside) {
            const middle = (Math.max(start, from) + Math.min(end, window.to)) / 2;
            const x = Math.min(49.5, ((middle - from) / ns) * 50);
            expect(stretches.some(({ x0, x1 }) => x >= x0 - 0.5 && x <= x1 + 0.5)).toBe(true);
          }
          for (let i = 1; i < stretches.length; i++) expect(stretches[i]!.x0).toBeGreaterThan(stretches[i - 1]!.x1);
        },
      ),
    );
  });

  it("are few where marks are many", () => {
    const marks = marksAt(Array.from({ length: 100_000 }, (_, i) => [i, i + 0.5] as const));
    const { all } = placeMarks(marks, marks.goroutine);
    expect(markStretches(marks, all, { from: 0, to: 100_000 }, 1000, 1)).toEqual([{ x0: 0, x1: 1000, count: 100_000 }]);
  });
});
