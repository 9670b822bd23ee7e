import { expect, it } from "vitest";
import type { Details } from "../../src/app/state.ts";
import { FakeEngine } from "../support/fake-engine.ts";
import { detailsText } from "../../views/details/details-text.ts";

it("a span is told with its goroutine, its stack, and who woke it", async () => {
  const engine = new FakeEngine();
  const value = await engine.span(1);
  const goroutine = value.goroutine;
  const end = { goroutine, group: 0, span: undefined };
  const causes = {
    ...(await engine.causes(1)),
    wokenBy: { at: 1_000_000, waker: end, woken: end, created: false },
    wokenAt: value.stack.slice(1),
  };
  expect(
    detailsText({ kind: "span", value }, causes)
      ?.split("\n")
      .map((line) => line.replaceAll(/\s+/gu, " ")),
  ).toEqual([
    "runnable, 1,000,000 ns from 1.000000 ms",
    "goroutine: G1 main.main",
    "proc: P0",
    "thread: M12345",
    " runtime.gopark",
    " /usr/lib/go/src/runtime/proc.go:402",
    " main.worker",
    " /home/someone/project/main.go:17",
    "made runnable by: G1 main.main, at 1.000000 ms",
    " main.worker",
    " /home/someone/project/main.go:17",
  ]);
});

it("whatever else is selected has a text, and nothing has none", async () => {
  const engine = new FakeEngine();
  const said = (details: Details): string | undefined => detailsText(details, undefined);
  expect(said({ kind: "none" })).toBeUndefined();
  expect(said({ kind: "range", value: await engine.range(0) })).toMatch(/^stop-the-world/u);
  expect(said({ kind: "goroutine", value: await engine.goroutine(0 as never) })).toMatch(/^G1 main\.main/u);
  expect(said({ kind: "window", value: { start: 5, end: 10, group: undefined } })).toMatch(/^stretch of time, 5/u);
});
