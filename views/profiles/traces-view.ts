import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { countOf } from "../../src/base/format.ts";
import type { ProfileRequest, StackFrame, StackRow } from "../../src/engine/profiles/types.ts";
import "../kit/data-table.ts";
import type { RowsEvent, TableColumn } from "../kit/data-table.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { Question } from "../kit/question.ts";
import { PAGE_ROWS, RowPages } from "../kit/row-pages.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { ChooseEvent } from "./events.ts";
import { signedShare } from "./function-columns.ts";
import { showOnTimeline } from "./function-menu.ts";
import type { Looking } from "./views.ts";
import { signed, weight, weightCell, type WeightStyle } from "./weights.ts";

/** Frames that a row of the table shows. */
const IN_A_ROW = 12;

/** Every stack of a profile with what it weighs, heaviest first, and one of them whole. */
export class ProfileTracesElement extends LitElement {
  static override properties = { looking: { attribute: false }, at: { state: true } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        flex: 1;
      }
      .beside {
        display: grid;
        flex: 1;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr) minmax(300px, 36%);
        min-height: 0;
      }
      .beside > section {
        min-height: 0;
        overflow: auto;
        border-left: 1px solid var(--gs-line);
      }
      header {
        padding: 8px 12px;
        border-bottom: 1px solid var(--gs-line);
      }
      header p {
        margin: 2px 0 0;
        overflow-wrap: anywhere;
      }
      h2 {
        font-size: 12px;
      }
      ol {
        margin: 0;
        padding: 6px 0;
        list-style: none;
      }
      li {
        padding: 1px 12px 3px;
      }
      li:hover {
        background: var(--gs-hover);
      }
      li .pick {
        height: 19px;
        line-height: 19px;
      }
      li .where {
        display: block;
        color: var(--gs-dim);
        font-size: 11px;
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare looking: Looking;
  /** The row that is shown whole. */
  declare at: number;
  protected readonly query = new Question<ProfileRequest, RowPages<StackRow>>(
    this,
    () => this.looking.request,
    async (request) => {
      const { engine } = this.looking.app;
      const { total, rows } = await engine.stacks(request, 0, PAGE_ROWS);
      this.at = 0;
      const fetch = async (first: number, count: number): Promise<readonly StackRow[]> =>
        (await engine.stacks(request, first, count)).rows;
      return new RowPages(total, rows, fetch, () => this.requestUpdate());
    },
  );

  constructor() {
    super();
    this.at = 0;
  }

  override render(): TemplateResult {
    const { answer: pages, fault, stale } = this.query;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    if (!pages) return html`<p class="empty" role="status">Sorting stacks…</p>`;
    if (pages.total === 0) return html`<p class="empty">No stack weighs anything: nothing is more or less.</p>`;
    const row = pages.row(this.at);
    return html`<div class="beside">
      <gs-data-table
        label="Stacks"
        .columns=${this.#columns(pages)}
        .count=${pages.total}
        .row=${(i: number) => numbered(pages.row(i), i)}
        .current=${({ index }: Numbered) => index === this.at}
        ?stale=${stale}
        @gs-rows=${({ first, last }: RowsEvent) => this.#need(pages, first, last)}
      ></gs-data-table>
      <section aria-label="The stack">${row ? this.#stack(row) : nothing}</section>
    </div>`;
  }

  #columns(pages: RowPages<StackRow>): readonly TableColumn<Numbered>[] {
    const style = this.#style();
    const { total } = this.looking.report;
    const most = Math.abs(pages.row(0)?.weight ?? 0);
    return [
      {
        id: "weight",
        name: style.compared ? "Weight ±" : "Weight",
        width: 100,
        number: true,
        cell: (row) => weightCell(row.weight, most, style),
      },
      { id: "share", name: "Share", width: 72, number: true, cell: (row) => signedShare(row.weight, total) },
      {
        id: "stack",
        name: "Stack",
        title: "From the function that it ends in to those that called it",
        width: 300,
        grow: true,
        cell: (row) => this.#line(row),
      },
      ...(pages.row(0)?.labels.length ? [LABELS] : []),
    ];
  }

  #line({ frames, index }: Numbered): TemplateResult {
    const names = frames.slice(0, IN_A_ROW).map(({ name }) => shownText(name) || "unnamed");
    const text = frames.length === 0 ? "no stack" : `${names.join(" ← ")}${frames.length > IN_A_ROW ? " ← …" : ""}`;
    return html`<button class="pick mono" title=${names.join("\n")} @click=${() => (this.at = index)}>${text}</button>`;
  }

  #stack({ weight: value, now, frames, labels }: StackRow): TemplateResult {
    const { unit, compared } = this.looking.report;
    const shown = compared ? html`${signed(value, unit)}, now ${weight(now, unit)}` : weight(value, unit);
    return html`<header>
        <h2>${shown}, ${countOf(frames.length, "frame")}</h2>
        ${labels.length === 0 ? nothing : html`<p class="dim">${labels.map(shownText).join(", ")}</p>`}
        ${frames.length === 0 ? nothing : this.#onTimeline(frames)}
      </header>
      ${frames.length === 0 ? html`<p class="empty">No stack was recorded for it.</p>` : nothing}
      <ol>
        ${frames.map((frame) => this.#frame(frame))}
      </ol>`;
  }

  /** The way back to the trace, for profiles of one. */
  #onTimeline(frames: readonly StackFrame[]): TemplateResult | typeof nothing {
    const { app, request } = this.looking;
    if (request.source.kind !== "trace") return nothing;
    const names = frames.map(({ name }) => name);
    const show = (): void => showOnTimeline(app, request, { kind: "stack", names, inverted: true, whole: true });
    return html`<p>
      <button title="Marks on the timeline all that has this stack" @click=${show}>Show on timeline</button>
    </p>`;
  }

  #frame({ name, file, line, inline }: StackFrame): TemplateResult {
    const where = file === "" ? "" : `${shownText(file)}${line === 0 ? "" : `:${line}`}`;
    const choose = (): void => void this.dispatchEvent(new ChooseEvent(name));
    const chosen = name === this.looking.chosen;
    return html`<li>
      <button class="pick mono" aria-pressed=${chosen} title="Choose it, for the other views" @click=${choose}>
        ${shownText(name) || "unnamed"}
      </button>
      <span class="where">${where}${inline ? " (inlined)" : ""}</span>
    </li>`;
  }

  #style(): WeightStyle {
    const { report, colour } = this.looking;
    return { unit: report.unit, colour, compared: report.compared !== undefined };
  }

  #need(pages: RowPages<StackRow>, first: number, last: number): void {
    pages.need(first, last).catch((error: unknown) => this.looking.app.fault(error));
  }
}

interface Numbered extends StackRow {
  readonly index: number;
}

function numbered(row: StackRow | undefined, index: number): Numbered | undefined {
  return row && { ...row, index };
}

const LABELS: TableColumn<Numbered> = {
  id: "labels",
  name: "Labels",
  width: 180,
  cell: ({ labels }) => labelsCell(labels),
};

function labelsCell(labels: readonly string[]): TemplateResult {
  const text = labels.map(shownText).join(", ");
  return html`<span title=${text}>${text}</span>`;
}

customElements.define("gs-profile-traces", ProfileTracesElement);
