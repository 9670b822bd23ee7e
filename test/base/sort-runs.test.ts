import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortRuns } from "../../src/base/sort-runs.ts";

describe("sorting by runs", () => {
  it("orders rows by key and then by number, whatever order they come in", () => {
    const keys = fc.array(fc.nat(20), { maxLength: 60 });
    fc.assert(
      fc.property(keys, fc.infiniteStream(fc.nat(1000)), (list, order) => {
        const key = Float64Array.from(list);
        const shuffled = list.map((_, row) => [order.next().value, row] as const).sort(([a], [b]) => a - b);
        const rows = Int32Array.from(shuffled, ([, row]) => row);
        sortRuns(rows, key);
        expect(Array.from(rows)).toEqual(list.map((_, row) => row).sort((a, b) => key[a]! - key[b]! || a - b));
      }),
    );
  });

  it("merges sorted lists of different lengths", () => {
    const key = Float64Array.from([1, 4, 7, 2, 3, 9, 0]);
    const rows = Int32Array.from([0, 1, 2, 3, 4, 5, 6]);
    sortRuns(rows, key);
    expect(Array.from(rows)).toEqual([6, 0, 3, 4, 1, 2, 5]);
  });
});
