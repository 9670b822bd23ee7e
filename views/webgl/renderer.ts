import "pixi.js/unsafe-eval";
import { Ticker, WebGLRenderer } from "pixi.js";
import type { Rgba } from "./colour.ts";

/** A renderer that draws when told to. Throws where there is no WebGL2. `redraw` is called when a lost context has come back. */
export async function openRenderer(canvas: HTMLCanvasElement, redraw: () => void): Promise<WebGLRenderer> {
  Ticker.system.autoStart = false;
  Ticker.system.stop();
  const renderer = new WebGLRenderer();
  await renderer.init({
    canvas,
    width: Math.max(1, canvas.width),
    height: Math.max(1, canvas.height),
    resolution: 1,
    autoDensity: false,
    antialias: false,
    preferWebGLVersion: 2,
    backgroundAlpha: 1,
    skipExtensionImports: true,
    gcActive: false,
  });
  canvas.addEventListener("webglcontextrestored", redraw);
  return renderer;
}

export function setBackground(renderer: WebGLRenderer, colour: Rgba): void {
  renderer.background.color = [0, 8, 16].map((shift) => ((colour >>> shift) & 255) / 255);
}
