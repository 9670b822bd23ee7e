import { Container, type WebGLRenderer } from "pixi.js";
import { type Rgba } from "./colour.ts";
import { GlyphAtlas } from "./glyph-atlas.ts";
import type { Paint } from "./paint.ts";
import { Painter } from "./painter.ts";
import { openRenderer, setBackground } from "./renderer.ts";
import { Screen } from "./screen.ts";

/** The type that text is set in. */
export interface Type {
  readonly family: string;
  /** Device pixels. */
  readonly size: number;
}

/** A canvas that is painted anew each time it is told to, and nothing in between. */
export class PaintStage {
  readonly #renderer: WebGLRenderer;
  readonly #root = new Container();
  readonly #screen = new Screen();
  readonly #atlas = new GlyphAtlas();
  readonly #painter = new Painter(this.#atlas, this.#screen);

  private constructor(renderer: WebGLRenderer) {
    this.#renderer = renderer;
    this.#root.addChild(this.#painter.quads.mesh);
  }

  /** Throws where there is no WebGL2. `redraw` is called when a lost context has come back. */
  static async open(canvas: HTMLCanvasElement, redraw: () => void): Promise<PaintStage> {
    return new PaintStage(await openRenderer(canvas, redraw));
  }

  /** Height of a line of text, device pixels. */
  get lineHeight(): number {
    return this.#atlas.lineHeight;
  }

  set background(colour: Rgba) {
    setBackground(this.#renderer, colour);
  }

  /** Device pixels. */
  resize(width: number, height: number): void {
    this.#renderer.resize(width, height);
    this.#screen.set(width, height);
  }

  draw(type: Type, paint: (paint: Paint) => void): void {
    if (this.#renderer.context.isLost) return;
    this.#atlas.setFont(type.family, type.size);
    const { epoch } = this.#atlas;
    this.#painter.paint(paint);
    // The atlas was full and began anew: glyphs painted before that are void.
    if (epoch !== this.#atlas.epoch) this.#painter.paint(paint);
    this.#atlas.flush();
    this.#renderer.render({ container: this.#root });
  }

  destroy(): void {
    this.#renderer.destroy();
    this.#root.destroy({ children: true });
  }
}
