import { css, html, LitElement, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { App } from "../../src/app/app.ts";
import { windowOfDetails } from "../../src/app/details.ts";
import { timeAt } from "../../src/base/format.ts";
import { dialogStyles } from "../kit/dialog-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";

/** Notes a point in time: where what is selected begins if that is in view, or else the middle of the view. */
export class BookmarkDialogElement extends LitElement {
  static override properties = { app: { attribute: false }, time: { state: true } };
  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      input {
        width: 340px;
        height: 28px;
        padding: 0 8px;
        border: 1px solid var(--gs-line);
        border-radius: 5px;
        background: var(--gs-page);
        color: inherit;
        font: inherit;
      }
      form {
        display: flex;
        gap: 8px;
      }
    `,
  ];
  declare app: App;
  declare time: number;
  #dialog = createRef<HTMLDialogElement>();

  constructor() {
    super();
    this.time = 0;
  }

  show(): void {
    if (this.#dialog.value?.open !== false) return;
    this.time = this.#place();
    const field = this.renderRoot.querySelector("input")!;
    field.value = this.app.state.bookmarks.find(({ time }) => time === this.time)?.note ?? "";
    this.#dialog.value.showModal();
    field.select();
  }

  #place(): number {
    const { window, details } = this.app.state;
    const selected = windowOfDetails(details, this.app.trace?.summary.durationNs ?? 0);
    const isInView = selected !== undefined && selected.from >= window.from && selected.from <= window.to;
    return Math.round(isInView ? selected.from : (window.from + window.to) / 2);
  }

  override render(): TemplateResult {
    return html`<dialog ${ref(this.#dialog)} aria-labelledby="title">
      <div class="title">
        <h2 id="title">Bookmark at ${timeAt(this.time, 1)}</h2>
        <form method="dialog"><button class="plain">Cancel</button></form>
      </div>
      <form @submit=${this.#keep}>
        <input type="text" aria-label="Note" placeholder="What is there…" maxlength="200" autocomplete="off" />
        <button class="primary">Keep</button>
      </form>
    </dialog>`;
  }

  #keep = (event: Event): void => {
    event.preventDefault();
    this.app.addBookmark({ time: this.time, note: this.renderRoot.querySelector("input")!.value });
    this.#dialog.value?.close();
  };
}

customElements.define("gs-bookmark-dialog", BookmarkDialogElement);
