import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hitTest } from "../../src/timeline/hit.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { TRACK_ROWS, type TrackRef } from "../../src/timeline/types.ts";
import { randomTrace, randomWindow } from "../support/random-trace.ts";

const drawn = randomTrace(5, 40).chain((trace) =>
  randomWindow(trace).map((window) => ({ timeline: new Timeline(trace), window })),
);

function tracksOf(timeline: Timeline): TrackRef[] {
  const { groups } = timeline.outline();
  const goroutines = Array.from({ length: timeline.trace.goroutines.length }, (_, index): TrackRef => ({
    kind: "goroutine",
    index,
  }));
  return [{ kind: "gc", index: 0 }, ...groups.map(({ index }): TrackRef => ({ kind: "group", index })), ...goroutines];
}

describe("a tile", () => {
  it("has rows in time order that do not overlap, within the rows of their kind of track", () => {
    fc.assert(
      fc.property(drawn, ({ timeline, window }) => {
        const tracks = tracksOf(timeline);
        const tile = drawTile(timeline, { tracks, ...window });
        expect(tile.offsets.at(-1)).toBe(tile.start.length);
        tracks.forEach((track, i) => {
          let row = 0;
          let at = -Infinity;
          for (let r = tile.offsets[i]!; r < tile.offsets[i + 1]!; r++) {
            if (tile.row[r] !== row) at = -Infinity;
            expect(tile.row[r]).toBeGreaterThanOrEqual(row);
            expect(tile.row[r]).toBeLessThan(TRACK_ROWS[track.kind]);
            expect(tile.start[r]).toBeGreaterThanOrEqual(at);
            expect(tile.end[r]).toBeGreaterThan(tile.start[r]!);
            row = tile.row[r]!;
            at = tile.end[r]!;
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  it("is the same for a track whichever others it is drawn with", () => {
    fc.assert(
      fc.property(drawn, ({ timeline, window }) => {
        const tracks = tracksOf(timeline);
        const together = drawTile(timeline, { tracks, ...window });
        tracks.forEach((track, i) => {
          const alone = drawTile(timeline, { tracks: [track], ...window });
          expect([...alone.start]).toEqual([...together.start.slice(together.offsets[i], together.offsets[i + 1])]);
          expect([...alone.style]).toEqual([...together.style.slice(together.offsets[i], together.offsets[i + 1])]);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("shows what is said of the pixel under the pointer", () => {
    fc.assert(
      fc.property(
        drawn,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        ({ timeline, window }, share) => {
          const time = window.from + share * (window.to - window.from);
          const nsPerPixel = (window.to - window.from) / window.pixels;
          for (const track of tracksOf(timeline).filter(({ kind }) => kind === "goroutine")) {
            const tile = drawTile(timeline, { tracks: [track], ...window });
            const r = tile.start.findIndex((start, i) => start <= time && time < tile.end[i]!);
            const hit = hitTest(timeline, track, time, nsPerPixel);
            expect(hit?.style).toBe(r === -1 ? undefined : tile.style[r]);
            if (hit !== undefined && tile.ref[r] !== -1) expect([hit.count, hit.firstRef]).toEqual([1, tile.ref[r]]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
