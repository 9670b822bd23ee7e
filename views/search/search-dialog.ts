import { VirtualizerController } from "@tanstack/lit-virtual";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { HitRef, SearchResult } from "../../src/analysis/search/types.ts";
import type { App } from "../../src/app/app.ts";
import { Latest } from "../../src/app/latest.ts";
import { countOf, exactCount } from "../../src/base/format.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { finderStyles } from "../kit/finder-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { KIND_WORDS, nextChoice, resultRows, titleOf, type ResultRow } from "./result-rows.ts";

const ROW_PX = 25;

/** Looks for a text in the names of a trace; what the reader chooses of it is marked on the timeline. */
export class SearchDialogElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    rows: { state: true },
    at: { state: true },
    busy: { state: true },
    fault: { state: true },
  };
  static override styles = [
    baseStyles,
    finderStyles,
    css`
      dialog {
        width: 640px;
      }
      .scroll {
        max-height: min(480px, 60vh);
        overflow: auto;
      }
      ul {
        position: relative;
        height: var(--height);
        max-height: none;
        padding: 0;
      }
      .busy ul {
        opacity: 0.45;
        transition: opacity 0.1s;
        transition-delay: 0.15s;
      }
      li {
        position: absolute;
        inset: 0 4px auto;
        transform: translateY(var(--top));
      }
      li.head {
        cursor: default;
        color: var(--gs-dim);
        font-size: 11px;
        font-weight: 600;
      }
      li.head:hover {
        background: none;
      }
    `,
  ];
  declare app: App;
  declare rows: readonly ResultRow[];
  declare at: number;
  declare busy: boolean;
  declare fault: string | undefined;
  #text = "";
  #latest = new Latest();
  #dialog = createRef<HTMLDialogElement>();
  #field = createRef<HTMLInputElement>();
  #scroll = createRef<HTMLElement>();
  #virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    getScrollElement: () => this.#scroll.value ?? null,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });

  constructor() {
    super();
    this.rows = [];
    this.at = 0;
    this.busy = false;
  }

  /** The text of the last search is still there, to be typed over. */
  show(): void {
    if (this.#dialog.value?.open !== false) return;
    this.#dialog.value.showModal();
    this.#field.value?.select();
    this.#ask();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const virtual = this.#virtual.getVirtualizer();
    if (changed.has("rows")) virtual.setOptions({ ...virtual.options, count: this.rows.length });
    if (changed.has("at") && this.at >= 0 && this.rows.length > 0) virtual.scrollToIndex(this.at);
  }

  override render(): TemplateResult {
    const virtual = this.#virtual.getVirtualizer();
    const hasChoice = this.rows[this.at] !== undefined;
    return html`<dialog ${ref(this.#dialog)} aria-label="Search the trace" @click=${this.#outside}>
      <input
        type="text"
        role="combobox"
        aria-label="Search the trace"
        aria-expanded="true"
        aria-controls="found"
        aria-activedescendant=${hasChoice ? `r${this.at}` : nothing}
        autocomplete="off"
        spellcheck="false"
        placeholder="Goroutine, function, reason, task, region, log…"
        ${ref(this.#field)}
        @input=${this.#typed}
        @keydown=${this.#pressed}
      />
      <div class=${this.busy ? "scroll busy" : "scroll"} tabindex="0" ${ref(this.#scroll)}>
        <ul
          id="found"
          role="listbox"
          aria-label="Found"
          aria-busy=${this.busy}
          ${cssProperties({ "--height": `${virtual.getTotalSize()}px` })}
        >
          ${virtual.getVirtualItems().map(({ index, start }) => this.#row(this.rows[index], index, start))}
        </ul>
      </div>
      ${this.#note()}
    </dialog>`;
  }

  #note(): TemplateResult | typeof nothing {
    if (this.fault !== undefined) return html`<p role="alert">The search failed: ${this.fault}</p>`;
    if (this.rows.length > 0 || this.busy) return nothing;
    return this.#text.trim() === ""
      ? html`<p class="dim">
          Any part of a name, in any case; * stands for anything; a number is a goroutine. Enter marks what is chosen on
          the timeline, N and Shift N go from one mark to the next.
        </p>`
      : html`<p class="dim">Nothing in this trace goes by that.</p>`;
  }

  #row(row: ResultRow | undefined, index: number, top: number): TemplateResult | typeof nothing {
    if (row === undefined) return nothing;
    const place = cssProperties({ "--top": `${top}px` });
    if (row.kind === "head") {
      const rest = row.names > row.shown ? `, the ${exactCount(row.shown)} with most places are shown` : "";
      return html`<li class="head" role="presentation" ${place}>
        ${KIND_WORDS[row.of]} · ${exactCount(row.names)}${rest}
      </li>`;
    }
    const name = row.kind === "all" ? "All of these" : shownText(row.hit.text);
    return html`<li
      id=${`r${index}`}
      role="option"
      aria-selected=${index === this.at}
      ${place}
      @click=${() => void this.#choose(row)}
    >
      <span class=${row.kind === "hit" && row.hit.kind === "function" ? "cut mono" : "cut"} title=${name}>${name}</span>
      ${row.kind === "all" ? nothing : html`<span class="dim">${countOf(row.hit.places, "place")}</span>`}
    </li>`;
  }

  #typed = (event: Event): void => {
    this.#text = (event.target as HTMLInputElement).value;
    this.#ask();
  };

  #ask(): void {
    const text = this.#text;
    this.busy = true;
    this.#latest.run(async () => {
      try {
        const found = await this.app.engine.search(text);
        if (text === this.#text) this.#found(found);
      } catch (error) {
        this.fault = error instanceof Error ? error.message : String(error);
      }
      this.busy = text !== this.#text;
    });
  }

  #found(found: SearchResult): void {
    this.fault = undefined;
    this.rows = resultRows(found);
    this.at = this.rows.length === 0 ? -1 : nextChoice(this.rows, -1, 1);
  }

  #pressed = (event: KeyboardEvent): void => {
    const row = this.rows[this.at];
    if (event.key === "Enter" && row) void this.#choose(row);
    else if (event.key === "ArrowDown") this.at = nextChoice(this.rows, this.at, 1);
    else if (event.key === "ArrowUp") this.at = nextChoice(this.rows, this.at, -1);
    else return;
    event.preventDefault();
  };

  async #choose(row: ResultRow): Promise<void> {
    if (row.kind === "head") return;
    const hits: readonly HitRef[] = row.kind === "all" ? row.hits : [row.hit];
    const title = row.kind === "all" ? `all that is called “${this.#text.trim()}”` : titleOf(row.hit);
    this.#dialog.value?.close();
    try {
      const marks = await this.app.engine.places(
        title,
        hits.map(({ kind, key }) => ({ kind, key })),
      );
      this.app.showMarks(marks);
      this.app.stepMark(1);
    } catch (error) {
      this.app.fault(error);
    }
  }

  /** A press beside the box lands on the dialog itself. */
  #outside = (event: Event): void => {
    if (event.target === this.#dialog.value) this.#dialog.value?.close();
  };
}

customElements.define("gs-search-dialog", SearchDialogElement);
