import fc from "fast-check";
import { expect, test } from "vitest";
import { orderOf } from "../../src/base/order.ts";

const values = fc.array(
  fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(Number.NaN, -0, 0, 1e9, 1e9 + 1)),
);

test.each([false, true])("values are put in order, equal ones as they came, NaN last; descending: %s", (descending) => {
  fc.assert(
    fc.property(values, (list) => {
      const sign = descending ? -1 : 1;
      const rows = list.map((_, i) => i);
      const byHand = [
        ...rows
          .filter((i) => !Number.isNaN(list[i]!))
          .sort((a, b) => (list[a] === list[b] ? a - b : sign * (list[a]! < list[b]! ? -1 : 1))),
        ...rows.filter((i) => Number.isNaN(list[i]!)),
      ];
      const told = [...orderOf(Float64Array.from(list), descending)];
      // An infinity and NaN at the end are told apart by nothing but their order in the list.
      const last = (i: number): number => (Number.isNaN(list[i]!) ? sign * Number.POSITIVE_INFINITY : list[i]!);
      expect(told.map(last)).toEqual(byHand.map(last));
      expect([...told].sort((a, b) => a - b)).toEqual(rows);
    }),
  );
});
