import type { Rgba } from "./colour.ts";

/** What draws boxes and text; coordinates in device pixels, from the canvas's top left. */
export interface Paint {
  box(x0: number, y0: number, x1: number, y1: number, colour: Rgba): void;
  /** The outline of a rectangle, on its inside, `line` thick. */
  frame(x0: number, y0: number, x1: number, y1: number, line: number, colour: Rgba): void;
  /** One line of text, top left at x, y; cut with "…" to fit into `room`. Returns false if nothing was drawn for want of room. */
  text(text: string, x: number, y: number, colour: Rgba, room?: number): boolean;
  measure(text: string): number;
}
