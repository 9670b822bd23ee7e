/** What stands over a picture that is saved: a title, and names with their colours. */
export interface PictureHead {
  readonly title: string;
  readonly legend: readonly { readonly name: string; readonly colour: string }[];
}

const MARGIN = 12;
const LINE = 20;
const SWATCH = 10;

/**
 * A picture as PNG: the page's background, a head, and below it what `draw` draws in a box of so many CSS pixels.
 * Colours and fonts are those that `element` has.
 */
export async function pictureOf(
  element: HTMLElement,
  head: PictureHead,
  box: { readonly width: number; readonly height: number },
  draw: (context: OffscreenCanvasRenderingContext2D, colour: (variable: string) => string) => void,
): Promise<Blob> {
  const style = getComputedStyle(element);
  const colour = (variable: string): string => style.getPropertyValue(variable).trim();
  const ratio = Math.max(window.devicePixelRatio, 1);
  const entries = legendLines(head, box.width - 2 * MARGIN);
  const top = MARGIN + LINE * (1 + entries.lines);
  const canvas = new OffscreenCanvas(Math.ceil(box.width * ratio), Math.ceil((box.height + top) * ratio));
  const context = canvas.getContext("2d")!;
  context.scale(ratio, ratio);
  context.fillStyle = colour("--gs-page");
  context.fillRect(0, 0, box.width, box.height + top);
  context.textBaseline = "middle";
  context.fillStyle = colour("--gs-text");
  context.font = TITLE_FONT;
  context.fillText(head.title, MARGIN, MARGIN + LINE / 2 - 2);
  context.font = FONT;
  for (const { x, line, name, colour: variable } of entries.placed) {
    const y = MARGIN + LINE * (line + 1.5) - 2;
    context.fillStyle = colour(variable);
    context.fillRect(x, y - SWATCH / 2, SWATCH, SWATCH);
    context.fillStyle = colour("--gs-text");
    context.fillText(name, x + SWATCH + 5, y);
  }
  context.translate(0, top);
  draw(context, colour);
  return canvas.convertToBlob();
}

const FONT = "12px system-ui, sans-serif";
const TITLE_FONT = "600 13px system-ui, sans-serif";

interface Placed {
  readonly x: number;
  readonly line: number;
  readonly name: string;
  readonly colour: string;
}

/** Names one after the other, in as many lines as they need. */
function legendLines(
  { legend }: PictureHead,
  width: number,
): { readonly placed: readonly Placed[]; readonly lines: number } {
  const context = new OffscreenCanvas(1, 1).getContext("2d")!;
  context.font = FONT;
  const placed: Placed[] = [];
  let x = 0;
  let line = 0;
  for (const entry of legend) {
    const needs = SWATCH + 5 + context.measureText(entry.name).width + 16;
    if (x > 0 && x + needs > width) {
      x = 0;
      line++;
    }
    placed.push({ ...entry, x: MARGIN + x, line });
    x += needs;
  }
  return { placed, lines: legend.length === 0 ? 0 : line + 1 };
}
