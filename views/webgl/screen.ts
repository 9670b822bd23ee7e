import { UniformGroup } from "pixi.js";

/** GLSL: where a device pixel of the canvas lies; uScreen begins with its width and height. */
export const PLACE_GLSL =
  "vec4 place(vec2 pixel) { return vec4(pixel.x / uScreen.x * 2.0 - 1.0, 1.0 - pixel.y / uScreen.y * 2.0, 0.0, 1.0); }";

export const SCREEN_GLSL = `
uniform vec4 uScreen;
${PLACE_GLSL}
`;

/** The size of the canvas, as shaders know it. */
export class Screen {
  readonly group: UniformGroup;
  readonly #screen = new Float32Array(4);

  constructor() {
    this.group = new UniformGroup({ uScreen: { value: this.#screen, type: "vec4<f32>" } });
  }

  /** Device pixels. */
  set(width: number, height: number): void {
    if (this.#screen[0] === width && this.#screen[1] === height) return;
    this.#screen.set([width, height]);
    this.group.update();
  }
}
