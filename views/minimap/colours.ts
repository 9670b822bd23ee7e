import { Style } from "../../src/timeline/style.ts";
import { dimmed } from "../timeline/theme.ts";
import { colourReader, cssColour, faded } from "../webgl/colour.ts";
import type { MinimapColours } from "./draw.ts";

/** The palette's colours, read through an element in the page; states are dimmed but those in `bright`, if there are any. */
export function readColours(probe: HTMLElement, bright: ReadonlySet<number>): MinimapColours {
  const read = colourReader(probe);
  const state = (name: string, style: number): string =>
    cssColour(bright.size === 0 || bright.has(style) ? read(name) : dimmed(read("bg"), read(name)));
  const colour = (name: string, share = 1): string => cssColour(faded(read(name), share));
  return {
    background: colour("bg"),
    running: state("running", Style.Running),
    syscall: state("syscall", Style.Syscall),
    runnable: state("runnable", Style.Runnable),
    pause: colour("stw"),
    mark: colour("mark"),
    bookmark: colour("accent"),
    lost: colour("lost"),
    lostVeil: colour("bg", 0.7),
    window: colour("accent"),
    veil: colour("section", 0.72),
  };
}
