import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Nibbles } from "../../src/timeline/nibbles.ts";

const LENGTH = 41;
const fills = fc.array(
  fc.record({
    value: fc.integer({ min: 0, max: 15 }),
    first: fc.integer({ min: 0, max: LENGTH }),
    count: fc.integer({ min: 0, max: 9 }),
  }),
);

function filled(list: readonly { value: number; first: number; count: number }[]): {
  nibbles: Nibbles;
  plain: number[];
} {
  const nibbles = new Nibbles(LENGTH);
  const plain = Array.from({ length: LENGTH }, () => 0);
  for (const { value, first, count } of list) {
    const end = Math.min(LENGTH, first + count);
    nibbles.fill(value, first, end);
    plain.fill(value, first, end);
  }
  return { nibbles, plain };
}

describe("values of half a byte", () => {
  it("are those that were set last, and no neighbour's", () => {
    fc.assert(
      fc.property(fills, (list) => {
        const { nibbles, plain } = filled(list);
        expect(plain.map((_, i) => nibbles.get(i))).toEqual(plain);
        expect(nibbles.byteLength).toBe(21);
      }),
    );
  });

  it("are read in runs as long as they are equal", () => {
    fc.assert(
      fc.property(
        fills,
        fc.integer({ min: 0, max: LENGTH - 1 }),
        fc.integer({ min: 1, max: LENGTH }),
        (list, first, count) => {
          const { nibbles, plain } = filled(list);
          const end = Math.min(LENGTH, first + count);
          const next = plain.findIndex((value, i) => i > first && i < end && value !== plain[first]);
          expect(nibbles.runEnd(first, end)).toBe(next === -1 ? end : next);
        },
      ),
    );
  });
});
