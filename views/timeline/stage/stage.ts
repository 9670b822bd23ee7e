import { Container, type WebGLRenderer } from "pixi.js";

import type { SeriesTile, Tile } from "../../../src/timeline/types.ts";
import { DataTexture } from "../../webgl/data-texture.ts";
import { GlyphAtlas } from "../../webgl/glyph-atlas.ts";
import type { Paint } from "../../webgl/paint.ts";
import { Painter } from "../../webgl/painter.ts";
import { openRenderer, setBackground } from "../../webgl/renderer.ts";
import { Screen } from "../../webgl/screen.ts";
import type { Theme } from "../theme.ts";
import { encodeRects } from "../tile-encode.ts";
import { nsPerPixel, type TileWindow } from "../tile-plan.ts";
import { nextTask } from "../../../src/base/next-task.ts";
import type { TimeWindow } from "../view-state.ts";
import { makeRectMesh } from "./rect-mesh.ts";
import { seriesTexels, writeSeries } from "./series-data.ts";
import { makeSeriesMesh } from "./series-mesh.ts";
import { ViewUniforms } from "./view-uniforms.ts";

/** Where the view stands in one frame. Sizes in device pixels, scroll in css pixels. */
export interface StageView {
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  /** Where the tracks begin, below the ruler. */
  readonly top: number;
  readonly dpr: number;
  readonly scroll: number;
}

/** The place of a series' track in the table of rows. */
export type SlotOf = (series: SeriesTile) => number;

/** Places in the table of rows; more than a scheduler keeps tracks. */
export const MOST_SLOTS = 4096;

/** Size of the type on the canvas, in css pixels. */
const TYPE_SIZE = 11;

/**
 * The canvas. Holds tiles on the graphics card and draws a view of them when told to: nothing runs in between.
 * What it draws, from back to front: `under`, spans, curves, `over`.
 */
export class Stage {
  readonly #renderer: WebGLRenderer;
  readonly #root = new Container();
  readonly #view = new ViewUniforms();
  readonly #screen = new Screen();
  readonly #atlas = new GlyphAtlas();
  readonly #rects = new DataTexture("rgba32uint", 16_384);
  readonly #rows = new DataTexture("rgba32float", MOST_SLOTS);
  readonly #series = new DataTexture("rgba32float", 16_384);
  readonly #rectQuads = makeRectMesh(this.#rects, this.#rows, this.#view);
  readonly #seriesQuads = makeSeriesMesh(this.#series, this.#rows, this.#view);
  readonly #under: Painter;
  readonly #over: Painter;
  /** Called when a lost context has come back: all is to be drawn again. */
  onRestored: () => void = () => {};
  #rectCount = 0;
  #shownSeries: readonly SeriesTile[] = [];
  /** Where the y of the rows begin. */
  #anchor = 0;
  #tile: TileWindow | undefined;
  #theme: Theme | undefined;

  private constructor(renderer: WebGLRenderer) {
    this.#renderer = renderer;
    this.#under = new Painter(this.#atlas, this.#screen);
    this.#over = new Painter(this.#atlas, this.#screen);
    this.#root.addChild(this.#under.quads.mesh, this.#rectQuads.mesh, this.#seriesQuads.mesh, this.#over.quads.mesh);
  }

  /** Throws where there is no WebGL2. */
  static async open(canvas: HTMLCanvasElement): Promise<Stage> {
    const stage: Stage = new Stage(await openRenderer(canvas, () => stage.onRestored()));
    return stage;
  }

  /** Draws the letters, and has the graphics card make its programs, each in a task of its own: some take a tenth of a second. */
  async warmUp(fontFamily: string, dpr: number): Promise<void> {
    this.#atlas.setFont(fontFamily, TYPE_SIZE * dpr);
    for (const quads of [this.#rectQuads, this.#seriesQuads, this.#under.quads, this.#over.quads]) {
      quads.count = 1;
      this.#renderer.render({ container: this.#root });
      quads.count = 0;
      await nextTask();
    }
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#view.setColours(theme.styles, theme.background);
    setBackground(this.#renderer, theme.background);
  }

  /** Shows a tile in place of all before. `slots`: places of its tracks in the table of rows. */
  replaceTile(tile: Tile, window: TileWindow, slots: Uint32Array, slotOf: SlotOf): void {
    this.#rectCount = 0;
    this.#tile = window;
    this.#shownSeries = [];
    this.#seriesQuads.count = 0;
    this.appendTile(tile, slots, slotOf);
  }

  /** Shows a tile of the same window beside those before. */
  appendTile(tile: Tile, slots: Uint32Array, slotOf: SlotOf): void {
    if (this.#tile === undefined) throw new Error("a tile to append to is missing");
    const from = this.#rectCount;
    const total = from + tile.start.length;
    const grew = this.#rects.reserve(Math.max(total, 1));
    this.#rectCount += encodeRects(tile, this.#tile, slots, this.#rects.words, from);
    this.#rects.upload(grew ? 0 : from, this.#rectCount);
    this.#rectQuads.count = this.#rectCount;
    if (tile.series.length > 0) this.#showSeries([...this.#shownSeries, ...tile.series], slotOf);
  }

  #showSeries(series: readonly SeriesTile[], slotOf: SlotOf): void {
    this.#shownSeries = series;
    const texels = seriesTexels(series);
    this.#series.reserve(texels);
    writeSeries(series, slotOf, this.#series.floats);
    this.#series.upload(0, texels);
    this.#seriesQuads.count = series.length;
  }

  clear(): void {
    this.#rectCount = 0;
    this.#tile = undefined;
    this.#rectQuads.count = 0;
    this.#shownSeries = [];
    this.#seriesQuads.count = 0;
  }

  /** The table of rows: for each slot [y, height, inset above, inset below], css pixels; height 0 hides. */
  setRows(rows: Float32Array, count: number, anchor: number): void {
    this.#anchor = anchor;
    this.#rows.floats.set(rows.subarray(0, count * 4));
    this.#rows.upload(0, count);
  }

  resize(width: number, height: number): void {
    this.#renderer.resize(width, height);
  }

  draw(view: StageView, under: (paint: Paint) => void, over: (paint: Paint) => void): void {
    if (this.#theme === undefined || this.#renderer.context.isLost) return;
    this.#atlas.setFont(this.#theme.fontFamily, TYPE_SIZE * view.dpr);
    this.#place(view);
    const epoch = this.#atlas.epoch;
    this.#paint(under, over);
    if (epoch !== this.#atlas.epoch) this.#paint(under, over);
    this.#atlas.flush();
    this.#renderer.render({ container: this.#root });
  }

  #paint(under: (paint: Paint) => void, over: (paint: Paint) => void): void {
    this.#under.paint(under);
    this.#over.paint(over);
  }

  #place(view: StageView): void {
    this.#screen.set(view.width, view.height);
    const tile = this.#tile;
    const perPixel = (view.window.to - view.window.from) / view.width;
    const zoom = tile === undefined ? 1 : nsPerPixel(tile) / perPixel;
    const offset = tile === undefined ? 0 : (tile.from - view.window.from) / perPixel;
    this.#view.setView(
      zoom,
      offset,
      tile?.pixels ?? 1,
      view.width,
      view.height,
      view.top,
      view.dpr,
      view.scroll - this.#anchor,
    );
  }

  destroy(): void {
    this.#renderer.destroy();
    this.#root.destroy({ children: true });
  }
}
