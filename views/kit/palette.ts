import { GROUP_COLOURS, Style, STYLE_NAMES } from "../../src/timeline/style.ts";

/** What is of no state: lifetimes, durations, counts. */
export const PLAIN = -1;

/** The CSS colour of a style of the timeline, as a reference to its variable. */
export function styleColour(style: number): string {
  return `var(${styleVariable(style)})`;
}

/** The variable itself. */
export function styleVariable(style: number): string {
  if (style === PLAIN) return "--gs-plain";
  if (style >= Style.GroupFirst) return `--gs-group-${(style - Style.GroupFirst) % GROUP_COLOURS}`;
  return `--gs-${STYLE_NAMES[style] ?? "blocked-other"}`;
}
