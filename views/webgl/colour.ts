/** Packed little-endian as WebGL reads bytes: 0xAABBGGRR, not premultiplied. */
export type Rgba = number;

/** What is legible upon pale colours. */
export const DARK_INK = rgba(16, 20, 26, 255);
const LIGHT_INK = rgba(255, 255, 255, 255);

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

/** A colour as CSS writes it. */
export function cssColour(colour: Rgba): string {
  const channel = (at: number): number => (colour >>> at) & 255;
  return `rgb(${channel(0)} ${channel(8)} ${channel(16)} / ${channel(24) / 255})`;
}

/** Reads colours by the names of their variables, less "--gs-": only a computed `color` has var() and light-dark() resolved. */
export function colourReader(probe: HTMLElement): (name: string) => Rgba {
  return (name) => {
    probe.style.color = `var(--gs-${name})`;
    const colour = parseComputedColour(getComputedStyle(probe).color) ?? DARK_INK;
    probe.style.color = "";
    return colour;
  };
}

/** A colour between two opaque ones: the first at share 0, the second at 1. */
export function mixed(a: Rgba, b: Rgba, share: number): Rgba {
  const channel = (shift: number): number => {
    const [from, to] = [(a >>> shift) & 255, (b >>> shift) & 255];
    return Math.round(from + (to - from) * share);
  };
  return rgba(channel(0), channel(8), channel(16), 255);
}
