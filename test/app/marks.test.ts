import { beforeEach, describe, expect, it } from "vitest";
import { App, type Step } from "../../src/app/app.ts";
import { parseHash } from "../../src/app/place.ts";
import type { Marks } from "../../src/engine/marks.ts";
import { FakeEngine, openingOf } from "../support/fake-engine.ts";

/** Three places: a span, a goroutine at a time, and a mere time. */
const MARKS: Marks = {
  title: "three places",
  total: 3,
  start: new Float64Array([100e6, 200e6, 300e6]),
  end: new Float64Array([101e6, 201e6, 301e6]),
  span: new Int32Array([100, -1, -1]),
  goroutine: new Int32Array([0, 0, -1]),
};

describe("marks", () => {
  let app: App;
  let steps: Step[];

  beforeEach(async () => {
    app = new App(new FakeEngine(), parseHash("#gc"));
    await app.open(openingOf("a.trace"));
    steps = [];
    app.onStep = (step) => steps.push(step);
  });

  it("are shown on the timeline, where one of them is in sight", () => {
    app.setWindow({ from: 250e6, to: 400e6 }, "settled");
    app.showMarks(MARKS);
    expect(app.state).toMatchObject({ page: "timeline", marks: MARKS, mark: -1, window: { from: 250e6, to: 400e6 } });
    app.setWindow({ from: 500e6, to: 600e6 }, "settled");
    app.showMarks(MARKS);
    expect(app.state.window.from).toBeLessThan(101e6);
    expect(app.state.window.to).toBeGreaterThan(100e6);
  });

  it("are gone to one after the other, all around, from what is in sight", () => {
    app.setWindow({ from: 150e6, to: 250e6 }, "settled");
    app.showMarks(MARKS);
    app.stepMark(1);
    expect(app.state).toMatchObject({ mark: 1, selection: { kind: "goroutine", goroutine: 0 } });
    app.stepMark(1);
    app.stepMark(1);
    expect(app.state).toMatchObject({ mark: 0, selection: { kind: "span", span: 100 } });
    app.stepMark(-1);
    expect(app.state.mark).toBe(2);
    expect(app.state.window).toMatchObject({ from: 250.5e6, to: 350.5e6 });
  });

  it("are gone to backwards from the last in sight", () => {
    app.setWindow({ from: 150e6, to: 250e6 }, "settled");
    app.showMarks(MARKS);
    app.stepMark(-1);
    expect(app.state.mark).toBe(1);
  });

  it("lead nowhere where there are none, and go with their trace", async () => {
    const none = new Float64Array();
    app.showMarks({ ...MARKS, total: 0, start: none, end: none, span: new Int32Array(), goroutine: new Int32Array() });
    app.stepMark(1);
    expect(app.state.mark).toBe(-1);
    app.showMarks(MARKS);
    await app.open(openingOf("b.trace"));
    expect(app.state.marks).toBeUndefined();
  });
});
