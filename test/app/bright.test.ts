import { beforeEach, describe, expect, it } from "vitest";
import { App, type Step } from "../../src/app/app.ts";
import { parseHash } from "../../src/app/place.ts";
import { FakeEngine, openingOf } from "../support/fake-engine.ts";

describe("states kept bright", () => {
  let app: App;
  let steps: Step[];

  beforeEach(async () => {
    app = new App(new FakeEngine(), parseHash("#gc"));
    await app.open(openingOf("a.trace"));
    steps = [];
    app.onStep = (step) => steps.push(step);
  });

  it("are seen on the timeline, which takes one step of the history", () => {
    app.toggleBright([0, 13]);
    expect(app.state.page).toBe("timeline");
    expect([...app.state.bright]).toEqual([0, 13]);
    app.toggleBright([1]);
    expect([...app.state.bright].toSorted((a, b) => a - b)).toEqual([0, 1, 13]);
    expect(steps).toEqual(["settled"]);
  });

  it("are let go of one by one, or all at once", () => {
    app.toggleBright([0, 13]);
    app.toggleBright([1]);
    app.toggleBright([0, 13]);
    expect([...app.state.bright]).toEqual([1]);
    app.clearBright();
    expect(app.state.bright.size).toBe(0);
  });

  it("are taken together where only some of a kind were", () => {
    app.toggleBright([0]);
    app.toggleBright([0, 13]);
    expect([...app.state.bright]).toEqual([0, 13]);
  });

  it("replace the state, so that views can tell, and only where something changes", () => {
    const before = app.state.bright;
    app.clearBright();
    expect(app.state.bright).toBe(before);
    app.toggleBright([2]);
    expect(app.state.bright).not.toBe(before);
    expect(before.size).toBe(0);
  });

  it("go with their trace, and are not there without one", async () => {
    app.toggleBright([0]);
    await app.open(openingOf("a.trace"));
    expect(app.state.bright.size).toBe(0);
    const empty = new App(new FakeEngine(), parseHash(""));
    empty.toggleBright([0]);
    expect(empty.state.bright.size).toBe(0);
  });
});
