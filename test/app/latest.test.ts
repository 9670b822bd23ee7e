import { expect, it } from "vitest";
import { Latest } from "../../src/app/latest.ts";

it("asks one after the other, and of those that came meanwhile only the last", async () => {
  const latest = new Latest();
  const asked: string[] = [];
  const finish: (() => void)[] = [];
  const ask = (name: string): void => {
    latest.run(() => {
      asked.push(name);
      return new Promise((resolve) => finish.push(resolve));
    });
  };
  for (const name of ["a", "b", "c"]) ask(name);
  expect(asked).toEqual(["a"]);
  finish.shift()!();
  await Promise.resolve();
  await Promise.resolve();
  expect(asked).toEqual(["a", "c"]);
  finish.shift()!();
  await Promise.resolve();
  await Promise.resolve();
  ask("d");
  expect(asked).toEqual(["a", "c", "d"]);
});
