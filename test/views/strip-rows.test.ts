import { describe, expect, it } from "vitest";
import type { Tile } from "../../src/timeline/types.ts";
import { stripRows } from "../../views/details/strip-rows.ts";

/** Two procs in a window from 100 to 200: one runs g1 and then g2, the other nothing. */
const TILE: Tile = {
  request: {
    tracks: [
      { kind: "proc", index: 0 },
      { kind: "proc", index: 1 },
    ],
    from: 100,
    to: 200,
    pixels: 100,
  },
  offsets: Uint32Array.of(0, 4, 4),
  start: Float64Array.of(0, 90, 150, 160),
  end: Float64Array.of(80, 130, 250, 170),
  style: Uint8Array.of(16, 16, 17, 9),
  row: Uint8Array.of(0, 0, 0, 1),
  ref: Int32Array.of(1, 2, -1, 3),
  label: Int32Array.of(0, 0, -1, 1),
  labels: ["g1", "nested"],
  series: [],
};

describe("strips of procs", () => {
  it("are clipped to the window, without what is outside or nested", () => {
    const [row, idle] = stripRows(TILE, 140);
    expect(row?.parts.map(({ from, to, span }) => [from, to, span])).toEqual([
      [0, 0.3, 2],
      [0.5, 1, -1],
    ]);
    expect(idle?.parts).toEqual([]);
  });

  it("say what was there at a moment, or before it", () => {
    expect(stripRows(TILE, 120)[0]).toMatchObject({ at: { span: 2, text: "g1" }, running: true });
    expect(stripRows(TILE, 140)[0]).toMatchObject({ at: { span: 2 }, running: false });
    expect(stripRows(TILE, 180)[0]).toMatchObject({ at: { span: -1, text: "" }, running: true });
    expect(stripRows(TILE, 180)[1]).toMatchObject({ at: undefined, running: false });
  });
});
