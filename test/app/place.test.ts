import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHash, placeHash, type Place } from "../../src/app/place.ts";
import { NOTHING, type Selection } from "../../src/app/selection.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";

const START: Place = { page: "timeline", sample: false, window: undefined, selection: NOTHING };

const index = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const selections: fc.Arbitrary<Selection> = fc.oneof(
  fc.constant(NOTHING),
  index.map((span) => ({ kind: "span" as const, span })),
  index.map((range) => ({ kind: "range" as const, range })),
  index.map((goroutine) => ({ kind: "goroutine" as const, goroutine: goroutine as GoroutineIndex })),
);
const windows = fc
  .tuple(fc.integer({ min: 0, max: 1e14 }), fc.integer({ min: 1, max: 1e9 }))
  .map(([from, width]) => ({ from, to: from + width }));

describe("a place in the URL", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(fc.option(windows, { nil: undefined }), selections, fc.boolean(), (window, selection, sample) => {
        const place: Place = { page: "timeline", sample, window, selection };
        expect(parseHash(placeHash(place))).toEqual(place);
      }),
    );
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
