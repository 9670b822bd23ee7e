import { beforeEach, describe, expect, it } from "vitest";
import { App, type Opening, type Step } from "../../src/app/app.ts";
import { parseHash, placeHash } from "../../src/app/place.ts";
import { NOTHING } from "../../src/app/selection.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import type { OpenResult, Progress } from "../../src/engine/protocol.ts";
import { FakeEngine, fakeSummary } from "../support/fake-engine.ts";

const TRACE: Opening = { source: { kind: "url", url: "http://localhost/trace", name: "a.trace" } };
const OTHER: Opening = { source: { kind: "url", url: "http://localhost/trace", name: "b.trace" } };
const PROGRESS: Progress = {
  bytes: 1,
  totalBytes: 2,
  events: 3,
  generation: 0,
  stage: "reading",
  orderedShare: undefined,
};

let engine: FakeEngine;
let app: App;
let steps: Step[];

beforeEach(() => {
  engine = new FakeEngine();
  app = new App(engine, parseHash(""));
  steps = [];
  app.onStep = (step) => steps.push(step);
});

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** The details of a selection come from the engine, a few promises later. */
async function detailsOf(kind: string): Promise<void> {
  await expect.poll(() => app.state.details.kind).toBe(kind);
}

describe("opening", () => {
  it("ends with the whole trace in the window and nothing selected", async () => {
    await app.open(TRACE);
    expect(app.trace?.summary.name).toBe("a.trace");
    expect(app.state.window).toEqual({ from: 0, to: 1e9 });
    expect(app.state.selection).toBe(NOTHING);
  });

  it("shows progress, and what is wrong if it fails", async () => {
    engine.answer = (_source, onProgress) => {
      onProgress(PROGRESS);
      expect(app.state.phase).toMatchObject({ kind: "opening", name: "a.trace", progress: PROGRESS });
      return Promise.resolve({ ok: false, error: { kind: "empty", message: "0 bytes" } });
    };
    await app.open(TRACE);
    expect(app.state.phase).toEqual({ kind: "failed", name: "a.trace", error: { kind: "empty", message: "0 bytes" } });
  });

  it("says so where the worker itself fails", async () => {
    engine.answer = () => Promise.reject(new Error("out of memory"));
    await app.open(TRACE);
    expect(app.state.phase).toMatchObject({ kind: "failed", error: { kind: "internal", message: "out of memory" } });
  });

  it("fails where the worker is lost meanwhile, and says so on the page otherwise", async () => {
    engine.answer = () => deferred<OpenResult>().promise;
    void app.open(TRACE);
    app.engineFailed(new Error("lost"));
    expect(app.state.phase).toMatchObject({
      kind: "failed",
      name: "a.trace",
      error: { kind: "internal", message: "lost" },
    });
    expect(app.state.fault).toBeUndefined();
    app.engineFailed(new Error("again"));
    expect(app.state.fault).toBe("again");
  });

  it("drops the answer and the progress of an opening that another one replaced", async () => {
    const first = deferred<OpenResult>();
    let late: (progress: Progress) => void = () => {};
    engine.answer = (_source, onProgress) => {
      late = onProgress;
      return first.promise;
    };
    const opening = app.open(TRACE);
    engine.answer = new FakeEngine().answer;
    await app.open(OTHER);
    expect(engine.cancelled).toBe(1);
    late(PROGRESS);
    first.resolve({ ok: true, summary: fakeSummary("a.trace") });
    await opening;
    expect(app.trace?.summary.name).toBe("b.trace");
  });

  it("can be cancelled, and then nothing is open", async () => {
    const never = deferred<OpenResult>();
    engine.answer = () => never.promise;
    const opening = app.open(TRACE);
    await app.cancel();
    never.resolve({ ok: false, error: { kind: "cancelled", message: "cancelled" } });
    await opening;
    expect(engine.cancelled).toBe(1);
    expect(app.state.phase.kind).toBe("empty");
  });

  it("goes to the place that the URL named", async () => {
    app = new App(engine, parseHash("#timeline?window=1000-2000&select=span:3"));
    await app.open(TRACE);
    expect(app.state.window).toEqual({ from: 1000, to: 2000 });
    await detailsOf("span");
  });

  it("forgets the place of the trace before", async () => {
    await app.open(TRACE);
    app.go({ selection: { kind: "span", span: 3 }, window: { from: 1000, to: 2000 } });
    await app.open(OTHER);
    expect(app.state.window).toEqual({ from: 0, to: 1e9 });
    expect(app.state.selection).toBe(NOTHING);
    await detailsOf("none");
  });
});

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
