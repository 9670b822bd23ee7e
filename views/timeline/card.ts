import { shownText } from "../kit/shown-text.ts";
import { Style, STYLE_NAMES, GROUP_COLOURS } from "../../src/timeline/style.ts";
import type { Hit, StyleTime } from "../../src/timeline/types.ts";
import type { Loss } from "./losses.ts";

/** The CSS variable of a style's colour. */
export function styleVariable(style: number): string {
  if (style >= Style.GroupFirst) return `--gs-group-${(style - Style.GroupFirst) % GROUP_COLOURS}`;
  return `--gs-${STYLE_NAMES[style] ?? "idle"}`;
}

/** Fills the card that says what lies under the pointer. All of it is text: names come from the trace. */
export function fillCard(card: HTMLElement, hit: Hit): void {
  fill(card, styleVariable(hit.style), hit.title, hit.lines);
  if (hit.parts !== undefined && hit.parts.length > 1) card.children[0]?.after(strip(hit.parts));
}

/** Says what is missing, and why. */
export function fillLossCard(card: HTMLElement, loss: Loss): void {
  fill(card, "--gs-lost", loss.title, loss.lines);
}

function fill(card: HTMLElement, colour: string, heading: string, facts: readonly string[]): void {
  const title = document.createElement("div");
  title.className = "card-title";
  const swatch = document.createElement("span");
  swatch.className = "swatch";
  swatch.style.background = `var(${colour})`;
  const words = document.createElement("span");
  words.textContent = shownText(heading);
  title.append(swatch, words);
  const lines = facts.map((line) => {
    const element = document.createElement("div");
    element.textContent = shownText(line);
    return element;
  });
  card.replaceChildren(title, ...lines);
}

/** How the time of what is merged divides into styles. The lines below say the same in words. */
function strip(parts: readonly StyleTime[]): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "card-strip";
  bar.ariaHidden = "true";
  for (const { style, ns } of parts) {
    const part = document.createElement("span");
    part.style.flex = `${ns} 0 0`;
    part.style.background = `var(${styleVariable(style)})`;
    bar.append(part);
  }
  return bar;
}

const GAP = 14;

/** Puts the card beside the pointer, on the side where there is room. css pixels of the box that holds both. */
export function placeCard(card: HTMLElement, x: number, y: number, boxWidth: number, boxHeight: number): void {
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = x + GAP + width <= boxWidth ? x + GAP : Math.max(0, x - GAP - width);
  const top = y + GAP + height <= boxHeight ? y + GAP : Math.max(0, y - GAP - height);
  card.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
