import { cssColour } from "../webgl/colour.ts";
import type { Row } from "./layout.ts";
import { RULER_HEIGHT } from "./ruler.ts";
import { shortFunction } from "./row-name.ts";
import type { Theme } from "./theme.ts";

/** What a picture of the timeline shows beside the canvas. Lengths in css pixels, `dpr` device pixels in each. */
export interface PictureNames {
  readonly rows: readonly Row[];
  readonly gutterWidth: number;
  readonly scroll: number;
  /** Where the rows begin. */
  readonly top: number;
  readonly dpr: number;
  readonly theme: Theme;
}

/** A PNG of the canvas, which must have been drawn just before, with the names of its tracks at the left. */
export async function pictureOf(canvas: HTMLCanvasElement, names: PictureNames): Promise<Blob> {
  const { rows, gutterWidth, scroll, top, dpr, theme } = names;
  const left = Math.round(gutterWidth * dpr);
  const picture = new OffscreenCanvas(left + canvas.width, canvas.height);
  const context = picture.getContext("2d");
  if (context === null) throw new Error("no canvas to draw on");
  context.fillStyle = cssColour(theme.background);
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(canvas, left, 0);
  context.font = `${12 * dpr}px ${theme.fontFamily}`;
  context.textBaseline = "middle";
  context.fillStyle = cssColour(theme.foreground);
  for (const row of rows) {
    const y = (row.y - scroll + top + row.height / 2) * dpr;
    if (y < RULER_HEIGHT * dpr) continue;
    const name = row.kind === "track" && row.group !== undefined ? shortFunction(row.name) : row.name;
    context.fillText(name, 8 * dpr, y, left - 16 * dpr);
  }
  return picture.convertToBlob({ type: "image/png" });
}
