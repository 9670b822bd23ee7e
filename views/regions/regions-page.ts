import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, formatNs } from "../../src/base/format.ts";
import type {
  RegionChoice,
  RegionPage,
  RegionReport,
  RegionRow,
  ScopeRequest,
} from "../../src/engine/analyses/types.ts";
import { PLAIN } from "../kit/palette.ts";
import { cssProperties } from "../kit/css-properties.ts";
import "../kit/csv-buttons.ts";
import "../kit/data-table.ts";
import type { RowsEvent, SortEvent, TableSort } from "../kit/data-table.ts";
import "../kit/histogram.ts";
import type { Bucket, BucketEvent } from "../kit/histogram.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { PAGE_ROWS, RowPages } from "../kit/row-pages.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { parseSort, sortedRows, sortText } from "../kit/sorted-rows.ts";
import { StateController } from "../kit/state-controller.ts";
import { typesListStyles } from "../kit/types-list-styles.ts";
import { regionColumns, TYPE_VALUES, typeColumns, type TypeRow } from "./columns.ts";

interface Listed {
  readonly page: RegionPage;
  readonly rows: RowPages<RegionRow>;
}

const MOST_FIRST: TableSort = { by: "count", descending: true };
const LONGEST_FIRST: TableSort = { by: "ns", descending: true };

/** The program's regions: by name and by the place that started them, and each of those that the reader narrows them to. */
export class RegionsPageElement extends LitElement {
  static override properties = { app: { attribute: false }, type: { state: true }, bucket: { state: true } };
  static override styles = [baseStyles, pageStyles, typesListStyles];
  declare app: App;
  /** What the list is narrowed to. */
  declare type: TypeRow | undefined;
  declare bucket: Bucket | undefined;
  protected readonly state = new StateController(this, "scope", "views", "selection");
  protected readonly report = new ScopedQuery<RegionReport>(this, (scope) => this.app.engine.regions(scope));
  protected readonly list = new ScopedQuery<Listed>(
    this,
    (scope) => this.#askList(scope),
    () => [this.#choice(), this.#sorts()[1]],
  );

  override render(): TemplateResult {
    const { answer, fault } = this.report;
    const why = fault ?? this.list.fault;
    if (why !== undefined) return html`<p class="fault" role="alert">${why}</p>`;
    if (!answer) return html`<p class="empty" role="status">Looking for the program’s regions…</p>`;
    return answer.count === 0 ? this.#none() : html`${this.#types(answer)} ${this.#regions(answer)}`;
  }

  async #askList(scope: ScopeRequest): Promise<Listed> {
    const { engine } = this.app;
    const choice = this.#choice();
    const order = this.#sorts()[1];
    const page = await engine.regionRows(scope, choice, order, 0, PAGE_ROWS);
    const fetch = async (first: number, count: number): Promise<readonly RegionRow[]> =>
      (await engine.regionRows(scope, choice, order, first, count)).rows;
    return { page, rows: new RowPages(page.total, page.rows, fetch, () => this.requestUpdate()) };
  }

  #none(): TemplateResult {
    const { scope } = this.app.state;
    const narrowed = scope.window.kind !== "trace" || scope.goroutines.kind !== "all";
    return html`<div class="bar"><h2>Regions</h2></div>
      <p class="empty">
        ${
          narrowed
            ? html`No region in this scope: none of its goroutines was in one at this time.`
            : html`No regions: the program makes none. <code>runtime/trace.WithRegion</code> does, and
                <code>trace.StartRegion</code> with its <code>End</code>.`
        }
      </p>`;
  }

  #types({ types, count }: RegionReport): TemplateResult {
    const [sort] = this.#sorts();
    const rows = sortedRows(types, sort, TYPE_VALUES);
    return html`<section class="types" aria-label="Types" ${cssProperties({ "--rows": String(types.length) })}>
      <div class="bar">
        <h2>${countOf(count, "region")}</h2>
        <span class="dim">of ${countOf(types.length, "name and place", "names and places")}</span>
        <span class="end"><gs-csv-buttons .app=${this.app} table="regions"></gs-csv-buttons></span>
      </div>
      <gs-data-table
        label="Regions by name and place"
        .columns=${typeColumns(types, this.#choose)}
        .count=${rows.length}
        .row=${(i: number) => rows[i]}
        .sort=${sort}
        .current=${(row: TypeRow) => sameType(row, this.type)}
        ?stale=${this.report.stale}
        @gs-sort=${(event: SortEvent) => this.#set(event.sort, this.#sorts()[1])}
      ></gs-data-table>
    </section>`;
  }

  #regions({ types, histogram }: RegionReport): TemplateResult {
    const { answer, stale } = this.list;
    const { selection } = this.app.state;
    const buckets = types.find((row) => sameType(row, this.type))?.histogram ?? histogram;
    const mostNs = types.reduce((most, { duration }) => Math.max(most, duration.max || 0), 0);
    return html`<section class="each" aria-label="Regions">
      <div class="bar">
        <h2>${this.type === undefined ? "All names" : shownText(this.type.name) || "unnamed"}</h2>
        <span class="dim">${answer ? countOf(answer.page.total, "region") : ""}</span>
        ${
          this.type === undefined
            ? nothing
            : html`<button class="plain" @click=${() => this.#choose(undefined)}>All names ×</button>`
        }
        ${
          this.bucket
            ? html`<button class="plain" @click=${() => (this.bucket = undefined)}>
                ${formatNs(this.bucket.from)} to ${formatNs(this.bucket.to)} ×
              </button>`
            : html`<span class="dim">drag over bars to narrow the list</span>`
        }
      </div>
      ${
        buckets.length > 0
          ? html`<gs-histogram
              what="region"
              .file=${`${this.app.trace?.summary.name ?? "trace"}-regions`}
              role="group"
              aria-label="Regions by duration"
              ranges
              .buckets=${buckets}
              .chosen=${this.bucket}
              .style_=${PLAIN}
              @gs-bucket=${(event: BucketEvent) => (this.bucket = event.bucket)}
            ></gs-histogram>`
          : nothing
      }
      ${
        answer?.page.total === 0
          ? html`<p class="empty">No region of the scope is like that.</p>`
          : html`<gs-data-table
              label="Regions"
              .columns=${answer ? regionColumns(this.app, answer.page, mostNs) : []}
              .count=${answer?.rows.total ?? 0}
              .row=${(i: number) => answer?.rows.row(i)}
              .sort=${this.#sorts()[1]}
              .current=${({ region }: RegionRow) => selection.kind === "region" && selection.region === region}
              ?stale=${stale}
              @gs-sort=${(event: SortEvent) => this.#set(this.#sorts()[0], event.sort)}
              @gs-rows=${({ first, last }: RowsEvent) => void answer?.rows.need(first, last)}
            ></gs-data-table>`
      }
    </section>`;
  }

  #choose = (type: TypeRow | undefined): void => {
    this.type = type && sameType(type, this.type) ? undefined : type;
    this.bucket = undefined;
  };

  #choice(): RegionChoice {
    return {
      ...(this.type ? { name: this.type.name, frameRow: this.type.frameRow } : {}),
      ...(this.bucket ? { minNs: this.bucket.from, belowNs: this.bucket.to } : {}),
    };
  }

  /** Of the types, and of the regions: "count~,ns~". */
  #sorts(): readonly [TableSort, TableSort] {
    const [types, regions] = (this.app.state.views.regions ?? "").split(",");
    return [parseSort(types, MOST_FIRST), parseSort(regions, LONGEST_FIRST)];
  }

  #set(types: TableSort, regions: TableSort): void {
    this.app.setView(`${sortText(types)},${sortText(regions)}`);
  }
}

function sameType(a: TypeRow, b: TypeRow | undefined): boolean {
  return a.name === b?.name && a.frameRow === b.frameRow;
}

customElements.define("gs-regions-page", RegionsPageElement);
