import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { PAGES, placeHash, type Page } from "../../src/app/place.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import { PAGE_ENTRIES } from "./pages.ts";

/** One entry per page; folds to icons. */
export class RailElement extends LitElement {
  static override properties = { app: { attribute: false }, folded: { type: Boolean, reflect: true } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        width: 128px;
        border-right: 1px solid var(--gs-line);
        background: var(--gs-panel);
      }
      :host([folded]) {
        width: 40px;
      }
      nav {
        flex: 1;
        padding: 6px 5px;
      }
      a,
      button {
        display: flex;
        align-items: center;
        gap: 9px;
        width: 100%;
        height: 28px;
        padding: 0 7px;
        border-radius: 5px;
        color: var(--gs-text);
      }
      a:hover {
        background: var(--gs-hover);
        text-decoration: none;
      }
      a[aria-current] {
        background: var(--gs-chosen);
        font-weight: 600;
      }
      .foot {
        padding: 6px 5px;
      }
      .foot button {
        color: var(--gs-dim);
      }
      :host([folded]) span {
        display: none;
      }
      svg {
        flex: none;
        width: 16px;
        height: 16px;
        fill: none;
        stroke: currentColor;
        stroke-width: 2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      :host([folded]) .fold svg {
        transform: scaleX(-1);
      }
    `,
  ];
  declare app: App;
  declare folded: boolean;
  protected readonly state = new StateController(this, "page");

  constructor() {
    super();
    this.folded = false;
  }

  override render(): TemplateResult {
    return html`<nav aria-label="Pages">${PAGES.map((page) => this.#entry(page))}</nav>
      <div class="foot">
        <button
          class="plain fold"
          @click=${this.#fold}
          aria-label=${this.folded ? "Show names" : "Fold to icons"}
          title=${this.folded ? "Show names" : "Fold to icons"}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M9.5 4 5.5 8l4 4" /></svg><span>Fold</span>
        </button>
      </div>`;
  }

  #entry(page: Page): TemplateResult {
    const { name, question, icon } = PAGE_ENTRIES[page];
    const go = (event: MouseEvent): void => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.app.showPage(page);
    };
    const current = this.app.state.page === page;
    return html`<a
      href=${placeHash({ ...this.app.place(), page })}
      title=${`${name}: ${question}`}
      aria-label=${name}
      aria-current=${current ? "page" : nothing}
      @click=${go}
      ><svg viewBox="0 0 16 16" aria-hidden="true">${icon}</svg><span>${name}</span></a
    >`;
  }

  #fold = (): void => {
    this.folded = !this.folded;
  };
}

customElements.define("gs-rail", RailElement);
