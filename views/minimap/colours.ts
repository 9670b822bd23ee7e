import { colourReader, cssColour, faded } from "../webgl/colour.ts";
import type { MinimapColours } from "./draw.ts";

/** The palette's colours, read through an element in the page. */
export function readColours(probe: HTMLElement): MinimapColours {
  const read = colourReader(probe);
  const colour = (name: string, share = 1): string => cssColour(faded(read(name), share));
  return {
    background: colour("bg"),
    running: colour("running"),
    syscall: colour("syscall"),
    runnable: colour("runnable"),
    pause: colour("stw"),
    mark: colour("mark"),
    bookmark: colour("accent"),
    window: colour("accent"),
    veil: colour("section", 0.72),
  };
}
