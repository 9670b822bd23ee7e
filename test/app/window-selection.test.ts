import { describe, expect, it } from "vitest";
import { App } from "../../src/app/app.ts";
import { parseHash, placeHash } from "../../src/app/place.ts";
import { windowOffer } from "../../src/app/scope-offers.ts";
import { parseSelection, selectionText, type Selection } from "../../src/app/selection.ts";
import { FakeEngine, openingOf } from "../support/fake-engine.ts";

const STRETCH: Selection = { kind: "window", window: { from: 1000, to: 2500.5 }, group: undefined };

describe("a stretch of time", () => {
  it("is in the URL, of all goroutines or of a group", () => {
    expect(selectionText(STRETCH)).toBe("window:1000-2500.5");
    for (const selection of [STRETCH, { ...STRETCH, group: 3 }])
      expect(parseSelection(selectionText(selection))).toEqual(selection);
    const place = { ...parseHash("#timeline"), selection: STRETCH };
    expect(parseHash(placeHash(place))).toEqual(place);
  });

  it.each(["window:", "window:5-1", "window:a-b", "window:1-2:x", "window:1-2:-3", "window:1-2:99999999999"])(
    "written otherwise is nothing: %s",
    (text) => expect(parseSelection(text)).toEqual({ kind: "none" }),
  );

  it("is known without a question, and can become the scope", async () => {
    const app = new App(new FakeEngine(), parseHash(""));
    await app.open(openingOf("a.trace"));
    app.select(STRETCH);
    await expect
      .poll(() => app.state.details)
      .toEqual({ kind: "window", value: { start: 1000, end: 2500.5, group: undefined } });
    expect(windowOffer(app.state.details, app.trace!)).toEqual({ kind: "fixed", window: { from: 1000, to: 2500.5 } });
  });
});
