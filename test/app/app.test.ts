import { beforeEach, describe, expect, it } from "vitest";
import { App, type Step } from "../../src/app/app.ts";
import { parseHash, placeHash } from "../../src/app/place.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import { FakeEngine, openingOf } from "../support/fake-engine.ts";

const TRACE = openingOf("a.trace");
const OTHER = openingOf("b.trace");
let engine: FakeEngine;
let app: App;
let steps: Step[];

beforeEach(() => {
  engine = new FakeEngine();
  app = new App(engine, parseHash(""));
  steps = [];
  app.onStep = (step) => steps.push(step);
});

/** The details of a selection come from the engine, a few promises later. */
async function detailsOf(kind: string): Promise<void> {
  await expect.poll(() => app.state.details.kind).toBe(kind);
}

describe("following a link", () => {
  beforeEach(() => app.open(TRACE));

  it("selects, fetches the details, and is one settled step", async () => {
    steps = [];
    app.go({ selection: { kind: "goroutine", goroutine: 0 as GoroutineIndex } });
    expect(steps).toEqual(["settled"]);
    await detailsOf("goroutine");
    app.go({ selection: { kind: "goroutine", goroutine: 0 as GoroutineIndex } });
    expect(steps).toEqual(["settled"]);
  });

  it("moves the window only to what is out of sight", () => {
    app.setWindow({ from: 0, to: 10e6 }, "settled");
    app.go({ selection: { kind: "span", span: 5 }, at: { start: 5e6, end: 6e6 } });
    expect(app.state.window).toEqual({ from: 0, to: 10e6 });
    app.go({ selection: { kind: "span", span: 500 }, at: { start: 500e6, end: 501e6 } });
    expect(app.state.window).toEqual({ from: 495.5e6, to: 505.5e6 });
  });

  it("to a goroutine that lived elsewhere moves there, within the same step", async () => {
    const other = new FakeEngine();
    engine.goroutine = async (index) => ({ ...(await other.goroutine(index)), created: 500e6, ended: 501e6 });
    app.setWindow({ from: 0, to: 10e6 }, "settled");
    steps = [];
    app.go({ selection: { kind: "goroutine", goroutine: 0 as GoroutineIndex } });
    await expect.poll(() => app.state.window).toEqual({ from: 495.5e6, to: 505.5e6 });
    expect(steps).toEqual(["settled", "none"]);
  });

  it("to a pause makes it a third of the width", () => {
    const pause = app.trace!.pauses.pauses[50]!;
    app.go(app.pauseTarget(pause));
    const { from, to } = app.state.window;
    expect(pause.ns / (to - from)).toBeCloseTo(1 / 3, 6);
    expect((pause.start + pause.ns / 2 - from) / (to - from)).toBeCloseTo(0.5, 6);
  });

  it("that is copied leads to the same place", async () => {
    const target = app.pauseTarget(app.trace!.pauses.pauses[50]!);
    const href = app.href(target);
    app.go(target);
    const copy = new App(engine, parseHash(href));
    await copy.open(TRACE);
    expect(copy.place()).toEqual(app.place());
  });

  it("to what this trace does not have says so", async () => {
    app.arrive(parseHash("#timeline?select=span:99999"));
    await detailsOf("missing");
  });
});

describe("pages", () => {
  beforeEach(() => app.open(TRACE));

  it("keep window, selection and scope when they change, each change a step", () => {
    app.go({ selection: { kind: "span", span: 3 }, window: { from: 1000, to: 2000 } });
    app.setScope({ window: { kind: "view" }, goroutines: { kind: "group", group: 0 } });
    steps = [];
    app.showPage("gc");
    expect(steps).toEqual(["settled"]);
    expect(parseHash(placeHash(app.place()))).toEqual({
      page: "gc",
      sample: false,
      window: { from: 1000, to: 2000 },
      selection: { kind: "span", span: 3 },
      scope: { window: { kind: "view" }, goroutines: { kind: "group", group: 0 } },
      view: "",
    });
  });

  it("are left for the timeline by links to a time, and not by links to a thing", () => {
    app.showPage("gc");
    app.go({ selection: { kind: "span", span: 5 }, at: { start: 5e6, end: 6e6 } });
    expect(app.state.page).toBe("gc");
    expect(parseHash(app.href({ at: { start: 0, end: 1 } })).page).toBe("timeline");
    app.go({ at: { start: 0, end: 1 } });
    expect(app.state.page).toBe("timeline");
    app.showPage("gc");
    app.go(app.pauseTarget(app.trace!.pauses.pauses[50]!));
    expect(app.state.page).toBe("timeline");
  });

  it("do not move the timeline to a goroutine that is selected elsewhere", async () => {
    const other = new FakeEngine();
    engine.goroutine = async (index) => ({ ...(await other.goroutine(index)), created: 500e6, ended: 501e6 });
    app.setWindow({ from: 0, to: 10e6 }, "settled");
    app.showPage("gc");
    app.go({ selection: { kind: "goroutine", goroutine: 0 as GoroutineIndex } });
    await detailsOf("goroutine");
    expect(app.state.window).toEqual({ from: 0, to: 10e6 });
  });

  it("keep their settings, each its own, without a step", () => {
    app.showPage("gc");
    steps = [];
    app.setView("mark~,ns");
    expect(steps).toEqual(["none"]);
    expect(app.place().view).toBe("mark~,ns");
    app.showPage("timeline");
    expect(app.place().view).toBe("");
    expect(app.place("gc").view).toBe("mark~,ns");
  });
});

describe("the scope", () => {
  beforeEach(() => app.open(TRACE));
  const all = { kind: "all" } as const;

  it("is the whole trace, then what the timeline shows, or a part that stays", () => {
    app.setWindow({ from: 1000, to: 2000 }, "settled");
    expect(app.scopeRequest()).toEqual({ from: 0, to: 1e9, goroutines: all });
    app.setScope({ window: { kind: "view" }, goroutines: all });
    expect(app.scopeRequest()).toEqual({ from: 1000, to: 2000, goroutines: all });
    app.setScope({ window: { kind: "fixed", window: { from: 5, to: 7 } }, goroutines: all });
    app.setWindow({ from: 3000, to: 4000 }, "settled");
    expect(app.scopeRequest()).toEqual({ from: 5, to: 7, goroutines: all });
  });

  it("takes no step while a pattern is typed that stays the same", () => {
    steps = [];
    const scope = { window: { kind: "trace" }, goroutines: { kind: "match", text: "main" } } as const;
    app.setScope(scope, "moving");
    app.setScope({ ...scope }, "moving");
    app.setScope({ ...scope }, "settled");
    expect(steps).toEqual(["moving", "settled"]);
  });

  it("ends with its trace", async () => {
    app.setScope({ window: { kind: "view" }, goroutines: { kind: "group", group: 0 } });
    await app.open(OTHER);
    expect(app.scopeRequest()).toEqual({ from: 0, to: 1e9, goroutines: all });
  });
});

it("a window beyond the trace is brought back into it", async () => {
  await app.open(TRACE);
  app.setWindow({ from: 0.9e9, to: 1.4e9 }, "moving");
  expect(app.state.window).toEqual({ from: 0.5e9, to: 1e9 });
});

it("a fault is kept until it is dismissed", () => {
  app.fault(new Error("lost"));
  expect(app.state.fault).toBe("lost");
  app.dismissFault();
  expect(app.state.fault).toBeUndefined();
});
