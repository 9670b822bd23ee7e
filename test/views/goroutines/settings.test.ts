import { describe, expect, it } from "vitest";
import { parseHash, placeHash } from "../../../src/app/place.ts";
import { parseSettings, settingsText, type GoroutineSettings } from "../../../views/goroutines/settings.ts";

const FIRST = parseSettings("");

describe("how the page of goroutines is set", () => {
  it("is read from the URL as it was written", () => {
    const settings: GoroutineSettings = {
      list: "each",
      statistics: ["total", "p99"],
      hidden: ["t3", "t12"],
      groups: { by: "count", descending: false },
      goroutines: { by: "t12", descending: true },
    };
    const hash = placeHash({ ...parseHash("#goroutines"), view: settingsText(settings) });
    expect(parseSettings(parseHash(hash).view)).toEqual(settings);
    expect(parseSettings(settingsText(FIRST))).toEqual(FIRST);
  });

  it("is as at first where the URL says something else", () => {
    expect(parseSettings("all,p12,,,<b>.T1")).toEqual(FIRST);
  });
});
