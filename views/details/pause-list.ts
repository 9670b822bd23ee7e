import { VirtualizerController } from "@tanstack/lit-virtual";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { App } from "../../src/app/app.ts";
import { exactNs, formatNs, timeAt } from "../../src/base/format.ts";
import type { PauseList } from "../../src/engine/protocol.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { link } from "../kit/links.ts";
import { styleColour } from "../kit/palette.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { pauseRows, type PauseKind, type PauseOrder, type PauseRow } from "./pause-rows.ts";

const ROW_PX = 24;

/** Starts are told to this, or in long traces to a share of the whole, so that they fit their column. */
const FINEST_NS = 10_000;
const PLACES = 3e5;

/** Every stop-the-world pause and GC cycle; each is a link that zooms there. */
export class PauseListElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    pauses: { attribute: false },
    kind: { state: true },
    order: { state: true },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .kinds {
        display: flex;
        gap: 4px;
        padding: 6px 8px;
      }
      .kinds button {
        height: 24px;
        padding: 0 8px;
        border-color: transparent;
        background: none;
      }
      .kinds button[aria-pressed="true"] {
        background: var(--gs-chosen);
        font-weight: 600;
      }
      .table {
        flex: 1;
        min-height: 0;
        display: flex;
        flex-direction: column;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 32px 70px 78px;
        column-gap: 4px;
        align-items: center;
        height: 24px;
        padding: 0 10px;
      }
      .head {
        flex: none;
        border-bottom: 1px solid var(--gs-line);
        color: var(--gs-dim);
      }
      .head button {
        height: 22px;
        padding: 0 0 0 4px;
        border: none;
        background: none;
        color: inherit;
      }
      .head button[aria-pressed="true"] {
        color: var(--gs-text);
        font-weight: 600;
      }
      .scroll {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .all {
        position: relative;
        height: var(--height);
      }
      .all .row {
        position: absolute;
        inset: 0 0 auto;
        transform: translateY(var(--top));
      }
      .all .row:hover {
        background: var(--gs-hover);
      }
      a::after {
        content: "";
        position: absolute;
        inset: 0;
      }
      a:focus-visible {
        outline: none;
      }
      a:focus-visible::after {
        outline: 2px solid var(--gs-focus);
        outline-offset: -2px;
      }
      .length {
        position: relative;
        align-self: stretch;
        line-height: 24px;
      }
      .length i {
        position: absolute;
        inset: auto 0 2px auto;
        height: 3px;
        width: var(--share);
        min-width: 1px;
        background: var(--swatch);
      }
      .empty {
        padding: 12px;
      }
    `,
  ];
  declare app: App;
  declare pauses: PauseList;
  declare kind: PauseKind;
  declare order: PauseOrder;
  #scroll = createRef<HTMLElement>();
  #rows: readonly PauseRow[] = [];
  #most = 1;
  #virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    getScrollElement: () => this.#scroll.value ?? null,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });

  constructor() {
    super();
    this.kind = "pauses";
    this.order = "ns";
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("pauses") && !changed.has("kind") && !changed.has("order")) return;
    this.#rows = pauseRows(this.pauses, this.kind, this.order);
    this.#most = this.#rows.reduce((most, { ns }) => Math.max(most, ns), 1);
    const virtual = this.#virtual.getVirtualizer();
    virtual.setOptions({ ...virtual.options, count: this.#rows.length });
  }

  override render(): TemplateResult {
    const virtual = this.#virtual.getVirtualizer();
    return html`
      <div class="kinds" role="group" aria-label="Which">
        ${this.#kind("pauses", "Pauses", this.pauses.pauses.length)}
        ${this.#kind("cycles", "GC cycles", this.pauses.cycles.length)}
      </div>
      <div class="table" role="table" aria-label=${this.kind} aria-rowcount=${this.#rows.length + 1}>
        <div class="row head" role="row">
          <span role="columnheader">Why</span>
          <span role="columnheader" class="number">Cycle</span>
          <span role="columnheader" class="number" aria-sort=${this.order === "start" ? "ascending" : "none"}
            >${this.#sort("start", "Start")}</span
          >
          <span role="columnheader" class="number" aria-sort=${this.order === "ns" ? "descending" : "none"}
            >${this.#sort("ns", "Duration")}</span
          >
        </div>
        <div class="scroll" role="rowgroup" tabindex="-1" ${ref(this.#scroll)}>
          ${this.#rows.length === 0 ? this.#empty() : nothing}
          <div class="all" role="presentation" ${cssProperties({ "--height": `${virtual.getTotalSize()}px` })}>
            ${virtual.getVirtualItems().map(({ index, start }) => this.#row(this.#rows[index]!, index, start))}
          </div>
        </div>
      </div>
    `;
  }

  #kind(kind: PauseKind, name: string, count: number): TemplateResult {
    return html`<button aria-pressed=${this.kind === kind} @click=${() => (this.kind = kind)}>
      ${name} <span class="dim">${count}</span>
    </button>`;
  }

  #sort(order: PauseOrder, name: string): TemplateResult {
    const arrow = this.order === order ? (order === "ns" ? " ↓" : " ↑") : "";
    return html`<button aria-pressed=${this.order === order} @click=${() => (this.order = order)}>
      ${name}${arrow}
    </button>`;
  }

  #row(row: PauseRow, index: number, top: number): TemplateResult {
    const durationNs = this.app.trace?.summary.durationNs ?? 0;
    const bar = { "--share": `${(row.ns / this.#most) * 100}%`, "--swatch": styleColour(row.style) };
    return html`<div class="row" role="row" aria-rowindex=${index + 2} ${cssProperties({ "--top": `${top}px` })}>
      <span role="cell" class="cut" title=${row.name}>${link(this.app, this.app.pauseTarget(row), row.name)}</span>
      <span role="cell" class="number dim">${row.cycle ?? ""}</span>
      <span role="cell" class="number dim" title=${exactNs(row.start)}
        >${timeAt(row.start, Math.max(FINEST_NS, durationNs / PLACES), durationNs)}</span
      >
      <span role="cell" class="number length" title=${exactNs(row.ns)}
        >${formatNs(row.ns)}<i ${cssProperties(bar)}></i
      ></span>
    </div>`;
  }

  #empty(): TemplateResult {
    return this.kind === "pauses"
      ? html`<p class="empty dim">
          The world never stopped in this trace: no GC cycle began or ended in it, and nothing else asked for a pause.
        </p>`
      : html`<p class="empty dim">
          No GC cycle in this trace: the heap did not grow to its goal. <code>runtime.GC()</code> starts one.
        </p>`;
  }
}

customElements.define("gs-pause-list", PauseListElement);
