import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProcIndex } from "../../src/base/indices.ts";
import { NOTHING } from "../../src/timeline/lane.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { shadeOctave } from "../../src/timeline/utilization.ts";
import { loadBytes, simulatedBytes } from "../support/loaded-trace.ts";

const SHADES = 8;

/** How long a proc ran something from `from` to `to`, run by run. */
function busyNs(timeline: Timeline, index: ProcIndex, from: number, to: number): number {
  const lane = timeline.lane({ kind: "proc", index });
  let sum = 0;
  for (let entry = 0; entry < lane.length; entry++) {
    if (lane.style(entry) === NOTHING) continue;
    sum += Math.max(0, Math.min(to, lane.start(entry + 1)) - Math.max(from, lane.start(entry)));
  }
  return sum;
}

describe("the heatmap of procs", () => {
  it("is as dark in every column as the share of it in which something ran, at any zoom", async () => {
    await fc.assert(
      fc.asyncProperty(
        simulatedBytes,
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (bytes, share, zoom, pixels) => {
          const trace = await loadBytes(bytes);
          const timeline = new Timeline(trace);
          const from = share * trace.durationNs;
          const to = from + Math.max(1, (trace.durationNs / 2 ** zoom) * (1 - share));
          const tile = drawTile(timeline, { tracks: [{ kind: "utilization", index: 0 }], from, to, pixels });
          const procs = timeline.procs();
          const width = 2 ** shadeOctave(procs.length, (to - from) / pixels);
          procs.forEach((proc, row) => {
            for (let left = Math.floor(from / width) * width; left < Math.min(to, trace.durationNs); left += width) {
              const ns = busyNs(timeline, proc, left, left + width);
              // Shares are kept as bytes, little rounded up, and drawn in eight shades.
              const kept = ns === 0 ? 0 : Math.max(1, Math.round((ns / width) * 255));
              const shade = Math.ceil((kept / 255) * SHADES);
              const at = tile.start.findIndex(
                (start, i) => tile.row[i] === row && start <= left && tile.end[i]! > left,
              );
              expect(at === -1 ? 0 : Math.round(((tile.shape[at]! >>> 24) / 255) * SHADES)).toBe(shade);
            }
          });
        },
      ),
      { numRuns: 80 },
    );
  });
});
