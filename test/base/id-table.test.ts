import { describe, expect, it } from "vitest";
import { IdTable } from "../../src/base/id-table.ts";

/** Ids that share their low halves, so that the high ones tell them apart. */
function filled(count: number): IdTable {
  const table = new IdTable();
  for (let i = 0; i < count; i++) expect(table.intern(i >> 1, i & 1)).toBe(i);
  return table;
}

describe("an id table", () => {
  it("prints ids as signed 64-bit numbers", () => {
    const table = new IdTable();
    expect(table.text(table.intern(0xffff_ffff, 0xffff_ffff))).toBe("-1");
    expect(table.text(table.intern(1, 0x7fff_ffff))).toBe("9223372032559808513");
  });

  it.each([0, 1, 31, 32, 33, 1000])("knows %i ids after it was sealed, and takes more", (count) => {
    const table = filled(count);
    table.seal();
    expect(table.length).toBe(count);
    for (let i = 0; i < count; i++) expect(table.find(i >> 1, i & 1)).toBe(i);
    expect(table.find(7, 7)).toBe(-1);
    expect(table.intern(7, 7)).toBe(count);
    expect(table.find(7, 7)).toBe(count);
    expect([table.low(count), table.high(count)]).toEqual([7, 7]);
  });

  it("finds the newest row of an id that came again, sealed or not", () => {
    const table = filled(40);
    const again = table.renew(3, 0);
    expect(table.find(3, 0)).toBe(again);
    table.seal();
    const third = table.renew(3, 0);
    table.seal();
    expect(table.find(3, 0)).toBe(third);
    expect(table.find(3, 1)).toBe(7);
  });
});
