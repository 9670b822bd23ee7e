import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseWindow, reveal, thirdOf, windowText } from "../../src/app/time-window.ts";

const DURATION = 1e9;

describe("a third of the width", () => {
  it("is what the pause fills, with as much on either side", () => {
    expect(thirdOf(5000, 8000, DURATION)).toEqual({ from: 2000, to: 11_000 });
  });

  it("stays inside the trace at its edges", () => {
    expect(thirdOf(0, 3000, DURATION)).toEqual({ from: 0, to: 9000 });
    expect(thirdOf(DURATION - 3000, DURATION, DURATION)).toEqual({ from: DURATION - 9000, to: DURATION });
  });
});

describe("revealing", () => {
  const window = { from: 1000, to: 2000 };

  it("leaves the window where something of it is seen already", () => {
    expect(reveal(window, 1999, 5000, DURATION)).toBe(window);
    expect(reveal(window, 0, 1001, DURATION)).toBe(window);
  });

  it("moves without zooming to what lies elsewhere", () => {
    expect(reveal(window, 50_000, 50_100, DURATION)).toEqual({ from: 49_550, to: 50_550 });
    expect(reveal(window, 2000, 2100, DURATION)).toEqual({ from: 1550, to: 2550 });
  });

  it("zooms out to what is wider than the window", () => {
    expect(reveal(window, 30_000, 60_000, DURATION)).toEqual({ from: 0, to: 90_000 });
  });

  it("always shows some of it", () => {
    const time = fc.integer({ min: 0, max: DURATION - 1 });
    fc.assert(
      fc.property(
        time,
        time,
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 10, max: 1e8 }),
        (at, start, length, width) => {
          const shown = reveal({ from: at, to: at + width }, start, Math.min(start + length, DURATION), DURATION);
          expect(shown.from).toBeLessThan(start + length);
          expect(shown.to).toBeGreaterThan(start);
        },
      ),
    );
  });
});

describe("a window in the URL", () => {
  it("is read as it was written, to a thousandth of a nanosecond", () => {
    const ns = fc.double({ min: 0, max: 1e13, noNaN: true });
    fc.assert(
      fc.property(ns, ns, (a, b) => {
        fc.pre(Math.abs(a - b) > 0.01);
        const window = { from: Math.min(a, b), to: Math.max(a, b) };
        const read = parseWindow(windowText(window));
        expect(read?.from).toBeCloseTo(window.from, 2);
        expect(read?.to).toBeCloseTo(window.to, 2);
      }),
    );
  });

  it.each([
    "",
    "5",
    "5-",
    "9-3",
    "3-3",
    "-1-5",
    "1e3-2e3",
    "0x1-0x2",
    "1-2-3",
    "NaN-Infinity",
    "1-9999999999999999",
    "1.12345-2",
    " 1-2",
  ])("is nothing if it is %j", (text) => {
    expect(parseWindow(text)).toBeUndefined();
  });
});
