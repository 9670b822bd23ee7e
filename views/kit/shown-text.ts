/** Longer names are cut where they are shown: a trace may hold lines of megabytes. */
const LONGEST = 400;

/**
 * Text of a trace as it is shown: of bounded length, and with characters that would not be seen, or would turn what
 * follows around (controls, direction marks), replaced by a visible stand-in.
 */
export function shownText(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replaceAll(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
