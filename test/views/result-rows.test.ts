import { expect, it } from "vitest";
import type { SearchHit } from "../../src/analysis/search/types.ts";
import { nextChoice, resultRows } from "../../views/search/result-rows.ts";

const hit = (kind: SearchHit["kind"], key: number): SearchHit => ({ kind, key, text: `name ${key}`, places: key });

it("what was found comes as all of it and then by kind, and heads are passed over", () => {
  const rows = resultRows({
    hits: [hit("reason", 1), hit("function", 2), hit("function", 3)],
    names: { reason: 1, function: 700 },
    places: 6,
  });
  expect(rows.map(({ kind }) => kind)).toEqual(["all", "head", "hit", "head", "hit", "hit"]);
  expect(rows[3]).toEqual({ kind: "head", of: "function", names: 700, shown: 2 });
  expect(nextChoice(rows, -1, 1)).toBe(0);
  expect(nextChoice(rows, 0, 1)).toBe(2);
  expect(nextChoice(rows, 2, 1)).toBe(4);
  expect(nextChoice(rows, 5, 1)).toBe(0);
  expect(nextChoice(rows, 2, -1)).toBe(0);
  expect(nextChoice([], 0, 1)).toBe(-1);
});
