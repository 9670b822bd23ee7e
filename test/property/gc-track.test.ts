import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { drawTrace } from "../support/fixture-trace.ts";

const NAMES = ["GC concurrent mark phase", "stop-the-world (GC mark termination)"] as const;
const DURATION = 1000;

const range = fc.record({
  name: fc.constantFrom(...NAMES),
  start: fc.nat(DURATION - 2),
  ns: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: DURATION })),
});
const window = fc.record({
  from: fc.nat(DURATION - 2),
  ns: fc.integer({ min: 1, max: DURATION }),
  pixels: fc.integer({ min: 1, max: 50 }),
});

describe("the GC track", () => {
  it("has what is drawn of the whole trace in any window of the same zoom, cut by nothing", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 30 }), window, (list, { from, ns, pixels }) => {
        const ranges = list.map(({ name, start, ns: lasts }) => ({
          name,
          start,
          end: Math.min(DURATION, start + lasts),
        }));
        const timeline = new Timeline(drawTrace(`G1 |${"r".repeat(100)}|`, 10, { ranges }));
        const draw = (left: number, right: number, wide: number): string[] => {
          const tile = drawTile(timeline, { tracks: [{ kind: "gc", index: 0 }], from: left, to: right, pixels: wide });
          return Array.from(tile.start, (start, i) => [tile.row[i], start, tile.end[i], tile.ref[i]])
            .filter(([, start, end]) => end! > from && start! < from + ns)
            .map((row) => row.join(" "));
        };
        // A whole number of such windows, so that a pixel is as wide.
        const times = Math.ceil(DURATION / ns) + 1;
        expect(draw(from, from + ns, pixels)).toEqual(draw(from - times * ns, from + times * ns, 2 * times * pixels));
      }),
      { numRuns: 300 },
    );
  });
});
