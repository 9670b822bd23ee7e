import { describe, expect, it } from "vitest";
import { pauseTarget, targetPage, targetWindow } from "../../src/app/targets.ts";

const WINDOW = { from: 1000, to: 2000 };
const DURATION_NS = 1e6;

describe("a target is shown", () => {
  it("where it says", () => {
    expect(targetPage({ page: "gc", at: { start: 0, end: 1 } }, "overview")).toBe("gc");
  });

  it("where the reader is if it is a thing or a scope, on the timeline if it is a time", () => {
    expect(targetPage({ selection: { kind: "span", span: 1 }, at: { start: 0, end: 1 } }, "gc")).toBe("gc");
    expect(targetPage({ scope: { window: { kind: "trace" }, goroutines: { kind: "all" } } }, "gc")).toBe("gc");
    expect(targetPage({ selection: { kind: "span", span: 1 }, window: WINDOW }, "gc")).toBe("timeline");
    expect(targetPage({ at: { start: 0, end: 1 } }, "gc")).toBe("timeline");
  });

  it("in its window, within the trace", () => {
    expect(targetWindow({ window: { from: 5, to: 10 } }, WINDOW, DURATION_NS)).toEqual({ from: 5, to: 10 });
    expect(targetWindow({ window: { from: -5, to: 5 } }, WINDOW, DURATION_NS)).toEqual({ from: 0, to: 10 });
  });

  it("in the window that is there if it lies in that, or has no time", () => {
    expect(targetWindow({ at: { start: 1500, end: 1600 } }, WINDOW, DURATION_NS)).toBe(WINDOW);
    expect(targetWindow({ selection: { kind: "span", span: 1 } }, WINDOW, DURATION_NS)).toBe(WINDOW);
    const elsewhere = targetWindow({ at: { start: 5000, end: 5100 } }, WINDOW, DURATION_NS);
    expect(elsewhere).toEqual({ from: 4550, to: 5550 });
  });
});

it("a pause fills a third of its window", () => {
  const target = pauseTarget({ range: 7, start: 3000, ns: 100 }, DURATION_NS);
  expect(target).toEqual({ selection: { kind: "range", range: 7 }, window: { from: 2900, to: 3200 } });
});
