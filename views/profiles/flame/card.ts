import { placeCard } from "../../timeline/card.ts";
import type { Point } from "../../timeline/input/pointer.ts";
import type { NodeWords } from "./words.ts";

/** The card beside the pointer that says what lies under it. All of it is text: names come from the profile. */
export class FlameCard {
  readonly #card: HTMLElement;
  readonly #box: HTMLElement;
  #node = -1;

  /** `box` holds the card. */
  constructor(card: HTMLElement, box: HTMLElement) {
    this.#card = card;
    this.#box = box;
  }

  hide(): void {
    this.#card.hidden = true;
    this.#node = -1;
  }

  /** `words` are asked for only when it is another node than before. */
  show(node: number, at: Point, words: () => NodeWords): void {
    if (node !== this.#node) this.#fill(words());
    this.#node = node;
    this.#card.hidden = false;
    placeCard(this.#card, at.x, at.y, this.#box.clientWidth, this.#box.clientHeight);
  }

  #fill({ title, facts }: NodeWords): void {
    const heading = document.createElement("h3");
    heading.textContent = title;
    const list = document.createElement("dl");
    for (const [name, value] of facts) {
      const [term, description] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = name;
      description.textContent = value;
      list.append(term, description);
    }
    this.#card.replaceChildren(heading, list);
  }
}
