import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHash, placeHash } from "../../../src/app/place.ts";
import { plotCsv } from "../../../views/kit/plot-data.ts";
import { mmuPlot } from "../../../views/mmu/curve.ts";
import { askingOrder, curveWindows, nearestWindow } from "../../../views/mmu/curve-windows.ts";
import { parseSettings, settingsText } from "../../../views/mmu/settings.ts";

describe("the windows of the curve", () => {
  it("go from 1 µs to the whole, ten a decade", () => {
    const windows = curveWindows(1e9);
    expect(windows[0]).toBe(1000);
    expect(windows[10]).toBe(10_000);
    expect(windows.at(-1)).toBe(1e9);
    expect(windows).toHaveLength(61);
  });

  it("are the whole alone where that is short", () => {
    expect(curveWindows(500)).toEqual([500]);
  });

  it("are each asked for once, the coarse ones and the whole first", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e13 }), (wholeNs) => {
        const windows = curveWindows(wholeNs);
        const order = askingOrder(windows).flat();
        expect(order.toSorted((a, b) => a - b)).toEqual(windows);
        expect(order[0]).toBe(wholeNs);
      }),
    );
  });

  it("are chosen as the axis shows them", () => {
    expect(nearestWindow([1000, 10_000, 100_000], 30_000)).toBe(10_000);
    expect(nearestWindow([1000, 10_000, 100_000], 40_000)).toBe(100_000);
    expect(nearestWindow([500], 1e9)).toBe(500);
  });
});

describe("how the page is set", () => {
  const flags = fc.record({
    stw: fc.boolean(),
    background: fc.boolean(),
    assist: fc.boolean(),
    sweep: fc.boolean(),
    perProc: fc.boolean(),
  });

  it("is read from the URL as it was written", () => {
    fc.assert(
      fc.property(flags, fc.integer({ min: 1, max: 1e14 }), (chosen, windowNs) => {
        const settings = { flags: chosen, windowNs };
        const hash = placeHash({ ...parseHash("#mmu"), view: settingsText(settings) });
        expect(parseSettings(parseHash(hash).view)).toEqual(settings);
      }),
    );
  });

  it("is as `go tool trace` starts out where the URL does not say", () => {
    for (const view of ["", "sba", "x-1000", "sba-"]) {
      expect(parseSettings(view).flags).toEqual({
        stw: true,
        background: true,
        assist: true,
        sweep: false,
        perProc: false,
      });
    }
    expect(parseSettings("-0").windowNs).toBe(1);
  });
});

it("the curve as CSV names its columns by percent", () => {
  const points = [{ windowNs: 1000, mmu: 0.25, percentiles: [0.5, 1, 1, 1] }];
  expect(plotCsv(mmuPlot(points, 1e9))).toBe("length_ns,minimum,p0.1,p1,p10,median\r\n1000,0.25,0.5,1,1,1\r\n");
});
