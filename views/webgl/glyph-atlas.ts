import { CanvasSource } from "pixi.js";

/** Where a glyph lies in the atlas and how it is set, in device pixels. */
export interface Glyph {
  readonly u: number;
  readonly v: number;
  readonly width: number;
  /** From the pen to the left edge of the picture. */
  readonly left: number;
  readonly advance: number;
}

const SIZE = 1024;
/** Longer labels are cut before they are looked at: nobody reads them, and a trace may hold megabytes in a name. */
const LONGEST = 160;
/** Controls, marks that turn the direction of what follows, and lone surrogates: names come from a file that may be hostile. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Pictures of characters on one canvas: ASCII at once, others when first met, by grapheme. When the canvas is full it
 * starts anew with ASCII, and `epoch` tells that glyphs from before are void.
 */
export class GlyphAtlas {
  readonly source: CanvasSource;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  readonly #runs = new Map<string, readonly Glyph[]>();
  #glyphs = new Map<string, Glyph>();
  #x = 0;
  #y = 0;
  #font = "";
  #lineHeight = 0;
  #baseline = 0;
  #stale = true;
  epoch = 0;

  constructor() {
    this.#canvas = document.createElement("canvas");
    this.#canvas.width = SIZE;
    this.#canvas.height = SIZE;
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("canvas 2D is not available");
    this.#context = context;
    this.source = new CanvasSource({ resource: this.#canvas, scaleMode: "nearest", autoGarbageCollect: false });
  }

  /** Height of a line, which is that of every glyph. */
  get lineHeight(): number {
    return this.#lineHeight;
  }

  /** `px`: size of the type in device pixels. */
  setFont(family: string, px: number): void {
    const font = `${px}px ${family}`;
    if (font === this.#font) return;
    this.#font = font;
    this.#lineHeight = Math.ceil(px * 1.4);
    this.#baseline = Math.round(px * 1.05);
    this.#restart();
  }

  /** The glyphs of a text, kept for the next time. */
  run(text: string): readonly Glyph[] {
    const known = this.#runs.get(text);
    if (known !== undefined) return known;
    if (this.#runs.size > 20_000) this.#runs.clear();
    const clean = text.slice(0, LONGEST).replace(UNSAFE, "\u00b7");
    const before = this.epoch;
    const glyphs = Array.from(this.#segments.segment(clean), ({ segment }) => this.#glyph(segment));
    if (before === this.epoch) this.#runs.set(text, glyphs);
    return glyphs;
  }

  /** Sends new pictures to the graphics card. */
  flush(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.source.update();
  }

  #glyph(segment: string): Glyph {
    const known = this.#glyphs.get(segment);
    if (known !== undefined) return known;
    const metrics = this.#context.measureText(segment);
    const left = -Math.ceil(metrics.actualBoundingBoxLeft) - 1;
    const width = Math.min(SIZE, Math.ceil(metrics.actualBoundingBoxRight) + 1 - left);
    if (this.#x + width > SIZE) {
      this.#x = 0;
      this.#y += this.#lineHeight;
    }
    if (this.#y + this.#lineHeight > SIZE) this.#restart();
    this.#context.save();
    this.#context.beginPath();
    this.#context.rect(this.#x, this.#y, width, this.#lineHeight);
    this.#context.clip();
    this.#context.fillText(segment, this.#x - left, this.#y + this.#baseline);
    this.#context.restore();
    const glyph = { u: this.#x, v: this.#y, width, left, advance: metrics.width };
    this.#x += width;
    this.#stale = true;
    this.#glyphs.set(segment, glyph);
    return glyph;
  }

  #restart(): void {
    this.epoch++;
    this.#glyphs = new Map();
    this.#runs.clear();
    this.#x = 0;
    this.#y = 0;
    this.#stale = true;
    const context = this.#context;
    context.clearRect(0, 0, SIZE, SIZE);
    context.font = this.#font;
    context.fillStyle = "#fff";
    context.textBaseline = "alphabetic";
    for (let code = 32; code < 127; code++) this.#glyph(String.fromCharCode(code));
    this.#glyph("\u2026");
  }
}
