import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ruler, tickStep } from "../../../views/timeline/ruler.ts";

const labels = (from: number, to: number): string[] =>
  ruler({ from, to }, 1200, 110).ticks.map((tick) => tick.label.replaceAll("\u00a0", " "));

describe("the ruler", () => {
  test("steps are 1, 2 or 5 times a power of ten below a second, and those of a clock above", () => {
    expect([0.2, 1, 1.5, 3, 7, 80, 400e6].map(tickStep)).toEqual([1, 1, 2, 5, 10, 100, 500e6]);
    expect([0.9e9, 3e9, 20e9, 100e9, 5000e9].map((ns) => tickStep(ns) / 1e9)).toEqual([1, 5, 30, 120, 7200]);
  });

  test("counts seconds, and minutes where there are some", () => {
    expect(labels(0, 8e9)).toEqual(["0", "1 s", "2 s", "3 s", "4 s", "5 s", "6 s", "7 s", "8 s"]);
    expect(labels(0, 300e9).slice(0, 4)).toEqual(["0", "30 s", "1:00 min", "1:30 min"]);
    expect(labels(3500e9, 3800e9)).toContain("59:30 min");
    expect(labels(3500e9, 3800e9)).toContain("1:03:00 h");
  });

  test("tells single nanoseconds far into a trace by their distance from a base that is written once", () => {
    const deep = ruler({ from: 12_345_678_901, to: 12_345_678_913 }, 1200, 110);
    expect(deep.base?.label.replaceAll("\u00a0", " ")).toBe("12.3456789 s");
    const told = deep.ticks.map((tick) => tick.label.replaceAll("\u00a0", " "));
    expect(told.slice(0, 3)).toEqual(["+0 ns", "+2 ns", "+4 ns"]);
  });

  test("ticks are far enough apart, in order, and no two say the same, at any zoom", () => {
    const windows = fc.tuple(
      fc.double({ min: 0, max: 7200e9, noNaN: true }),
      fc.double({ min: 1.4, max: 29, noNaN: true }),
      fc.integer({ min: 200, max: 5000 }),
    );
    fc.assert(
      fc.property(windows, ([from, folds, width]) => {
        const to = from + Math.exp(folds);
        const { ticks, step, minor } = ruler({ from, to }, width, 110);
        expect((step / (to - from)) * width).toBeGreaterThan(109.9);
        for (let i = 1; i < ticks.length; i++) expect(ticks[i]!.time - ticks[i - 1]!.time).toBeCloseTo(step, 3);
        expect(new Set(ticks.map((tick) => tick.label)).size).toBe(ticks.length);
        expect(ticks.length + minor.length).toBeLessThan(width);
      }),
    );
  });
});
