import { css, LitElement } from "lit";
import { baseStyles } from "./shared-styles.ts";

/** The reader's wish for the size of the pane after the splitter, in CSS pixels. */
export class SplitEvent extends Event {
  readonly size: number;

  constructor(size: number) {
    super("gs-split");
    this.size = size;
  }
}

const STEP_PX = 16;

/**
 * The bar between a pane and the panel at its right, dragged or moved with the arrow keys; Home and End go to the
 * limits. It keeps nothing: it fires `gs-split`, and shows the `size` that it is given.
 */
export class SplitterElement extends LitElement {
  static override properties = { size: { type: Number }, least: { type: Number }, most: { type: Number } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        position: relative;
        width: 1px;
        background: var(--gs-line);
        cursor: col-resize;
        touch-action: none;
      }
      :host::after {
        content: "";
        position: absolute;
        inset: 0 -4px;
        z-index: 1;
      }
      :host(:hover)::after,
      :host(:focus-visible)::after,
      :host(.dragging)::after {
        background: var(--gs-focus);
        opacity: 0.5;
      }
      :host(:focus-visible) {
        outline: none;
      }
    `,
  ];
  declare size: number;
  declare least: number;
  declare most: number;
  #grabbed: { readonly x: number; readonly size: number } | undefined;

  constructor() {
    super();
    this.size = 300;
    this.least = 100;
    this.most = 1000;
    this.addEventListener("pointerdown", (event) => this.#grab(event));
    this.addEventListener("pointermove", (event) => {
      if (this.#grabbed) this.#wish(this.#grabbed.size + this.#grabbed.x - event.clientX);
    });
    for (const end of ["pointerup", "pointercancel"]) this.addEventListener(end, () => this.#release());
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.role = "separator";
    this.ariaOrientation = "vertical";
  }

  override updated(): void {
    this.ariaValueMin = String(this.least);
    this.ariaValueMax = String(this.most);
    this.ariaValueNow = String(Math.round(this.size));
  }

  #grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.setPointerCapture(event.pointerId);
    this.classList.add("dragging");
    this.#grabbed = { x: event.clientX, size: this.size };
  }

  #release(): void {
    this.#grabbed = undefined;
    this.classList.remove("dragging");
  }

  #key(event: KeyboardEvent): void {
    const wishes: Readonly<Record<string, number>> = {
      ArrowLeft: this.size + STEP_PX,
      ArrowRight: this.size - STEP_PX,
      Home: this.most,
      End: this.least,
    };
    const wish = wishes[event.key];
    if (wish === undefined) return;
    event.preventDefault();
    this.#wish(wish);
  }

  #wish(size: number): void {
    this.dispatchEvent(new SplitEvent(Math.min(Math.max(size, this.least), this.most)));
  }
}

customElements.define("gs-splitter", SplitterElement);
