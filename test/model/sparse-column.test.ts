import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SparseColumn } from "../../src/model/sparse-column.ts";

/** -1 for none, as in the column itself. */
const value = fc.oneof(fc.constant(-1), fc.nat(0x7fffffff));

describe("a sparse column", () => {
  it("gives back each row's value, or -1 where there is none", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (rows) => {
        const column = SparseColumn.from(rows);
        expect(rows.map((_, row) => column.get(row))).toEqual(rows);
      }),
    );
  });

  it("holds a value in every row, up to the last of a word", () => {
    const rows = Array.from({ length: 96 }, (_, row) => row * 3);
    const column = SparseColumn.from(rows);
    expect(rows.map((_, row) => column.get(row))).toEqual(rows);
  });
});
