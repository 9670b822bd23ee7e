import type { Tile } from "../../src/timeline/types.ts";
import type { TileWindow } from "./tile-plan.ts";

/** 32-bit words of a rectangle on the graphics card. */
export const RECT_WORDS = 4;

/** Said of a rectangle beside its style: it is one span or range, and not several that are merged. */
export const SINGLE = 1 << 8;

/** A label narrower than this many css pixels at twice the zoom of its tile can never be read there. */
const LABEL_MIN_PX = 18;

/** Rectangles that say something and are wide enough for it, of one tile. Times in ns. */
export interface LabelSet {
  readonly count: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly slot: Uint32Array;
  /** Where it lies in the height of its track; see `shapeOf`. */
  readonly shape: Uint32Array;
  readonly style: Uint8Array;
  readonly label: Int32Array;
  readonly labels: readonly string[];
}

/**
 * Writes the rectangles of a tile as texels [x0, x1, slot|SINGLE|style, shape] into `words` from rectangle `at`: x in pixels
 * of the tile, from its left edge, as float32; that is exact to 1/1000 of a pixel, as no tile is wider than 2^14 pixels.
 * `slots` gives each track of the request its place in the table of rows. Returns the number of rectangles written.
 */
export function encodeRects(
  tile: Tile,
  window: TileWindow,
  slots: Uint32Array,
  words: Uint32Array,
  at: number,
): number {
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const scale = window.pixels / (window.to - window.from);
  const right = window.pixels + 4;
  let word = at * RECT_WORDS;
  for (let track = 0; track < slots.length; track++) {
    const slot = slots[track]! << 16;
    const last = tile.offsets[track + 1]!;
    for (let i = tile.offsets[track]!; i < last; i++) {
      floats[word] = Math.max((tile.start[i]! - window.from) * scale, -4);
      floats[word + 1] = Math.min((tile.end[i]! - window.from) * scale, right);
      words[word + 2] = slot | tile.style[i]! | (tile.ref[i] === -1 ? 0 : SINGLE);
      words[word + 3] = tile.shape[i]!;
      word += RECT_WORDS;
    }
  }
  return word / RECT_WORDS - at;
}

/** Picks the rectangles whose label could be read, at this zoom or up to twice nearer. `dpr`: device pixels in a css pixel. */
export function pickLabels(tile: Tile, window: TileWindow, slots: Uint32Array, dpr: number): LabelSet {
  const narrowest = (((LABEL_MIN_PX * dpr) / 2) * (window.to - window.from)) / window.pixels;
  const picked: number[] = [];
  const slotOf: number[] = [];
  for (let track = 0; track < slots.length; track++) {
    const last = tile.offsets[track + 1]!;
    for (let i = tile.offsets[track]!; i < last; i++) {
      if (tile.label[i]! < 0 || tile.end[i]! - tile.start[i]! < narrowest) continue;
      picked.push(i);
      slotOf.push(slots[track]!);
    }
  }
  return {
    count: picked.length,
    start: Float64Array.from(picked, (i) => tile.start[i]!),
    end: Float64Array.from(picked, (i) => tile.end[i]!),
    slot: Uint32Array.from(slotOf),
    shape: Uint32Array.from(picked, (i) => tile.shape[i]!),
    style: Uint8Array.from(picked, (i) => tile.style[i]!),
    label: Int32Array.from(picked, (i) => tile.label[i]!),
    labels: tile.labels,
  };
}
