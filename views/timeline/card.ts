import { Style, STYLE_NAMES, GROUP_COLOURS } from "../../src/timeline/style.ts";
import type { Hit } from "../../src/timeline/types.ts";

/** The CSS variable of a style's colour. */
export function styleVariable(style: number): string {
  if (style >= Style.GroupFirst) return `--gs-group-${(style - Style.GroupFirst) % GROUP_COLOURS}`;
  return `--gs-${STYLE_NAMES[style] ?? "idle"}`;
}

/** Fills the card that says what lies under the pointer. All of it is text: names come from the trace. */
export function fillCard(card: HTMLElement, hit: Hit): void {
  const title = document.createElement("div");
  title.className = "card-title";
  const swatch = document.createElement("span");
  swatch.className = "swatch";
  swatch.style.background = `var(${styleVariable(hit.style)})`;
  const words = document.createElement("span");
  words.textContent = hit.title;
  title.append(swatch, words);
  const lines = hit.lines.map((line) => {
    const element = document.createElement("div");
    element.textContent = line;
    return element;
  });
  card.replaceChildren(title, ...lines);
}

const GAP = 14;

/** Puts the card beside the pointer, on the side where there is room. css pixels of the box that holds both. */
export function placeCard(card: HTMLElement, x: number, y: number, boxWidth: number, boxHeight: number): void {
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = x + GAP + width <= boxWidth ? x + GAP : Math.max(0, x - GAP - width);
  const top = y + GAP + height <= boxHeight ? y + GAP : Math.max(0, y - GAP - height);
  card.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
