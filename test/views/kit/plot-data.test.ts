import { describe, expect, it } from "vitest";
import {
  axisLabels,
  drawnColumns,
  onEdges,
  partEdges,
  plotCsv,
  sayValue,
  sayX,
  type PlotData,
} from "../../../views/kit/plot-data.ts";

const STACK: PlotData = {
  title: "A stack",
  x: partEdges(100, 400, 3),
  xAxis: "time",
  xName: "time",
  yName: "goroutines",
  unit: "count",
  shape: "stack",
  range: [100, 400],
  series: [
    { name: "running", colour: "--gs-running", values: onEdges([1, 2, 3]) },
    { name: "a, b", colour: "--gs-runnable", values: onEdges([10, 20, Number.NaN]) },
  ],
};

describe("a stack", () => {
  it("is drawn from its top down, each curve with all that lies below it", () => {
    expect(drawnColumns(STACK, new Set())).toEqual([
      [100, 200, 300, 400],
      [11, 22, 3, 3],
      [1, 2, 3, 3],
    ]);
  });

  it("leaves out what is hidden", () => {
    expect(drawnColumns(STACK, new Set(["running"])).slice(1)).toEqual([
      [10, 20, 0, 0],
      [null, null, null, null],
    ]);
  });

  it("is a row for each part in CSV, with what the parts hold themselves", () => {
    expect(plotCsv(STACK)).toBe('from_ns,running,"a, b"\r\n100,1,10\r\n200,2,20\r\n300,3,\r\n');
  });
});

describe("an axis", () => {
  it("says times in one unit, to the digit that its step needs", () => {
    expect(axisLabels("ns", [0, 2_500_000, 5_000_000])).toEqual(["0", "2.5\u00a0ms", "5.0\u00a0ms"]);
    expect(axisLabels("ns", [0, 2_000_000, 4_000_000])).toEqual(["0", "2\u00a0ms", "4\u00a0ms"]);
    expect(axisLabels("share", [0, 0.5])).toEqual(["0\u00a0%", "50\u00a0%"]);
  });

  it("says places of time in the unit of the longest, and lengths each in its own", () => {
    expect(sayX({ ...STACK, range: [0, 2e9] }, 5e8, 5e8)).toBe("0.5\u00a0s");
    expect(sayX({ ...STACK, xAxis: "length" }, 5e8, 1)).toBe("500\u00a0ms");
  });

  it("says that a value is not known", () => {
    expect(sayValue("ns", null)).toBe("–");
    expect(sayValue("count", 12_345.6)).toBe("12.3\u00a0k");
  });
});
