import { beforeEach, describe, expect, it } from "vitest";
import { App } from "../../src/app/app.ts";
import { parseHash } from "../../src/app/place.ts";
import { NOTHING } from "../../src/app/selection.ts";
import { nextTask } from "../../src/base/next-task.ts";
import type { OpenResult, Progress } from "../../src/engine/protocol.ts";
import { FakeEngine, fakeSummary, openingOf } from "../support/fake-engine.ts";

const TRACE = openingOf("a.trace");
const OTHER = openingOf("b.trace");
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

beforeEach(() => {
  engine = new FakeEngine();
  app = new App(engine, parseHash(""));
});

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
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
    await expect.poll(() => app.state.details.kind).toBe("span");
  });

  it("forgets the place of the trace before", async () => {
    await app.open(TRACE);
    app.go({ selection: { kind: "span", span: 3 }, window: { from: 1000, to: 2000 } });
    await app.open(OTHER);
    expect(app.state.window).toEqual({ from: 0, to: 1e9 });
    expect(app.state.selection).toBe(NOTHING);
    await expect.poll(() => app.state.details.kind).toBe("none");
  });

  it("leaves the answers about the trace before unheard", async () => {
    await app.open(TRACE);
    const late = deferred<Awaited<ReturnType<FakeEngine["span"]>>>();
    const details = await engine.span(3);
    engine.span = () => late.promise;
    app.select({ kind: "span", span: 3 });
    await app.open(OTHER);
    late.resolve(details);
    await nextTask();
    expect(app.state.details.kind).toBe("none");
  });
});
