import { describe, expect, it } from "vitest";
import { PAGE_ROWS, RowPages } from "../../../views/kit/row-pages.ts";

const TOTAL = 20_000;

function numbered(): { rows: RowPages<number>; asked: number[]; changes: () => number } {
  const asked: number[] = [];
  let changes = 0;
  const range = (first: number, count: number): number[] =>
    Array.from({ length: Math.min(count, TOTAL - first) }, (_, i) => first + i);
  const fetch = (first: number, count: number): Promise<number[]> => {
    asked.push(first);
    return Promise.resolve(range(first, count));
  };
  const rows = new RowPages(TOTAL, range(0, PAGE_ROWS), fetch, () => changes++);
  return { rows, asked, changes: () => changes };
}

describe("rows that come in pages", () => {
  it("are there when they have been asked for, and asked for once", async () => {
    const { rows, asked, changes } = numbered();
    expect(rows.row(0)).toBe(0);
    expect(rows.row(PAGE_ROWS)).toBeUndefined();
    await Promise.all([rows.need(PAGE_ROWS - 3, PAGE_ROWS + 3), rows.need(PAGE_ROWS, PAGE_ROWS + 5)]);
    expect(asked).toEqual([PAGE_ROWS]);
    expect(changes()).toBe(1);
    expect(rows.row(PAGE_ROWS + 7)).toBe(PAGE_ROWS + 7);
    await rows.need(0, PAGE_ROWS);
    expect(asked).toHaveLength(1);
  });

  it("end with the last", async () => {
    const { rows, asked } = numbered();
    await rows.need(TOTAL - 1, TOTAL + 1000);
    expect(asked).toEqual([TOTAL - PAGE_ROWS]);
    expect(rows.row(TOTAL - 1)).toBe(TOTAL - 1);
    expect(rows.row(TOTAL)).toBeUndefined();
  });

  it("are let go when there are many, and come again", async () => {
    const { rows } = numbered();
    for (let first = 0; first < TOTAL; first += PAGE_ROWS) await rows.need(first, first + 1);
    expect(rows.row(5)).toBeUndefined();
    await rows.need(0, 40);
    expect(rows.row(5)).toBe(5);
  });

  it("can be asked for again after they could not come", async () => {
    let broken = true;
    const fetch = (first: number): Promise<number[]> =>
      broken ? Promise.reject(new Error("gone")) : Promise.resolve([first]);
    const rows = new RowPages<number>(1000, [], fetch, () => undefined);
    await expect(rows.need(400, 410)).rejects.toThrow("gone");
    broken = false;
    await rows.need(400, 410);
    expect(rows.row(400)).toBe(400);
  });
});
