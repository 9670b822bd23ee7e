import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { cssProperties } from "./css-properties.ts";
import { RowsEvent, type TableColumn } from "./data-table.ts";
import { LongRows } from "./long-rows.ts";
import { baseStyles } from "./shared-styles.ts";

const ROW_PX = 22;

/** The reader went to a row, with a click or with keys; or, "gs-enter", wishes to follow it. */
export class RowEvent extends Event {
  readonly row: number;

  constructor(type: "gs-row" | "gs-enter", row: number) {
    super(type);
    this.row = row;
  }
}

/**
 * A table of any length, tens of millions of rows too: browsers let no element grow that high, so that beyond some
 * millions of pixels the scrollbar stands for a share of the rows, and wheel and keys move by rows. Fires `gs-rows` when
 * other rows come into sight.
 */
export class LongListElement extends LitElement {
  static override properties = {
    columns: { attribute: false },
    count: { type: Number },
    row: { attribute: false },
    current: { attribute: false },
    label: { type: String },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow: hidden;
      }
      .table {
        display: flex;
        flex: 1;
        flex-direction: column;
        min-height: 0;
      }
      .row {
        display: grid;
        grid-template-columns: var(--template);
        height: 22px;
      }
      .row > * {
        padding: 0 8px;
        line-height: 22px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .row > :first-child {
        padding-left: 12px;
      }
      .head {
        flex: none;
        overflow: hidden;
        scrollbar-gutter: stable;
        background: var(--gs-panel);
        box-shadow: inset 0 -1px var(--gs-line);
        color: var(--gs-dim);
      }
      .scroll {
        flex: 1;
        min-height: 0;
        overflow: hidden auto;
        overflow-anchor: none;
        scrollbar-gutter: stable;
      }
      .high {
        height: var(--high);
      }
      .sight {
        position: sticky;
        top: 0;
        height: var(--sight);
        overflow: hidden;
      }
      .sight .row {
        position: absolute;
        inset: 0 0 auto;
        transform: translateY(var(--at));
      }
      .sight .row:hover {
        background: var(--gs-hover);
      }
      .sight .current {
        background: var(--gs-chosen);
      }
    `,
  ];
  declare columns: readonly TableColumn<never>[];
  declare count: number;
  /** undefined: not there yet. */
  declare row: (index: number) => unknown;
  /** The row that is chosen; -1: none. */
  declare current: number;
  declare label: string;
  #told = "";
  #rows = new LongRows(this, ROW_PX);

  constructor() {
    super();
    this.columns = [];
    this.count = 0;
    this.row = () => undefined;
    this.current = -1;
    this.label = "";
  }

  /** The first row in sight. */
  get first(): number {
    return this.#rows.inSight()[0];
  }

  /** Brings a row into sight: into the middle, if it is not there. */
  reveal(row: number): void {
    this.#rows.reveal(row);
  }

  override updated(): void {
    const [first, last] = this.#rows.inSight();
    if (`${first} ${last}` === this.#told) return;
    this.#told = `${first} ${last}`;
    this.dispatchEvent(new RowsEvent(first, last));
  }

  override render(): TemplateResult {
    const [first, last] = this.#rows.inSight();
    const template = this.columns.map(({ width, grow }) => (grow ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" ");
    return html`<div
      role="table"
      aria-label=${this.label}
      aria-rowcount=${this.count + 1}
      class="table"
      ${cssProperties({ "--template": template, ...this.#rows.measures })}
    >
      <div role="rowgroup" class="head">
        <div class="row" role="row" aria-rowindex="1">
          ${this.columns.map(
            ({ name, title, number }) =>
              html`<span role="columnheader" class=${number ? "number" : ""} title=${title ?? nothing}>${name}</span>`,
          )}
        </div>
      </div>
      <div class="scroll" role="rowgroup" tabindex="0" aria-label=${this.label} @keydown=${this.#key}>
        <div class="high" role="presentation">
          <div class="sight" role="presentation">
            ${Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => this.#row(first + i))}
          </div>
        </div>
      </div>
    </div>`;
  }

  #row(index: number): TemplateResult {
    const row = this.row(index) as never;
    return html`<div
      class=${index === this.current ? "row current" : "row"}
      role="row"
      aria-rowindex=${index + 2}
      aria-current=${index === this.current ? "true" : nothing}
      @click=${(event: Event) => this.#clicked(event, index)}
      @dblclick=${() => this.dispatchEvent(new RowEvent("gs-enter", index))}
      ${cssProperties({ "--at": `${this.#rows.offset(index)}px` })}
    >
      ${this.columns.map(
        ({ number, cell }) =>
          html`<span role="cell" class=${number ? "number" : ""}>${row === undefined ? nothing : cell(row)}</span>`,
      )}
    </div>`;
  }

  #key = (event: KeyboardEvent): void => {
    const { page } = this.#rows;
    const from = this.current < 0 ? this.first : this.current;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: this.current < 0 ? from : from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: this.count - 1,
    };
    const to = steps[event.key];
    if (event.key === "Enter" && this.current >= 0) this.dispatchEvent(new RowEvent("gs-enter", this.current));
    else if (to === undefined || this.count === 0) return;
    else this.#goTo(Math.min(Math.max(to, 0), this.count - 1));
    event.preventDefault();
    event.stopPropagation();
  };

  #goTo(row: number): void {
    this.reveal(row);
    this.dispatchEvent(new RowEvent("gs-row", row));
  }

  #clicked(event: Event, row: number): void {
    if (event.composedPath().some((target) => target instanceof HTMLAnchorElement)) return;
    this.dispatchEvent(new RowEvent("gs-row", row));
  }
}

customElements.define("gs-long-list", LongListElement);
