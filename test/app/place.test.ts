import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAGES, parseHash, placeHash, type Place } from "../../src/app/place.ts";
import { WIDEST, windowOf, type ScopeChoice } from "../../src/app/scope.ts";
import { NOTHING, type Selection } from "../../src/app/selection.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";

const START: Place = {
  page: "timeline",
  sample: false,
  window: undefined,
  selection: NOTHING,
  scope: WIDEST,
  view: "",
};

const index = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const selections: fc.Arbitrary<Selection> = fc.oneof(
  fc.constant(NOTHING),
  index.map((span) => ({ kind: "span" as const, span })),
  index.map((range) => ({ kind: "range" as const, range })),
  index.map((goroutine) => ({ kind: "goroutine" as const, goroutine: goroutine as GoroutineIndex })),
  index.map((task) => ({ kind: "task" as const, task })),
  index.map((region) => ({ kind: "region" as const, region })),
);
const windows = fc
  .tuple(fc.integer({ min: 0, max: 1e14 }), fc.integer({ min: 1, max: 1e9 }))
  .map(([from, width]) => ({ from, to: from + width }));
const scopes: fc.Arbitrary<ScopeChoice> = fc.record({
  window: fc.oneof(
    fc.constant({ kind: "trace" as const }),
    fc.constant({ kind: "view" as const }),
    windows.map((window) => ({ kind: "fixed" as const, window })),
    fc
      .record({
        window: windows,
        kind: fc.constantFrom("task", "region", "cycle", "span", "range", "goroutine"),
        row: index,
      })
      .map(({ window, kind, row }) => windowOf(kind, row, window)),
  ),
  goroutines: fc.oneof(
    fc.constant({ kind: "all" as const }),
    index.map((group) => ({ kind: "group" as const, group })),
    index.map((task) => ({ kind: "task" as const, task })),
    index.map((goroutine) => ({ kind: "goroutine" as const, goroutine: goroutine as GoroutineIndex })),
    fc
      .string({ minLength: 1, maxLength: 100, unit: "binary" })
      .filter((text) => text.trim() !== "" && text.length <= 100)
      .map((text) => ({ kind: "match" as const, text })),
  ),
});

describe("bookmarks in a link", () => {
  it("come back with any note", () => {
    const notes = fc.array(fc.record({ time: fc.nat(), note: fc.string({ unit: "grapheme", maxLength: 20 }) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(notes, (bookmarks) => {
        expect(parseHash(placeHash({ ...START, bookmarks })).bookmarks).toEqual(bookmarks);
      }),
    );
  });

  it("are as many as have room", () => {
    const bookmarks = Array.from({ length: 200 }, (_, time) => ({ time, note: "x".repeat(100) }));
    const hash = placeHash({ ...START, bookmarks });
    expect(hash.length).toBeLessThan(2200);
    const back = parseHash(hash).bookmarks!;
    expect(back.length).toBeGreaterThan(15);
    expect(back).toEqual(bookmarks.slice(0, back.length));
  });

  it("that are none are left out", () => {
    expect(parseHash("#timeline?note=&note=x-1&note=1e9-a&note=-3-b")).toEqual(START);
  });
});

describe("a place in the URL", () => {
  it("is read as it was written", () => {
    const places: fc.Arbitrary<Place> = fc.record({
      page: fc.constantFrom(...PAGES),
      sample: fc.boolean(),
      window: fc.option(windows, { nil: undefined }),
      selection: selections,
      scope: scopes,
      view: fc.stringMatching(/^[a-z0-9.,~-]{0,80}$/),
    });
    fc.assert(
      fc.property(places, (place) => {
        expect(parseHash(placeHash(place))).toEqual(place);
      }),
    );
  });

  it("keeps what it does not know out of the scope and the page's settings", () => {
    expect(parseHash("#gc?over=9-1~task:3&of=constructor:1&select=constructor:1")).toEqual({ ...START, page: "gc" });
    const window = { kind: "fixed", window: { from: 1, to: 9 } };
    expect(parseHash("#gc?over=1-9~nothing:3").scope.window).toEqual(window);
    expect(parseHash("#gc?over=1-9~task:-3").scope.window).toEqual(window);
    const hash = "#gc?over=9-1&of=group:-1&view=%3Cb%3E";
    expect(parseHash(hash)).toEqual({ ...START, page: "gc" });
    expect(parseHash("#gc?of=match:%20")).toEqual({ ...START, page: "gc" });
  });

  it("reads well", () => {
    const place: Place = {
      ...START,
      sample: true,
      window: { from: 10, to: 20.5 },
      selection: { kind: "span", span: 3 },
    };
    expect(placeHash(place)).toBe("#timeline?trace=sample&window=10-20.5&select=span:3");
    expect(placeHash(START)).toBe("#timeline");
  });

  it.each([
    "",
    "#",
    "#nonsense",
    "#timeline?window=9-1",
    "#timeline?select=span:-1",
    "#timeline?select=span:99999999999",
    "#?select=proc:1",
  ])("is the start if it is %j", (hash) => {
    expect(parseHash(hash)).toEqual(START);
  });

  it("never throws, and what it reads can be written again", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const place = parseHash(text);
        expect(parseHash(placeHash(place))).toEqual(place);
      }),
    );
  });
});
