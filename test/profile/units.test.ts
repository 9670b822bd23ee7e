import { describe, expect, test } from "vitest";

import { formatPercentage, formatValue, scale, unitRatio } from "../../src/profile/units.ts";

/** What internal/measurement of pprof answers to the same questions. */
describe("values", () => {
  test.each([
    [0, "nanoseconds", "minimum", "0"],
    [1, "nanoseconds", "auto", "1ns"],
    [999, "nanoseconds", "auto", "999ns"],
    [1500, "nanoseconds", "auto", "1.50us"],
    [10_000_000, "nanoseconds", "auto", "10ms"],
    [3_600_000_000_000, "nanoseconds", "auto", "1hrs"],
    [90, "seconds", "auto", "90s"],
    [-1500, "nanoseconds", "auto", "-1.50us"],
    [1, "nanoseconds", "s", "0"],
    [1_234_567, "nanoseconds", "ms", "1.23ms"],
    [1_234_567, "nanoseconds", "MB", "0"],
    [512, "bytes", "auto", "512B"],
    [1152, "bytes", "auto", "1.12kB"],
    [1408, "bytes", "auto", "1.38kB"],
    [3 << 20, "bytes", "auto", "3MB"],
    [5, "count", "minimum", "5"],
    [5, "count", "count", "5"],
    [5, "count", "widgets", "5widgets"],
    [5, "", "auto", "5"],
    [2, "kilobytes", "bytes", "2048B"],
    [2000, "us", "auto", "2ms"],
    [3, "milliGCU", "auto", "3m*GCU"],
  ])("%d %s in %s is %s", (value, from, to, expected) => {
    expect(formatValue(value, from, to)).toBe(expected);
  });

  test("a value below the smallest unit is shown in the family's own", () => {
    expect(scale(0, "nanoseconds", "auto")).toEqual({ value: 0, unit: "s" });
    expect(scale(0, "bytes", "auto")).toEqual({ value: 0, unit: "B" });
  });
});

describe("shares", () => {
  test.each([
    [1, 1, "  100%"],
    [99_950, 100_000, "  100%"],
    [99_949, 100_000, "99.95%"],
    [1, 3, "33.33%"],
    [10, 2, "500.00%"],
    [1, 100, " 1.00%"],
    [1, 101, " 0.99%"],
    [1, 8, "12.50%"],
    [1, 800, " 0.12%"],
    [3, 800, " 0.38%"],
    [1, 1000, "  0.1%"],
    [1, 1600, "0.062%"],
    [12, 10_000_000, "0.00012%"],
    [12, 1_000_000_000, "1.2e-06%"],
    [1, 1_000_000_000, "1e-07%"],
    [0, 5, "    0%"],
    [5, 0, "    0%"],
    [-1, 3, "33.33%"],
  ])("%d of %d is %s", (value, total, expected) => {
    expect(formatPercentage(value, total)).toBe(expected);
  });
});

test("units convert within a family alone", () => {
  expect(unitRatio("seconds", "ns")).toBe(1e9);
  expect(unitRatio("byte", "kb")).toBe(1 / 1024);
  expect(unitRatio("count", "count")).toBe(1);
  expect(unitRatio("count", "bytes")).toBeUndefined();
  expect(unitRatio("ms", "MB")).toBeUndefined();
});
