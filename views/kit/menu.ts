import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { cssProperties } from "./css-properties.ts";
import { baseStyles } from "./shared-styles.ts";

/** Something to be done. */
export interface MenuItem {
  readonly name: string;
  /** More about it, on hover. */
  readonly title?: string;
  /** Less important than its name, beside it. */
  readonly hint?: string;
  /** On or off; choosing it leaves the menu open. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** First of a group: a line stands above it. */
  readonly begins?: boolean;
  readonly act: () => void;
}

/** A menu where the reader pressed for it. css pixels of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly items: readonly MenuItem[];
}

/**
 * A menu of what can be done with a thing: arrows, Home, End and letters move, Enter chooses, Escape and a press elsewhere
 * close it. Closed, it fires `gs-close`, and whoever had the focus has it again.
 */
export class MenuElement extends LitElement {
  static override properties = { place: { attribute: false }, left: { state: true }, top: { state: true } };
  static override styles = [
    baseStyles,
    css`
      [role="menu"] {
        position: fixed;
        min-width: 180px;
        max-width: min(460px, 90vw);
        max-height: 80vh;
        inset: auto;
        left: var(--left);
        top: var(--top);
        overflow-y: auto;
        color: inherit;
        margin: 0;
        padding: 4px;
        border: 1px solid var(--gs-line);
        border-radius: 6px;
        background: var(--gs-raised);
        box-shadow: 0 4px 18px rgb(0 0 0 / 0.25);
      }
      .title {
        padding: 2px 8px 4px;
        color: var(--gs-dim);
        font: 11px var(--gs-mono);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      button {
        display: block;
        width: 100%;
        height: 24px;
        padding: 0 8px;
        border: none;
        background: none;
        text-align: left;
        white-space: nowrap;
      }
      button:focus-visible,
      button:hover {
        outline: none;
        background: var(--gs-chosen);
      }
      button:disabled {
        opacity: 0.45;
      }
      .check {
        display: inline-block;
        width: 18px;
      }
      .hint {
        padding-left: 10px;
        color: var(--gs-dim);
        font-size: 12px;
      }
      hr {
        margin: 4px 0;
        border: none;
        border-top: 1px solid var(--gs-line);
      }
    `,
  ];
  /** undefined: closed. */
  declare place: MenuPlace | undefined;
  declare left: number;
  declare top: number;
  #before: HTMLElement | undefined;

  constructor() {
    super();
    this.left = this.top = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("pointerdown", this.#pressed, true);
    addEventListener("blur", this.#close);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this.#pressed, true);
    removeEventListener("blur", this.#close);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("place") || this.place === undefined || changed.get("place") !== undefined) return;
    this.left = this.place.x;
    this.top = this.place.y;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.place === undefined) return nothing;
    const { title, items } = this.place;
    const at = { "--left": `${this.left}px`, "--top": `${this.top}px` };
    // In the top layer, so that nothing around the element cuts it off.
    return html`<div role="menu" popover="manual" aria-label=${title} @keydown=${this.#key} ${cssProperties(at)}>
      <div class="title">${title}</div>
      ${items.map(
        (item) =>
          html`${item.begins === true ? html`<hr role="separator" />` : nothing}<button
              role=${item.checked === undefined ? "menuitem" : "menuitemcheckbox"}
              aria-checked=${item.checked ?? nothing}
              ?disabled=${item.disabled === true}
              tabindex="-1"
              title=${item.title ?? nothing}
              @click=${() => this.#choose(item)}
            >
              ${item.checked === undefined ? nothing : html`<span class="check">${item.checked ? "✓" : ""}</span>`}${item.name}${item.hint === undefined ? nothing : html`<span class="hint">${item.hint}</span>`}
            </button>`,
      )}
    </div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("place") || this.place === undefined) return;
    // Other items in a menu that is open leave it where it is, and the focus too.
    if (changed.get("place") !== undefined) return;
    const menu = this.renderRoot.querySelector<HTMLElement>("[role=menu]")!;
    menu.showPopover();
    const box = menu.getBoundingClientRect();
    this.left = Math.max(4, Math.min(this.place.x, innerWidth - box.width - 4));
    this.top = Math.max(4, Math.min(this.place.y, innerHeight - box.height - 4));
    this.#before = focused();
    this.#items()[0]?.focus();
  }

  #choose(item: MenuItem): void {
    if (item.checked === undefined) this.#close();
    item.act();
  }

  #close = (): void => {
    if (this.place === undefined) return;
    this.place = undefined;
    this.#before?.focus();
    this.dispatchEvent(new Event("gs-close"));
  };

  #pressed = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  #key = (event: KeyboardEvent): void => {
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(":focus"));
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const step = steps[event.key] ?? letterStep(items, at, event.key);
    if (event.key === "Escape" || event.key === "Tab") this.#close();
    else if (step === undefined) return;
    else items.at(step % items.length)?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  #items(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("button:not(:disabled)")];
  }
}

/** The next item that begins with a letter. */
function letterStep(items: readonly HTMLElement[], at: number, key: string): number | undefined {
  if (key.length !== 1) return undefined;
  const begins = (item: HTMLElement): boolean => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  const next = items.findIndex((item, i) => i > at && begins(item));
  const step = next === -1 ? items.findIndex(begins) : next;
  return step === -1 ? undefined : step;
}

/** What has the focus, within whatever shadows. */
function focused(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : undefined;
}

customElements.define("gs-menu", MenuElement);
