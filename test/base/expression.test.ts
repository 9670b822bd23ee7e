import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { exactly, readExpression } from "../../src/base/expression.ts";

function matches(expression: string, text: string): boolean {
  const read = readExpression(expression);
  if (!read.ok) throw new Error(read.message);
  return read.expression.test(text);
}

describe("an expression", () => {
  it.each([
    ["main", "main.work", true],
    ["(?i)MAIN\\.", "main.work", true],
    ["MAIN", "main.work", false],
    ["\\Amain", "main.work", true],
    ["work\\z", "main.work", true],
    ["work\\z", "main.work1", false],
    ["(?P<verb>get|put)", "http.put", true],
    ["\\\\A", "a\\A", true],
    ["", "anything", true],
  ])("%j in %j: %j", (expression, text, found) => {
    expect(matches(expression, text)).toBe(found);
  });

  it.each(["(", "[", "*", "a{2,1}"])("%j is none, and says why without repeating it", (text) => {
    const read = readExpression(text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.message).toMatch(/^[A-Za-z][\w ]+/u);
  });

  it("can stand for a text as it is, whole", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (text, more) => {
        expect(matches(exactly(text), text)).toBe(true);
        expect(matches(exactly(text), text + more)).toBe(false);
      }),
    );
    expect(matches(exactly("net/http.(*conn).serve"), "net/http.(*conn).serve")).toBe(true);
  });
});
