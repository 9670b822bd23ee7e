import { beforeEach, expect, it } from "vitest";
import { App } from "../../src/app/app.ts";
import { PlaceSync, type Browser } from "../../src/app/place-sync.ts";
import { parseHash } from "../../src/app/place.ts";
import { FakeEngine, openingOf } from "../support/fake-engine.ts";

const TRACE = openingOf("a.trace");

/** A history as a browser keeps it: entries, and which of them is shown. */
class FakeHistory implements Browser {
  entries: { state: unknown; hash: string }[] = [{ state: null, hash: "" }];
  at = 0;
  replaced = 0;

  readonly history = {
    pushState: (state: unknown, _title: string, url?: string | URL | null): void => {
      this.entries = [...this.entries.slice(0, this.at + 1), { state, hash: String(url) }];
      this.at++;
    },
    replaceState: (state: unknown, _title: string, url?: string | URL | null): void => {
      this.entries[this.at] = { state, hash: String(url) };
      this.replaced++;
    },
    state: null as unknown,
    back: (): void => this.go(-1),
    forward: (): void => this.go(1),
  };

  get location(): { hash: string } {
    return { hash: this.entries[this.at]!.hash };
  }

  go(by: number): void {
    this.at += by;
    this.history.state = this.entries[this.at]!.state;
  }
}

let browser: FakeHistory;
let app: App;
let sync: PlaceSync;
let nowMs: number;

beforeEach(async () => {
  browser = new FakeHistory();
  nowMs = 1000;
  app = new App(new FakeEngine(), parseHash(""));
  sync = new PlaceSync(app, browser, () => nowMs);
  await app.open(TRACE);
});

const hashes = (): string[] => browser.entries.map(({ hash }) => hash);

it("opening is no step of its own", () => {
  expect(hashes()).toEqual(["#timeline"]);
});

it("each settled step is an entry, and the same place twice is one", () => {
  app.setWindow({ from: 0, to: 1000 }, "settled");
  app.setWindow({ from: 0, to: 1000 }, "settled");
  app.select({ kind: "span", span: 1 });
  expect(hashes()).toEqual(["#timeline", "#timeline?window=0-1000", "#timeline?window=0-1000&select=span:1"]);
});

it("a movement is one entry, however long, and ends where it settled", () => {
  for (let i = 1; i <= 1000; i++) {
    nowMs += 16;
    app.setWindow({ from: i, to: i + 1000 }, "moving");
  }
  const written = browser.replaced;
  app.setWindow({ from: 2000, to: 3000 }, "settled");
  expect(hashes()).toEqual(["#timeline", "#timeline?window=2000-3000"]);
  expect(written).toBeGreaterThan(10);
  expect(written).toBeLessThan(100);
});

it("back and forward lead to the same places", () => {
  app.setWindow({ from: 0, to: 1000 }, "settled");
  app.go({ selection: { kind: "span", span: 7 }, window: { from: 5000, to: 9000 } });
  browser.go(-1);
  sync.popped();
  expect(app.state.window).toEqual({ from: 0, to: 1000 });
  expect(app.state.selection.kind).toBe("none");
  browser.go(-1);
  sync.popped();
  expect(app.state.window).toEqual({ from: 0, to: 1e9 });
  browser.go(2);
  sync.popped();
  expect(app.state.window).toEqual({ from: 5000, to: 9000 });
  expect(app.state.selection).toEqual({ kind: "span", span: 7 });
  expect(browser.entries.length).toBe(3);
});

it("an entry that was made in another trace leads to the start of this one", async () => {
  app.go({ selection: { kind: "span", span: 7 }, window: { from: 5000, to: 9000 } });
  await app.open(openingOf("b.trace"));
  app.setWindow({ from: 0, to: 1000 }, "settled");
  browser.go(-2);
  sync.popped();
  expect(app.state.window).toEqual({ from: 0, to: 1e9 });
  expect(app.state.selection.kind).toBe("none");
});

it("an entry in the sample is a place to open the sample at", async () => {
  browser.entries.push({ state: null, hash: "#timeline?trace=sample&window=5-500" });
  browser.go(1);
  const place = sync.popped();
  expect(place).toMatchObject({ sample: true, window: { from: 5, to: 500 } });
  expect(app.state.window).toEqual({ from: 0, to: 1e9 });
  await app.open({ ...TRACE, sample: true, place: place! });
  expect(app.state.window).toEqual({ from: 5, to: 500 });
  expect(sync.popped()).toBeUndefined();
});

it("the app goes back and forward within the page's own entries, and never out of them", () => {
  const travel = (direction: 1 | -1): void => {
    const { at } = browser;
    app.onTravel(direction);
    if (browser.at !== at) sync.popped();
  };
  travel(-1);
  expect(browser.at).toBe(0);
  app.setWindow({ from: 0, to: 1000 }, "settled");
  app.setWindow({ from: 0, to: 500 }, "settled");
  travel(-1);
  expect(app.state.window).toEqual({ from: 0, to: 1000 });
  travel(1);
  travel(1);
  expect(app.state.window).toEqual({ from: 0, to: 500 });
  travel(-1);
  travel(-1);
  travel(-1);
  expect(browser.at).toBe(0);
  app.setWindow({ from: 7, to: 500 }, "settled");
  travel(1);
  expect(browser.at).toBe(1);
});
