import { css, html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { exactNs, timeAt } from "../../src/base/format.ts";
import type { GoroutineRef, SpanRef } from "../../src/engine/protocol.ts";
import { cssProperties } from "../kit/css-properties.ts";
import "../kit/data-table.ts";
import type { RowsEvent, TableColumn } from "../kit/data-table.ts";
import { duration, link, stateText, swatch } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { PAGE_ROWS, RowPages } from "../kit/row-pages.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";

const MOST_ROWS = 12;

/** The spans of a goroutine in the time in scope, however many; each leads to the timeline. */
export class GoroutineSpansElement extends LitElement {
  static override properties = { app: { attribute: false }, goroutine: { attribute: false } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        background: none;
      }
      gs-data-table {
        flex: none;
        height: calc(var(--rows) * 23px + 40px);
      }
    `,
  ];
  declare app: App;
  declare goroutine: GoroutineRef;
  protected readonly state = new StateController(this, "selection");
  protected readonly query = new ScopedQuery<RowPages<SpanRef>>(
    this,
    async ({ from, to }) => {
      const { engine } = this.app;
      const { index } = this.goroutine;
      const page = await engine.goroutineSpans(index, from, to, 0, PAGE_ROWS);
      const fetch = async (first: number, count: number): Promise<readonly SpanRef[]> =>
        (await engine.goroutineSpans(index, from, to, first, count)).rows;
      return new RowPages(page.total, page.rows, fetch, () => this.requestUpdate());
    },
    () => this.goroutine.index,
  );

  override render(): TemplateResult {
    const { answer, fault, stale } = this.query;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    if (answer?.total === 0) return html`<span class="dim">It was not there at this time.</span>`;
    const { selection } = this.app.state;
    return html`<gs-data-table
      ${cssProperties({ "--rows": String(Math.min(answer?.total ?? MOST_ROWS, MOST_ROWS)) })}
      label="Spans"
      .columns=${this.#columns()}
      .count=${answer?.total ?? 0}
      .row=${(i: number) => answer?.row(i)}
      .current=${({ span }: SpanRef) => selection.kind === "span" && selection.span === span}
      ?stale=${stale}
      @gs-rows=${({ first, last }: RowsEvent) => void answer?.need(first, last)}
    ></gs-data-table>`;
  }

  #columns(): readonly TableColumn<SpanRef>[] {
    const { app } = this;
    const durationNs = app.trace?.summary.durationNs ?? 0;
    return [
      {
        id: "start",
        name: "From",
        title: "Leads to the timeline",
        width: 104,
        number: true,
        cell: ({ span, start, end }) =>
          link(
            app,
            { page: "timeline", selection: { kind: "span", span }, at: { start, end } },
            timeAt(start, 1000, durationNs),
            `${exactNs(start)}: show it on the timeline`,
          ),
      },
      {
        id: "state",
        name: "State",
        width: 120,
        grow: true,
        cell: (span) =>
          html`${swatch(span.style)}
          ${link(app, { selection: { kind: "span", span: span.span } }, stateText(span), "Show what is known of it")}`,
      },
      { id: "ns", name: "For", width: 84, number: true, cell: ({ start, end }) => duration(end - start) },
    ];
  }
}

customElements.define("gs-goroutine-spans", GoroutineSpansElement);
