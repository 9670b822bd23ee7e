import { GROUP_COLOURS, Style, STYLE_NAMES } from "../../src/timeline/style.ts";

/** Packed little-endian as WebGL reads bytes: 0xAABBGGRR, not premultiplied. */
export type Rgba = number;

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
  readonly fontFamily: string;
}

const LIGHT_INK = rgba(255, 255, 255, 255);
const DARK_INK = rgba(16, 20, 26, 255);

export function rgba(red: number, green: number, blue: number, alpha: number): Rgba {
  return (red | (green << 8) | (blue << 16) | (alpha << 24)) >>> 0;
}

/** The same colour, `share` (0 to 1) as opaque. */
export function faded(colour: Rgba, share: number): Rgba {
  return ((colour & 0xffffff) | (Math.round((colour >>> 24) * share) << 24)) >>> 0;
}

/** Black or white, whichever has the higher contrast (WCAG relative luminance). */
export function inkOn(colour: Rgba): Rgba {
  const luminance = relativeLuminance(colour);
  return 1.05 / (luminance + 0.05) > (luminance + 0.05) / (relativeLuminance(DARK_INK) + 0.05) ? LIGHT_INK : DARK_INK;
}

/** WCAG 2 relative luminance of an sRGB colour, 0 to 1. */
export function relativeLuminance(colour: Rgba): number {
  const linear = (byte: number): number => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour & 255) + 0.7152 * linear((colour >>> 8) & 255) + 0.0722 * linear((colour >>> 16) & 255);
}

/** "rgb(1, 2, 3)" or "rgba(1, 2, 3, 0.5)", as getComputedStyle prints colours of the sRGB space. */
export function parseComputedColour(text: string): Rgba | undefined {
  const parts = /^rgba?\(([\d.]+),\s*([\d.]+),\s*([\d.]+)(?:,\s*([\d.]+))?\)$/.exec(text.trim());
  if (parts === null) return undefined;
  const byte = (part: string | undefined): number => Math.round(Number(part));
  return rgba(byte(parts[1]), byte(parts[2]), byte(parts[3]), Math.round(Number(parts[4] ?? 1) * 255));
}

/**
 * Reads the palette through an element in the page: only a computed `color` has var(), light-dark() and names resolved.
 * A variable that is not set reads as the text colour around the element.
 */
export function readTheme(probe: HTMLElement): Theme {
  const colour = (name: string): Rgba => {
    probe.style.color = `var(--gs-${name})`;
    return parseComputedColour(getComputedStyle(probe).color) ?? DARK_INK;
  };
  const styles = new Uint32Array(STYLE_COUNT);
  for (let style = 0; style < STYLE_NAMES.length; style++) styles[style] = colour(STYLE_NAMES[style]!);
  for (let group = 0; group < GROUP_COLOURS; group++) styles[Style.GroupFirst + group] = colour(`group-${group}`);
  const theme: Theme = {
    styles,
    inks: styles.map(inkOn),
    background: colour("bg"),
    foreground: colour("fg"),
    muted: colour("muted"),
    grid: colour("grid"),
    section: colour("section"),
    ruler: colour("ruler"),
    accent: colour("accent"),
    fontFamily: getComputedStyle(probe).fontFamily,
  };
  probe.style.color = "";
  return theme;
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
