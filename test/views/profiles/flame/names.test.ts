import { describe, expect, test } from "vitest";

import { lastName, packageOf, shortName } from "../../../../views/profiles/flame/names.ts";

describe("a name in short", () => {
  test.each([
    ["net/http.(*conn).serve", "http.(*conn).serve", "serve"],
    ["example.com/a/b.v2/c.Map[...]", "c.Map[...]", "Map"],
    ["main.(*T[example.com/x/y.Z]).Get", "main.(*T[y.Z]).Get", "Get"],
    ["main.serve.func1", "main.serve.func1", "serve.func1"],
    ["main.serve.func1.2", "main.serve.func1.2", "serve.func1.2"],
    ["std::vector<int>::push_back", "std::vector<int>::push_back", "push_back"],
    ["runtime.mcall", "runtime.mcall", "mcall"],
    ["main.work /home/me/src/main.go:12", "main.work main.go:12", "work"],
    ["00000000004a1b2c main.work /src/main.go:12", "00000000004a1b2c main.work main.go:12", "work"],
    ["(anonymous)", "(anonymous)", "(anonymous)"],
    ["/", "/", "/"],
    ["", "", ""],
  ])("%s: %s, %s", (name, short, last) => {
    expect(shortName(name)).toBe(short);
    expect(lastName(short)).toBe(last);
  });
});

test.each([
  ["net/http.(*conn).serve", "", "net/http"],
  ["github.com/a/b.F", "", "github.com/a/b"],
  ["runtime.mcall", "", "runtime"],
  ["runtime/internal/sys.F", "", "runtime"],
  ["internal/runtime/maps.F", "", "runtime"],
  ["std::vector<int>::push_back", "", "std"],
  ["readFile", "/usr/lib/node/fs.js", "/usr/lib/node"],
  ["readFile", "", ""],
])("the package of %s in %s: %s", (name, file, expected) => {
  expect(packageOf(name, file)).toBe(expected);
});
