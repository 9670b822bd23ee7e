import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { countOf, formatShare } from "../../../src/base/format.ts";
import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import { pageStyles } from "../../kit/page-styles.ts";
import { baseStyles } from "../../kit/shared-styles.ts";
import { formatWeight } from "../weights.ts";
import { findFrames, matcherOf, type Found } from "./search.ts";

/** What is found now; undefined: nothing is sought. */
export class FoundEvent extends Event {
  readonly found: Found | undefined;

  constructor(found: Found | undefined) {
    super("gs-found");
    this.found = found;
  }
}

/** The reader wishes to see the next match, or the one before. */
export class StepEvent extends Event {
  readonly step: 1 | -1;

  constructor(step: 1 | -1) {
    super("gs-step");
    this.step = step;
  }
}

/** Searches the frames of a tree by name: how many there are, and what the stacks with one of them weigh. */
export class FlameSearchElement extends LitElement {
  static override properties = {
    tree: { attribute: false },
    unit: { type: String },
    whole: { type: Number },
    text: { state: true },
    found: { state: true },
  };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        display: flex;
        flex-direction: row;
        align-items: center;
        gap: 8px;
        background: none;
      }
      input[type="search"] {
        width: 230px;
      }
      input[aria-invalid="true"] {
        border-color: var(--gs-bad-text);
      }
      button {
        width: 24px;
        height: 24px;
        padding: 0;
      }
    `,
  ];
  declare tree: FlameTree | undefined;
  declare unit: string;
  /** What shares refer to. */
  declare whole: number;
  declare text: string;
  declare found: Found | undefined;

  constructor() {
    super();
    this.text = this.unit = "";
    this.whole = 0;
  }

  override render(): TemplateResult {
    const { found } = this;
    return html`<input
        type="search"
        spellcheck="false"
        aria-label="Frames whose name contains"
        aria-invalid=${this.text !== "" && !matcherOf(this.text).ok}
        placeholder="name contains, or expression…"
        title="Part of a name, or a regular expression (/). Enter goes to the next match, Shift Enter to the one before."
        .value=${this.text}
        @input=${this.#typed}
        @keydown=${this.#key}
      />${
        found === undefined
          ? nothing
          : html`<span role="status"
                >${countOf(found.count, "frame")}, ${formatWeight(found.total, this.unit)},
                <b title="Of all stacks, those with a match, each counted once"
                  >${formatShare(found.total, this.whole)}</b
                ></span
              ><button aria-label="Match before" ?disabled=${found.count === 0} @click=${() => this.#step(-1)}>↑</button
              ><button aria-label="Next match" ?disabled=${found.count === 0} @click=${() => this.#step(1)}>↓</button>`
      }`;
  }

  override focus(): void {
    this.renderRoot.querySelector("input")?.focus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("tree") && !changed.has("text")) return;
    const matcher = matcherOf(this.text);
    // While an expression is half typed, what the text before it found stays.
    if (!matcher.ok && !changed.has("tree")) return;
    const { tree } = this;
    this.found = tree === undefined || this.text === "" || !matcher.ok ? undefined : findFrames(tree, matcher.test);
    this.dispatchEvent(new FoundEvent(this.found));
  }

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Enter") this.#step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.dispatchEvent(new Event("gs-leave"));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #step(step: 1 | -1): void {
    this.dispatchEvent(new StepEvent(step));
  }
}

customElements.define("gs-flame-search", FlameSearchElement);
