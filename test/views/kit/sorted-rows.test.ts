import { describe, expect, it } from "vitest";
import { parseSort, sortedRows, sortText } from "../../../views/kit/sorted-rows.ts";

describe("rows in an order", () => {
  const rows = [{ n: 2 }, { n: Number.NaN }, { n: 3 }, { n: undefined }, { n: 1 }, { n: 2 }];
  const values = { n: (row: { n: number | undefined }) => row.n };

  it("have what is not known at the end, either way", () => {
    const up = sortedRows(rows, { by: "n", descending: false }, values);
    expect(up.map(({ n }) => n)).toEqual([1, 2, 2, 3, Number.NaN, undefined]);
    const down = sortedRows(rows, { by: "n", descending: true }, values);
    expect(down.map(({ n }) => n)).toEqual([3, 2, 2, 1, Number.NaN, undefined]);
  });

  it("keep the order of equal ones", () => {
    const up = sortedRows(rows, { by: "n", descending: true }, values);
    expect(up.indexOf(rows[0]!)).toBeLessThan(up.indexOf(rows[5]!));
  });

  it("stay as they are for a column that there is not", () => {
    expect(sortedRows(rows, { by: "x", descending: true }, values)).toBe(rows);
  });
});

describe("an order in the URL", () => {
  it("is read as it was written", () => {
    for (const sort of [
      { by: "mark", descending: true },
      { by: "mark", descending: false },
    ])
      expect(parseSort(sortText(sort), { by: "x", descending: false })).toEqual(sort);
  });

  it("is the usual one where there is none", () => {
    const usual = { by: "number", descending: false };
    expect(parseSort("", usual)).toBe(usual);
    expect(parseSort(undefined, usual)).toBe(usual);
  });
});
