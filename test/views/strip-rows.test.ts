import { expect, it } from "vitest";
import { WHOLE } from "../../src/timeline/style.ts";
import type { Tile } from "../../src/timeline/types.ts";
import { stripRows } from "../../views/details/strip-rows.ts";

/** Two procs in a window from 100 to 200: one runs g1 and then several, the other is idle. */
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
  offsets: Uint32Array.of(0, 4, 5),
  start: Float64Array.of(0, 90, 150, 160, 0),
  end: Float64Array.of(80, 130, 250, 170, 300),
  style: Uint8Array.of(16, 16, 17, 9, 14),
  row: Uint8Array.of(1, 1, 1, 2, 0),
  shape: new Uint32Array(5).fill(WHOLE),
  ref: Int32Array.of(1, 2, -1, 3, -1),
  label: Int32Array.of(0, 0, -1, 1, -1),
  labels: ["g1", "nested"],
  series: [],
  pending: [],
};

it("strips of procs are clipped to the window, without what is outside, nested, or idle", () => {
  const [row, idle] = stripRows(TILE);
  expect(row).toMatchObject([
    { from: 0, to: 0.3, span: 2, start: 90, end: 130, text: "g1" },
    { from: 0.5, to: 1, span: -1, text: "" },
  ]);
  expect(idle).toEqual([]);
});
