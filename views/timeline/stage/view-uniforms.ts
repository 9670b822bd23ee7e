import { UniformGroup } from "pixi.js";

import type { Rgba } from "../../webgl/colour.ts";
import { PLACE_GLSL } from "../../webgl/screen.ts";
import { STYLE_COUNT } from "../theme.ts";

/** GLSL: what all meshes know of the view. Lengths in device pixels but for the scroll and the rows, in css pixels. */
export const VIEW_GLSL = `
uniform vec4 uTime;   // x: zoom of the view over that of the tile; y: where the tile's left edge lies; z: pixels of the tile
uniform vec4 uScreen; // x, y: size of the canvas; z: top of the tracks; w: device pixels in a css pixel
uniform vec4 uScroll; // x: scroll of the tracks
uniform vec4 uBackground;
uniform vec4 uStyles[${STYLE_COUNT}];
${PLACE_GLSL}
`;

/** The uniforms above: a pan or a zoom changes nothing else on the graphics card. */
export class ViewUniforms {
  readonly group: UniformGroup;
  readonly #time = new Float32Array(4);
  readonly #screen = new Float32Array(4);
  readonly #scroll = new Float32Array(4);
  readonly #background = new Float32Array(4);
  readonly #styles = new Float32Array(STYLE_COUNT * 4);

  constructor() {
    this.group = new UniformGroup({
      uTime: { value: this.#time, type: "vec4<f32>" },
      uScreen: { value: this.#screen, type: "vec4<f32>" },
      uScroll: { value: this.#scroll, type: "vec4<f32>" },
      uBackground: { value: this.#background, type: "vec4<f32>" },
      uStyles: { value: this.#styles, type: "vec4<f32>", size: STYLE_COUNT },
    });
  }

  setView(
    zoom: number,
    offset: number,
    tilePixels: number,
    width: number,
    height: number,
    top: number,
    dpr: number,
    scroll: number,
  ): void {
    this.#time.set([zoom, offset, tilePixels, 0]);
    this.#screen.set([width, height, top, dpr]);
    this.#scroll[0] = scroll;
    this.group.update();
  }

  setColours(styles: Uint32Array, background: Rgba): void {
    styles.forEach((colour, style) => unpack(colour, this.#styles, style * 4));
    unpack(background, this.#background, 0);
    this.group.update();
  }
}

function unpack(colour: Rgba, into: Float32Array, at: number): void {
  for (let channel = 0; channel < 4; channel++) into[at + channel] = ((colour >>> (8 * channel)) & 255) / 255;
}
