import fc from "fast-check";
import { expect, it } from "vitest";
import { parseHash, placeHash } from "../../../src/app/place.ts";
import { KIND_NAMES } from "../../../src/model/vocabulary.ts";
import { choiceText, parseChoice } from "../../../views/events/settings.ts";

it("which events are listed is read from the URL as it was written", () => {
  const id = fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String);
  const text = fc.string({ minLength: 1, maxLength: 80, unit: "grapheme" }).filter((one) => one.length <= 80);
  fc.assert(
    fc.property(
      fc.record({ kind: fc.constantFrom(...KIND_NAMES), goroutine: id, proc: id, text }, { requiredKeys: [] }),
      (choice) => {
        const view = choiceText(choice);
        fc.pre(view.length <= 500);
        expect(parseChoice(parseHash(placeHash({ ...parseHash("#events"), view })).view)).toEqual(choice);
      },
    ),
  );
});

it("narrows nothing where the URL says what it does not know", () => {
  for (const view of ["", "k99", "kx", "g-1", "p1.5", "tabc", "t", "z12"]) expect(parseChoice(view)).toEqual({});
});
