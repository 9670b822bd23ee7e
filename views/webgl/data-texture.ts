import { BufferImageSource } from "pixi.js";

/** Texels in a row of a data texture: every WebGL2 device allows 2048. Shaders split an index by the same number. */
export const TEXTURE_WIDTH = 1024;

/** GLSL: a texel of a data texture by its index. */
export const AT_GLSL = "ivec2 at(int i) { return ivec2(i & 1023, i >> 10); }";

/**
 * A list of texels of four 32-bit numbers that a shader fetches by index. Grows by doubling; the graphics card gets the
 * rows that changed.
 */
export class DataTexture {
  readonly source: BufferImageSource;
  words: Uint32Array<ArrayBuffer>;
  floats: Float32Array<ArrayBuffer>;
  readonly #format: "rgba32uint" | "rgba32float";

  constructor(format: "rgba32uint" | "rgba32float", texels: number) {
    this.#format = format;
    const rows = Math.ceil(texels / TEXTURE_WIDTH);
    this.words = new Uint32Array(rows * TEXTURE_WIDTH * 4);
    this.floats = new Float32Array(this.words.buffer);
    this.source = new BufferImageSource({
      resource: this.#resource(),
      width: TEXTURE_WIDTH,
      height: rows,
      format,
      alphaMode: "no-premultiply-alpha",
      scaleMode: "nearest",
      autoGenerateMipmaps: false,
      autoGarbageCollect: false,
    });
  }

  get capacity(): number {
    return this.words.length / 4;
  }

  /** Makes room; the texels before keep their values. What was on the card is gone: `upload` all. Returns whether it grew. */
  reserve(texels: number): boolean {
    if (texels <= this.capacity) return false;
    let capacity = this.capacity;
    while (capacity < texels) capacity *= 2;
    const larger = new Uint32Array(capacity * 4);
    larger.set(this.words);
    this.words = larger;
    this.floats = new Float32Array(larger.buffer);
    this.source.resource = this.#resource();
    this.source.resize(TEXTURE_WIDTH, capacity / TEXTURE_WIDTH, 1);
    return true;
  }

  /** Sends texels [from, to) to the card. */
  upload(from: number, to: number): void {
    if (to > from) this.source.update(from, to);
  }

  #resource(): Uint32Array | Float32Array {
    return this.#format === "rgba32uint" ? this.words : this.floats;
  }
}
