import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countOf,
  exactBytes,
  exactCount,
  exactNs,
  formatBytes,
  formatCount,
  formatNs,
  formatShare,
  timeAt,
} from "../../src/base/format.ts";

/** Units are joined by a no-break space; the tests write an ordinary one. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("durations", () => {
  it.each([
    [0, "0 ns"],
    [1, "1 ns"],
    [840, "840 ns"],
    [999, "999 ns"],
    [0.25, "0.250 ns"],
    [1000, "1.00 µs"],
    [1234, "1.23 µs"],
    [12_345, "12.3 µs"],
    [999_499, "999 µs"],
    [999_700, "1.00 ms"],
    [1_234_567, "1.23 ms"],
    [999_999_999, "1.00 s"],
    [59.94e9, "59.9 s"],
    [119.4e9, "119 s"],
    [119.6e9, "2 min 0 s"],
    [125e9, "2 min 5 s"],
    [4020e9, "1 h 7 min"],
    [-1500, "−1.50 µs"],
    [Number.NaN, "–"],
  ])("%d ns is %s", (ns, text) => {
    expect(plain(formatNs(ns))).toBe(text);
  });

  it("are exact on demand", () => {
    expect(plain(exactNs(1_234_567))).toBe("1,234,567 ns");
    expect(plain(exactNs(12))).toBe("12 ns");
    expect(exactNs(Number.NaN)).toBe("not known");
  });

  it("stay within half a unit of the third digit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 119_000_000_000 }), (ns) => {
        const [number = "", unit = ""] = plain(formatNs(ns)).split(" ");
        const size = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 }[unit]!;
        expect(Math.abs(Number(number) * size - ns)).toBeLessThanOrEqual(ns * 0.005 + 1e-6);
      }),
    );
  });
});

describe("points in time", () => {
  it.each([
    [1_234_567_890, 1000, "1.234568 s"],
    [1_234_567_890, 1, "1.234567890 s"],
    [1_234_567_890, 1e9, "1 s"],
    [500, 1e6, "0 ms"],
    [12_345, 10, "12.35 µs"],
    [0, 1, "0 ns"],
    [-1500, 100, "−1.5 µs"],
    [3_723_000_000_000, 1e6, "3,723.000 s"],
  ])("%d to %d ns is %s", (ns, resolution, text) => {
    expect(plain(timeAt(ns, resolution))).toBe(text);
  });

  it("are in one unit where they stand in a column", () => {
    expect([5e6, 1.25e9].map((ns) => plain(timeAt(ns, 1e4, 1.25e9)))).toEqual(["0.00500 s", "1.25000 s"]);
  });

  it("tell apart what lies one resolution apart", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), fc.integer({ min: 1, max: 1e9 }), (ns, resolution) => {
        expect(timeAt(ns, resolution)).not.toBe(timeAt(ns + resolution, resolution));
      }),
    );
  });
});

it.each([
  [0, "0 B"],
  [512, "512 B"],
  [1023.7, "1.00 KiB"],
  [4_299_161, "4.10 MiB"],
  [1024 ** 2 - 1, "1.00 MiB"],
  [140 * 1024 ** 2, "140 MiB"],
  [3 * 1024 ** 4, "3.00 TiB"],
  [-2048, "−2.00 KiB"],
])("%d bytes are %s", (bytes, text) => {
  expect(plain(formatBytes(bytes))).toBe(text);
});

it.each([
  [0, "0"],
  [9999, "9,999"],
  [12_345, "12.3 k"],
  [999_950, "1.00 M"],
  [5_012_345, "5.01 M"],
  [-5, "−5"],
])("a count of %d is %s", (count, text) => {
  expect(plain(formatCount(count))).toBe(text);
});

it("counts are exact on demand, and agree with what is counted", () => {
  expect(exactCount(5_012_345)).toBe("5,012,345");
  expect(plain(exactBytes(1))).toBe("1 byte");
  expect(plain(exactBytes(4_299_161))).toBe("4,299,161 bytes");
  expect(plain(countOf(1, "goroutine"))).toBe("1 goroutine");
  expect(plain(countOf(12_345, "goroutine"))).toBe("12.3 k goroutines");
  expect(plain(countOf(2, "batch", "batches"))).toBe("2 batches");
});

it.each([
  [0, 10, "0 %"],
  [10, 10, "100 %"],
  [1, 3, "33.3 %"],
  [1, 100_000, "<0.1 %"],
  [99_999, 100_000, ">99.9 %"],
  [1, 0, "–"],
])("%d of %d is %s", (part, whole, text) => {
  expect(plain(formatShare(part, whole))).toBe(text);
});
