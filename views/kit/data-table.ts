import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { cssProperties } from "./css-properties.ts";
import { swatch } from "./links.ts";
import { LongRows } from "./long-rows.ts";
import { baseStyles } from "./shared-styles.ts";

const ROW_PX = 23;
/** Rows in the document before and after those in sight: what the Tab key leads to. */
const BEYOND = 10;

export interface TableColumn<Row> {
  readonly id: string;
  readonly name: string;
  /** More about it, on hover. */
  readonly title?: string;
  /** A colour of the palette before its name. */
  readonly style?: number;
  /** Least width in pixels; what is left over goes to those that `grow`. */
  readonly width: number;
  readonly grow?: boolean;
  /** Aligned to the right. */
  readonly number?: boolean;
  /** Which way it sorts at first; left out: it does not. */
  readonly sorts?: "up" | "down";
  readonly cell: (row: Row) => unknown;
}

export interface TableSort {
  readonly by: string;
  readonly descending: boolean;
}

/** The reader wishes another order. */
export class SortEvent extends Event {
  readonly sort: TableSort;

  constructor(sort: TableSort) {
    super("gs-sort", { bubbles: true, composed: true });
    this.sort = sort;
  }
}

/** These rows are in sight. */
export class RowsEvent extends Event {
  readonly first: number;
  readonly last: number;

  constructor(first: number, last: number) {
    super("gs-rows");
    this.first = first;
    this.last = last;
  }
}

/**
 * A table of any length: only rows in sight are in the document. The first column stays while the others scroll sideways.
 * It sorts nothing itself: it fires `gs-sort`, and `gs-rows` when other rows come into sight.
 */
export class DataTableElement extends LitElement {
  static override properties = {
    columns: { attribute: false },
    count: { type: Number },
    row: { attribute: false },
    sort: { attribute: false },
    label: { type: String },
    current: { attribute: false },
    stale: { type: Boolean, reflect: true },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-height: 0;
        overflow: hidden;
      }
      .scroll {
        height: 100%;
        overflow: auto;
        overflow-anchor: none;
      }
      .table {
        position: relative;
        min-width: var(--least);
      }
      .row {
        display: grid;
        grid-template-columns: var(--template);
        height: 23px;
      }
      .row > * {
        padding: 0 8px;
        line-height: 23px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .row > :first-child {
        position: sticky;
        left: 0;
        z-index: 1;
        padding-left: 12px;
        background: var(--gs-page);
      }
      .head {
        position: sticky;
        top: 0;
        z-index: 2;
        background: var(--gs-panel);
        box-shadow: inset 0 -1px var(--gs-line);
        color: var(--gs-dim);
      }
      .head .row > :first-child {
        background: var(--gs-panel);
        box-shadow: inset 0 -1px var(--gs-line);
      }
      .head button {
        height: 22px;
        max-width: 100%;
        padding: 0;
        border: none;
        background: none;
        color: inherit;
        overflow: hidden;
        text-overflow: ellipsis;
        vertical-align: top;
      }
      .head .swatch + button {
        max-width: calc(100% - 16px);
      }
      .head button:hover,
      [aria-sort="ascending"] button,
      [aria-sort="descending"] button {
        color: var(--gs-text);
      }
      [aria-sort="ascending"],
      [aria-sort="descending"] {
        font-weight: 600;
      }
      .all {
        height: var(--high);
      }
      .sight {
        position: sticky;
        top: 23px;
        height: var(--sight);
        overflow: clip;
      }
      /* An old result fades; a new one is there at once. */
      :host([stale]) .all {
        opacity: 0.45;
        transition: opacity 0.1s 0.15s;
      }
      .all .row {
        position: absolute;
        inset: 0 0 auto;
        transform: translateY(var(--at));
      }
      .all .row:hover,
      .all .row:hover > :first-child {
        background: var(--gs-hover);
      }
      .all .current,
      .all .current > :first-child {
        background: var(--gs-chosen);
      }
      .bar {
        position: relative;
      }
      .bar i {
        position: absolute;
        inset: auto 8px 2px auto;
        width: calc(var(--share) * (100% - 16px));
        min-width: 1px;
        height: 3px;
        background: var(--swatch);
      }
      button.pick.indented {
        padding-left: var(--indent);
      }
      .arrow {
        display: inline-block;
        width: 14px;
        color: var(--gs-dim);
      }
      .source {
        white-space: pre;
      }
      .more {
        color: var(--gs-more);
      }
      .less {
        color: var(--gs-less);
      }
      .parts {
        display: flex;
        height: 13px;
        margin-top: 5px;
        overflow: hidden;
        border-radius: 2px;
        background: var(--gs-track);
      }
      .parts > i {
        flex: none;
        width: var(--share);
        background: var(--swatch);
      }
    `,
  ];
  declare columns: readonly TableColumn<never>[];
  declare count: number;
  declare row: (index: number) => unknown;
  declare sort: TableSort | undefined;
  declare label: string;
  /** Whether a row is that of the selection. */
  declare current: ((row: never) => boolean) | undefined;
  declare stale: boolean;
  #told = "";
  #rows = new LongRows(this, ROW_PX, ROW_PX);

  constructor() {
    super();
    this.columns = [];
    this.count = 0;
    this.row = () => undefined;
    this.label = "";
    this.stale = false;
  }

  override updated(): void {
    const [first, last] = this.#rows.inSight(BEYOND);
    if (`${first} ${last}` === this.#told) return;
    this.#told = `${first} ${last}`;
    this.dispatchEvent(new RowsEvent(first, last));
  }

  override render(): TemplateResult {
    const [first, last] = this.#rows.inSight(BEYOND);
    const measures = {
      "--template": this.columns.map(({ width, grow }) => (grow ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" "),
      "--least": `${this.columns.reduce((sum, { width }) => sum + width, 0)}px`,
      ...this.#rows.measures,
    };
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.label} @keydown=${this.#key}>
      <div
        class="table"
        role="table"
        aria-label=${this.label}
        aria-rowcount=${this.count + 1}
        aria-busy=${this.stale}
        ${cssProperties(measures)}
      >
        <div role="rowgroup" class="head">
          <div class="row" role="row" aria-rowindex="1">${this.columns.map((column) => this.#head(column))}</div>
        </div>
        <div class="all" role="rowgroup">
          <div class="sight" role="presentation">
            ${Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => this.#row(first + i))}
          </div>
        </div>
      </div>
    </div>`;
  }

  #head({ id, name, title, style, number, sorts }: TableColumn<never>): TemplateResult {
    const chosen = this.sort?.by === id;
    const descending = chosen && this.sort?.descending === true;
    const order = chosen ? (descending ? "descending" : "ascending") : "none";
    const wish = (): void => {
      this.dispatchEvent(new SortEvent({ by: id, descending: chosen ? !descending : sorts === "down" }));
    };
    const colour = style === undefined ? nothing : swatch(style);
    return html`<span
      role="columnheader"
      class=${number ? "number" : ""}
      title=${title ?? nothing}
      aria-sort=${sorts ? order : nothing}
      >${colour}
      ${sorts ? html`<button @click=${wish}>${name}${chosen ? (descending ? " ↓" : " ↑") : ""}</button>` : name}</span
    >`;
  }

  /** Keys that scroll, by rows: where the scrollbar stands for a share of them the browser would skip some. */
  #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    const { top, page } = this.#rows;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: top + 1,
      ArrowUp: top - 1,
      PageDown: top + page,
      PageUp: top - page,
      Home: 0,
      End: this.count,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    this.#rows.scrollTo(to);
    event.preventDefault();
  };

  #row(index: number): TemplateResult {
    const row = this.row(index) as never;
    const current = row !== undefined && this.current?.(row) === true;
    return html`<div
      class=${current ? "row current" : "row"}
      role="row"
      aria-rowindex=${index + 2}
      ${cssProperties({ "--at": `${this.#rows.offset(index)}px` })}
    >
      ${this.columns.map(
        ({ number, cell }) =>
          html`<span role="cell" class=${number ? "number bar" : ""}>${row === undefined ? nothing : cell(row)}</span>`,
      )}
    </div>`;
  }
}

customElements.define("gs-data-table", DataTableElement);
