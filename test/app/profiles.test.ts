import { beforeEach, describe, expect, it } from "vitest";
import { App } from "../../src/app/app.ts";
import { parseHash, placeHash } from "../../src/app/place.ts";
import type { ProfileFile } from "../../src/engine/profiles/types.ts";
import { FakeEngine, fakeSummary, openingOf } from "../support/fake-engine.ts";

let engine: FakeEngine;
let app: App;
let opened: number;

beforeEach(() => {
  engine = new FakeEngine();
  app = new App(engine, parseHash(""));
  opened = 0;
  engine.answer = (source) => {
    const name = source.kind === "file" ? source.file.name : source.name;
    if (name.endsWith(".trace")) return Promise.resolve({ ok: true, summary: fakeSummary(name) });
    if (name === "cut") {
      return Promise.resolve({ ok: false, error: { kind: "damaged-profile", message: "cut off", byteOffset: 7 } });
    }
    const error = { kind: "not-a-trace", message: "the file is a profile" } as const;
    return Promise.resolve({ ok: false, error, profile: profileFile(name) });
  };
});

function profileFile(name: string): ProfileFile {
  return {
    file: opened++,
    name,
    byteLength: 1,
    sampleTypes: [{ type: "cpu", unit: "nanoseconds" }],
    sampleIndex: 0,
    stacks: 1,
    timeMs: undefined,
    durationNs: 0,
    program: "",
    comments: [],
    symbols: true,
  };
}

describe("a profile without a trace", () => {
  it("is looked at, one after the other", async () => {
    await app.open(openingOf("cpu"));
    expect(app.state).toMatchObject({ phase: { kind: "profiles" }, page: "profiles", profiles: { shown: 0 } });
    await app.open(openingOf("heap"));
    expect(app.state.profiles.files.map(({ name }) => name)).toEqual(["cpu", "heap"]);
    expect(app.state.profiles.shown).toBe(1);
  });

  it("keeps what the URL says of its view, and has one of its own", async () => {
    app = new App(engine, parseHash("#profiles?view=sync,,cum~,tree"));
    await app.open(openingOf("cpu"));
    expect(app.state.views.profiles).toBe("sync,,cum~,tree");
    app.setView("sync,,flat");
    expect(placeHash(app.place())).toBe("#profiles?view=sync,,flat");
    app.arrive(parseHash("#profiles?view=net"));
    expect(app.state).toMatchObject({ phase: { kind: "profiles" }, views: { profiles: "net" } });
  });

  it("of a name that is open already is told apart", async () => {
    for (let i = 0; i < 3; i++) await app.open(openingOf("heap"));
    expect(app.state.profiles.files.map(({ name }) => name)).toEqual(["heap", "heap (2)", "heap (3)"]);
  });

  it("is closed: the one before is looked at, and after the last the page is as at first", async () => {
    await app.open(openingOf("cpu"));
    await app.open(openingOf("heap"));
    app.chooseProfiles({ base: { kind: "file", file: 1 } });
    await app.closeProfile(1);
    expect(app.state.profiles).toMatchObject({ shown: 0, base: undefined });
    await app.closeProfile(0);
    expect(app.state.phase).toEqual({ kind: "empty" });
  });

  it("makes room for a trace, and stays beside it", async () => {
    await app.open(openingOf("cpu"));
    await app.open(openingOf("a.trace"));
    expect(app.state).toMatchObject({ phase: { kind: "open" }, page: "timeline", profiles: { shown: undefined } });
    expect(app.state.profiles.files.length).toBe(1);
  });
});

describe("a profile beside a trace", () => {
  beforeEach(async () => {
    await app.open(openingOf("a.trace"));
    app.setWindow({ from: 1000, to: 2000 }, "settled");
  });

  it("leaves the trace as it is", async () => {
    await app.open(openingOf("cpu"));
    expect(app.trace?.summary.name).toBe("a.trace");
    expect(app.state).toMatchObject({ page: "profiles", window: { from: 1000, to: 2000 }, profiles: { shown: 0 } });
    await app.closeProfile(0);
    expect(app.state).toMatchObject({ phase: { kind: "open" }, profiles: { shown: undefined, files: [] } });
  });

  it("may be what is compared with", async () => {
    await app.open({ ...openingOf("block"), profile: "base" });
    expect(app.state.profiles).toMatchObject({ shown: undefined, base: { kind: "file", file: 0 } });
  });

  it("stays when another trace is opened; scopes of the one before do not", async () => {
    await app.open(openingOf("cpu"));
    app.chooseProfiles({ base: { kind: "scope", scope: app.scopeRequest(), words: "then" } });
    await app.open(openingOf("b.trace"));
    expect(app.state.profiles).toMatchObject({ files: [{ name: "cpu" }], shown: undefined, base: undefined });
  });

  it("that is damaged leaves a way back", async () => {
    await app.open(openingOf("cut"));
    expect(app.state.phase).toMatchObject({ kind: "failed", error: { kind: "damaged-profile" } });
    app.back();
    expect(app.trace?.summary.name).toBe("a.trace");
    await app.open(openingOf("cut"));
    await app.open(openingOf("cpu"));
    expect(app.trace?.summary.name).toBe("a.trace");
    expect(app.state.profiles.shown).toBe(0);
  });
});
