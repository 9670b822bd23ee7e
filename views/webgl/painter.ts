import type { Rgba } from "./colour.ts";
import { DataTexture } from "./data-texture.ts";
import type { Glyph, GlyphAtlas } from "./glyph-atlas.ts";
import { makePaintMesh } from "./paint-mesh.ts";
import type { Paint } from "./paint.ts";
import type { Quads } from "./quads.ts";
import type { Screen } from "./screen.ts";

const BIAS = 32768;
const SOLID = 0xffffffff;

/** Paints boxes and text in whole device pixels, anew for each frame, over one another in the order of the calls. */
export class Painter implements Paint {
  readonly quads: Quads;
  readonly #items = new DataTexture("rgba32uint", 8192);
  readonly #atlas: GlyphAtlas;
  #count = 0;

  constructor(atlas: GlyphAtlas, screen: Screen) {
    this.#atlas = atlas;
    this.quads = makePaintMesh(this.#items, atlas.source, screen);
  }

  /** What `paint` paints takes the place of what was there. */
  paint(paint: (paint: Paint) => void): void {
    this.#count = 0;
    paint(this);
    this.#items.upload(0, this.#count);
    this.quads.count = this.#count;
  }

  box(x0: number, y0: number, x1: number, y1: number, colour: Rgba): void {
    this.#item(Math.round(x0), Math.round(y0), Math.round(x1), Math.round(y1), SOLID, colour);
  }

  /** Four boxes along the inside of a rectangle. */
  frame(x0: number, y0: number, x1: number, y1: number, line: number, colour: Rgba): void {
    this.box(x0, y0, x1, y0 + line, colour);
    this.box(x0, y1 - line, x1, y1, colour);
    this.box(x0, y0 + line, x0 + line, y1 - line, colour);
    this.box(x1 - line, y0 + line, x1, y1 - line, colour);
  }

  measure(text: string): number {
    let width = 0;
    for (const glyph of this.#atlas.run(text)) width += glyph.advance;
    return width;
  }

  /** Text with its line's top left at x, y; what does not fit in `room` ends in "…". Returns false if not even that fits. */
  text(text: string, x: number, y: number, colour: Rgba, room = Infinity): boolean {
    const glyphs = this.#atlas.run(text);
    const shown = fitting(glyphs, room, this.#atlas.run("\u2026")[0]!.advance);
    if (shown === 0) return false;
    let pen = Math.round(x);
    const top = Math.round(y);
    for (let i = 0; i < shown; i++) pen = this.#put(glyphs[i]!, pen, top, colour);
    if (shown < glyphs.length) this.#put(this.#atlas.run("\u2026")[0]!, pen, top, colour);
    return true;
  }

  #put(glyph: Glyph, pen: number, top: number, colour: Rgba): number {
    const x = Math.round(pen) + glyph.left;
    this.#item(x, top, x + glyph.width, top + this.#atlas.lineHeight, (glyph.u | (glyph.v << 16)) >>> 0, colour);
    return pen + glyph.advance;
  }

  #item(x0: number, y0: number, x1: number, y1: number, picture: number, colour: Rgba): void {
    if (this.#count === this.#items.capacity) this.#items.reserve(this.#count + 1);
    const words = this.#items.words;
    const at = this.#count++ * 4;
    words[at] = half(x0) | (half(y0) << 16);
    words[at + 1] = half(x1) | (half(y1) << 16);
    words[at + 2] = picture;
    words[at + 3] = colour;
  }
}

function half(coordinate: number): number {
  return Math.max(0, Math.min(0xffff, coordinate + BIAS));
}

/** How many glyphs to show so that they, with an ellipsis if any is left out, take at most `room`. At least two, or none. */
function fitting(glyphs: readonly Glyph[], room: number, ellipsis: number): number {
  let width = 0;
  let cut = 0;
  for (let i = 0; i < glyphs.length; i++) {
    width += glyphs[i]!.advance;
    if (width + ellipsis <= room) cut = i + 1;
    if (width > room) return cut >= 2 ? cut : 0;
  }
  return glyphs.length;
}
