import fc from "fast-check";
import { expect, it } from "vitest";
import { shownText } from "../../views/kit/shown-text.ts";

it("ordinary names stay as they are", () => {
  for (const name of ["net/http.(*conn).serve", "main.main.func1", "größe", "メイン", "<script>alert(1)</script>"]) {
    expect(shownText(name)).toBe(name);
  }
});

it("what would hide or turn around what follows is made visible", () => {
  expect(shownText("a\u202eb\u0000c\nd")).toBe("a\ufffdb\ufffdc\ufffdd");
});

it("is never long", () => {
  expect(shownText("x".repeat(1e6)).length).toBeLessThan(500);
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => shownText(text).length <= 401));
});
