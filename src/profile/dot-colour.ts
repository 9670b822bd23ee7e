/** How bright, and how far from grey, lines and fills are at most: HSV value and saturation. */
const LOOKS = { line: { value: 0.7, saturation: 1 }, fill: { value: 0.93, saturation: 0.1 } } as const;

/** Below this share colours fade to grey. */
const FAINT = 0.2;
/** Small shares take more than their share of the colour scale: its power. */
const POWER = 0.3;

/** As pprof colours call graphs: from grey at a share of 0 to red at 1, and green at −1. "#rrggbb". */
export function dotColour(share: number, of: keyof typeof LOOKS): string {
  const { value } = LOOKS[of];
  const size = Math.min(Math.abs(share), 1) || 0;
  const saturation = LOOKS[of].saturation * Math.min(1, size / FAINT);
  const less = value * (1 - saturation * size ** POWER);
  const [red, green] = share < 0 ? [less, value] : [value, less];
  return `#${[red, green, value * (1 - saturation)].map(hex).join("")}`;
}

function hex(part: number): string {
  return Math.trunc(part * 255)
    .toString(16)
    .padStart(2, "0");
}
