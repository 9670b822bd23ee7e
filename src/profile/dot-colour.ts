/** How bright, and how far from grey, lines and fills are at most: HSV value and saturation. */
const LOOKS = { line: { value: 0.7, saturation: 1 }, fill: { value: 0.93, saturation: 0.1 } } as const;

/** Below this share colours fade to grey. */
const FAINT = 0.2;
/** Small shares take more than their share of the colour scale: its power. */
const POWER = 0.3;

/** What is negative, as a difference may be, is green as pprof has it, or blue, which the colour-blind tell from red. */
export type LessColour = "green" | "blue";

/** As pprof colours call graphs: from grey at a share of 0 to red at 1, and to the other colour at −1. "#rrggbb". */
export function dotColour(share: number, of: keyof typeof LOOKS, less: LessColour = "green"): string {
  const { value } = LOOKS[of];
  const size = Math.min(Math.abs(share), 1) || 0;
  const saturation = LOOKS[of].saturation * Math.min(1, size / FAINT);
  const fading = value * (1 - saturation * size ** POWER);
  const faded = value * (1 - saturation);
  if (share >= 0 || Number.isNaN(share)) return packed(value, fading, faded);
  return less === "green" ? packed(fading, value, faded) : packed(faded, fading, value);
}

function packed(...parts: readonly number[]): string {
  return `#${parts.map(hex).join("")}`;
}

function hex(part: number): string {
  return Math.trunc(part * 255)
    .toString(16)
    .padStart(2, "0");
}
