import { describe, expect, test } from "vitest";
import { extentOf, shapeOfRow } from "../../../src/timeline/style.ts";
import type { SeriesTile, Tile } from "../../../src/timeline/types.ts";
import { HEAD, seriesTexels, writeSeries } from "../../../views/timeline/stage/series-data.ts";
import { encodeRects, pickLabels, RECT_WORDS, SINGLE } from "../../../views/timeline/tile-encode.ts";

/** Two tracks: the first with rectangles of the times given, the second empty. */
function tileOf(rects: readonly { start: number; end: number; style?: number; row?: number; label?: number }[]): Tile {
  const request = {
    tracks: [
      { kind: "proc" as const, index: 0 },
      { kind: "proc" as const, index: 1 },
    ],
    from: 1000,
    to: 2000,
    pixels: 500,
  };
  return {
    request,
    offsets: Uint32Array.from([0, rects.length, rects.length]),
    start: Float64Array.from(rects, (rect) => rect.start),
    end: Float64Array.from(rects, (rect) => rect.end),
    style: Uint8Array.from(rects, (rect) => rect.style ?? 0),
    row: Uint8Array.from(rects, (rect) => rect.row ?? 0),
    shape: Uint32Array.from(rects, (rect) => shapeOfRow(rect.row ?? 0, 4)),
    ref: Int32Array.from(rects, (_, i) => i - 1),
    label: Int32Array.from(rects, (rect) => rect.label ?? -1),
    labels: ["a", "b"],
    series: [],
    pending: [],
  };
}

const SLOTS = Uint32Array.from([300, 301]);

describe("rectangles on their way to the graphics card", () => {
  test("are pixels of the tile, with slot and style in one word, and where they lie in the height in another", () => {
    const words = new Uint32Array(4 * RECT_WORDS);
    const written = encodeRects(
      tileOf([
        { start: 1100, end: 1150, style: 7, row: 2 },
        { start: 1150, end: 1160, style: 7, row: 2 },
      ]),
      tileOf([]).request,
      SLOTS,
      words,
      2,
    );
    expect(written).toBe(2);
    expect(Array.from(new Float32Array(words.buffer, 32, 2))).toEqual([50, 75]);
    // The first stands for several spans, the second for one.
    expect([words[10], words[14]]).toEqual([(300 << 16) | 7, (300 << 16) | SINGLE | 7]);
    expect(extentOf(words[11]!).map((share) => Math.round(share * 100))).toEqual([50, 75]);
    expect(words.slice(0, 8).every((word) => word === 0)).toBe(true);
  });

  test("end a little outside the tile, however far their times lie", () => {
    const words = new Uint32Array(RECT_WORDS);
    encodeRects(tileOf([{ start: -1e15, end: 1e15 }]), tileOf([]).request, SLOTS, words, 0);
    expect(Array.from(new Float32Array(words.buffer, 0, 2))).toEqual([-4, 504]);
  });

  test("keep a hundredth of a pixel, hours into a trace", () => {
    const from = 7200e9;
    const window = { from, to: from + 2400, pixels: 4800 };
    const words = new Uint32Array(RECT_WORDS);
    encodeRects(tileOf([{ start: from + 2000.125, end: from + 2001 }]), window, SLOTS, words, 0);
    const [x0, x1] = new Float32Array(words.buffer, 0, 2);
    expect(Math.abs(x0! - 4000.25)).toBeLessThan(0.01);
    expect(x1).toBe(4002);
  });
});

describe("labels", () => {
  test("are kept where they could be read at twice the zoom", () => {
    const tile = tileOf([
      { start: 1000, end: 1010, label: 0 },
      { start: 1010, end: 1030, label: 1, row: 1, style: 3 },
      { start: 1030, end: 2000 },
    ]);
    const labels = pickLabels(tile, tile.request, SLOTS, 1);
    expect(labels.count).toBe(1);
    expect([labels.start[0], labels.end[0], labels.slot[0], labels.shape[0], labels.style[0]]).toEqual([
      1010,
      1030,
      300,
      shapeOfRow(1, 4),
      3,
    ]);
    expect(labels.labels[labels.label[0]!]).toBe("b");
    expect(pickLabels(tile, tile.request, SLOTS, 2).count).toBe(0);
  });
});

describe("curves", () => {
  test("are written as shares of their top, after the heads of all, those that stack four in a texel", () => {
    const series = (kind: "heap" | "goroutines", curves: number, top: number): SeriesTile => {
      const value = Float64Array.from({ length: 2 * curves }, (_, i) => i + 1);
      return {
        track: { kind, index: 0 },
        names: Array.from({ length: curves }, (_, i) => `c${i}`),
        styles: Array.from({ length: curves }, (_, i) => i + 5),
        lines: 0,
        stacked: kind === "goroutines",
        unit: "count",
        columns: 2,
        value,
        min: value.map((v) => v - 1),
        max: value.map((v) => v + 1),
        top,
      };
    };
    const both = [series("heap", 1, 4), series("goroutines", 5, 8)];
    const texels = seriesTexels(both);
    expect(texels).toBe(2 * HEAD + 2 + 2 * 2);
    const floats = new Float32Array(texels * 4);
    writeSeries(both, (one) => (one.track.kind === "heap" ? 30 : 31), floats);
    const texel = (i: number): number[] => Array.from(floats.subarray(i * 4, i * 4 + 4));
    expect(texel(0)).toEqual([30, 2 * HEAD, 2, 1]);
    expect(texel(HEAD)).toEqual([31, 2 * HEAD + 2, 2, 5]);
    expect([texel(1)[0], texel(HEAD + 1)[0]]).toEqual([0, 5]);
    expect([texel(2)[0], texel(HEAD + 3)[0]]).toEqual([5, 6]);
    expect(texel(2 * HEAD)).toEqual([0.25, 0, 0.5, 0]);
    expect(texel(2 * HEAD + 2)).toEqual([1 / 8, 3 / 8, 5 / 8, 7 / 8]);
    expect(texel(2 * HEAD + 3)).toEqual([2 / 8, 4 / 8, 6 / 8, 8 / 8]);
    expect(texel(2 * HEAD + 5)).toEqual([10 / 8, 0, 0, 0]);
  });
});
