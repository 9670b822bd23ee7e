import { colourReader, inkOn, mixed, type Rgba } from "../webgl/colour.ts";
import { GROUP_COLOURS, Style, STYLE_NAMES } from "../../src/timeline/style.ts";

export const STYLE_COUNT = Style.GroupFirst + GROUP_COLOURS;

export interface Theme {
  /** A colour per style, groups after the states. */
  readonly styles: Uint32Array;
  /** What is legible upon it. */
  readonly inks: Uint32Array;
  readonly background: Rgba;
  readonly foreground: Rgba;
  readonly muted: Rgba;
  readonly grid: Rgba;
  readonly section: Rgba;
  readonly ruler: Rgba;
  readonly accent: Rgba;
  readonly mark: Rgba;
  /** Where events are missing. */
  readonly lost: Rgba;
  readonly fontFamily: string;
}

/**
 * Reads the palette through an element in the page. A variable that is not set reads as the text colour around the
 * element.
 */
export function readTheme(probe: HTMLElement): Theme {
  const colour = colourReader(probe);
  const styles = new Uint32Array(STYLE_COUNT);
  for (let style = 0; style < STYLE_NAMES.length; style++) styles[style] = colour(STYLE_NAMES[style]!);
  for (let group = 0; group < GROUP_COLOURS; group++) styles[Style.GroupFirst + group] = colour(`group-${group}`);
  return {
    styles,
    inks: styles.map(inkOn),
    background: colour("bg"),
    foreground: colour("fg"),
    muted: colour("muted"),
    grid: colour("grid"),
    section: colour("section"),
    ruler: colour("ruler"),
    accent: colour("accent"),
    mark: colour("mark"),
    lost: colour("lost"),
    fontFamily: getComputedStyle(probe).fontFamily,
  };
}

/** How much of its colour a dimmed style keeps. */
const DIMMED_SHARE = 0.1;

/** A colour that is not kept bright, on a background. */
export function dimmed(background: Rgba, colour: Rgba): Rgba {
  return mixed(background, colour, DIMMED_SHARE);
}

/** No states of goroutines: ranges, in whose colours heap and GC are drawn too, and procs without a goroutine. */
const NEVER_DIMMED: ReadonlySet<number> = new Set([
  Style.StopTheWorld,
  Style.GCMark,
  Style.GCAssist,
  Style.GCSweep,
  Style.ProcIdle,
  Style.ProcHeld,
]);

/**
 * The theme with all styles dimmed but those in `bright`; as it is if there are none. Groups' colours stand for goroutines
 * that run on a proc, and are bright when running is.
 */
export function keptBright(theme: Theme, bright: ReadonlySet<number>): Theme {
  if (bright.size === 0) return theme;
  const isBright = (style: number): boolean =>
    NEVER_DIMMED.has(style) || bright.has(style >= Style.GroupFirst ? Style.Running : style);
  return {
    ...theme,
    styles: theme.styles.map((colour, style) => (isBright(style) ? colour : dimmed(theme.background, colour))),
    inks: theme.inks.map((ink, style) => (isBright(style) ? ink : theme.muted)),
  };
}

/** Calls back when the system's or the page's choice of light and dark changes; returns what stops that. */
export function watchTheme(changed: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
  return () => {
    media.removeEventListener("change", changed);
    observer.disconnect();
  };
}
