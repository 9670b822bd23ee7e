import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { App } from "../../src/app/app.ts";
import type { Bookmark } from "../../src/app/bookmarks.ts";
import { readTime, type ReadTime } from "../../src/app/time-text.ts";
import { exactNs, timeAt } from "../../src/base/format.ts";
import { finderStyles } from "../kit/finder-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";

/** Goes to a time that the reader writes, or to a bookmark. */
export class GoToDialogElement extends LitElement {
  static override properties = { app: { attribute: false }, text: { state: true } };
  static override styles = [
    baseStyles,
    finderStyles,
    css`
      dialog {
        width: 480px;
      }
      h3 {
        padding: 6px 14px 2px;
        font-size: 11px;
        color: var(--gs-dim);
      }
      li {
        padding-right: 2px;
      }
      li .pick {
        flex: 1;
        display: flex;
        gap: 12px;
      }
      .time {
        flex: none;
        width: 96px;
        text-align: right;
        color: var(--gs-dim);
      }
    `,
  ];
  declare app: App;
  declare text: string;
  protected readonly state = new StateController(this, "bookmarks");
  #dialog = createRef<HTMLDialogElement>();

  constructor() {
    super();
    this.text = "";
  }

  show(): void {
    if (this.#dialog.value?.open !== false) return;
    this.#dialog.value.showModal();
    this.renderRoot.querySelector("input")?.select();
  }

  override render(): TemplateResult {
    const { bookmarks } = this.app.state;
    return html`<dialog ${ref(this.#dialog)} aria-label="Go to a time" @click=${this.#outside}>
      <input
        type="text"
        aria-label="Time"
        aria-describedby="said"
        autocomplete="off"
        spellcheck="false"
        placeholder="1.5s, +3ms, 1234567, 15:04:05…"
        @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
        @keydown=${this.#pressed}
      />
      <p id="said" class="dim" role="status">${this.#said()}</p>
      ${
        bookmarks.length === 0
          ? nothing
          : html`<h3>Bookmarks</h3>
              <ul aria-label="Bookmarks">
                ${bookmarks.map((bookmark) => this.#bookmark(bookmark))}
              </ul>`
      }
    </dialog>`;
  }

  #bookmark(bookmark: Bookmark): TemplateResult {
    const { time, note } = bookmark;
    return html`<li>
      <button class="pick" title=${`${exactNs(time)} after the trace began`} @click=${() => this.#go(time)}>
        <span class="time">${timeAt(time, 1000)}</span><span class="cut">${note || "no note"}</span>
      </button>
      <button
        class="plain"
        aria-label=${`Remove the bookmark at ${timeAt(time, 1000)}`}
        title="Remove"
        @click=${() => this.app.removeBookmark(time)}
      >
        ×
      </button>
    </li>`;
  }

  #read(): ReadTime {
    const { from, to } = this.app.state.window;
    const { durationNs = 0, wallNs } = this.app.trace?.summary ?? {};
    return readTime(this.text, { durationNs, here: (from + to) / 2, wallNs });
  }

  #said(): string {
    const { wallNs } = this.app.trace?.summary ?? {};
    if (this.text.trim() === "") {
      const clock = wallNs === undefined ? "" : ", or the time of day";
      return `After the trace began; with + or − from the middle of what is in view; a bare number is in ns${clock}.`;
    }
    const read = this.#read();
    if (read.kind === "fault") return read.why;
    const clock = wallNs === undefined ? "" : `, ${new Date((wallNs + read.ns) / 1e6).toLocaleString()}`;
    return `Enter goes to ${timeAt(read.ns, 1)} after the trace began${clock}`;
  }

  #pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const read = this.#read();
    if (read.kind === "time") this.#go(read.ns);
  };

  #go(ns: number): void {
    this.#dialog.value?.close();
    const { from, to } = this.app.state.window;
    const width = to - from;
    // In view of the whole trace a point would be nowhere in particular.
    const { durationNs = width } = this.app.trace?.summary ?? {};
    const shown = Math.min(width, durationNs / 20);
    this.app.go({ page: "timeline", window: { from: ns - shown / 2, to: ns + shown / 2 } });
  }

  #outside = (event: Event): void => {
    if (event.target === this.#dialog.value) this.#dialog.value?.close();
  };
}

customElements.define("gs-go-to-dialog", GoToDialogElement);
