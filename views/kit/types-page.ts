import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, formatNs } from "../../src/base/format.ts";
import type { RowOrder, ScopeRequest } from "../../src/engine/analyses/types.ts";
import { cssProperties } from "./css-properties.ts";
import "./csv-buttons.ts";
import "./data-table.ts";
import type { RowsEvent, SortEvent, TableColumn, TableSort } from "./data-table.ts";
import "./histogram.ts";
import type { Bucket, BucketEvent } from "./histogram.ts";
import { pageStyles } from "./page-styles.ts";
import { PLAIN } from "./palette.ts";
import { PAGE_ROWS, RowPages } from "./row-pages.ts";
import { ScopedQuery } from "./scoped-query.ts";
import { baseStyles } from "./shared-styles.ts";
import { shownText } from "./shown-text.ts";
import { parseSort, sortedRows, sortText, type SortValues } from "./sorted-rows.ts";
import { StateController } from "./state-controller.ts";
import { typesListStyles } from "./types-list-styles.ts";

/** Things of one type: how many, how long they took. */
interface TypeOfThings {
  readonly name: string;
  readonly duration: { readonly max: number };
  readonly histogram: readonly Bucket[];
}

interface Report<Type> {
  readonly types: readonly Type[];
  readonly count: number;
  /** Of all types together. */
  readonly histogram: readonly Bucket[];
}

interface Page<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

interface Listed<Row, RowPage> {
  readonly page: RowPage;
  readonly rows: RowPages<Row>;
}

/** How a page calls what it lists. */
export interface TypesPageWords {
  /** The page's name, and its table's. */
  readonly page: "regions" | "tasks";
  readonly thing: string;
  readonly things: string;
  /** What types are told apart by: one, and several. */
  readonly type: readonly [string, string];
  readonly allTypes: string;
  readonly typesLabel: string;
}

const MOST_FIRST: TableSort = { by: "count", descending: true };
const LONGEST_FIRST: TableSort = { by: "ns", descending: true };

/**
 * What of the program lasts and has a type: the types with how long they took, and each of the things that the reader narrows
 * them to by type and duration. Which things, its heirs say.
 */
export abstract class TypesPageElement<
  Type extends TypeOfThings,
  Row,
  Choice extends object,
  RowPage extends Page<Row>,
> extends LitElement {
  static override properties = { app: { attribute: false }, type: { state: true }, bucket: { state: true } };
  static override styles = [baseStyles, pageStyles, typesListStyles];
  declare app: App;
  /** What the list is narrowed to. */
  declare type: Type | undefined;
  declare bucket: Bucket | undefined;
  protected abstract readonly words: TypesPageWords;
  protected abstract readonly typeValues: SortValues<Type>;
  protected readonly state = new StateController(this, "scope", "views", "selection");
  protected readonly report = new ScopedQuery<Report<Type>>(this, (scope) => this.askTypes(scope));
  protected readonly list = new ScopedQuery<Listed<Row, RowPage>>(
    this,
    (scope) => this.#askList(scope),
    () => [this.choice(), this.#sorts()[1]],
  );

  protected abstract askTypes(scope: ScopeRequest): Promise<Report<Type>>;
  protected abstract askRows(
    scope: ScopeRequest,
    choice: Choice,
    order: RowOrder,
    first: number,
    count: number,
  ): Promise<RowPage>;
  /** What the list is narrowed to, in the engine's words; by duration it is `durations`. */
  protected abstract choice(): Choice;
  protected abstract isSame(a: Type, b: Type): boolean;
  protected abstract typeColumns(types: readonly Type[]): readonly TableColumn<Type>[];
  /** `mostNs`: the longest duration there is, for bars. */
  protected abstract rowColumns(page: RowPage | undefined, mostNs: number): readonly TableColumn<Row>[];
  protected abstract isSelected(row: Row): boolean;
  /** Why there is nothing; `narrowed`: the scope is not all of the trace. */
  protected abstract none(narrowed: boolean): TemplateResult;

  /** What else narrows the list. */
  protected controls(): TemplateResult | typeof nothing {
    return nothing;
  }

  override render(): TemplateResult {
    const { answer, fault } = this.report;
    const { page, things } = this.words;
    const why = fault ?? this.list.fault;
    if (why !== undefined) return html`<p class="fault" role="alert">${why}</p>`;
    if (!answer) return html`<p class="empty" role="status">Looking for the program’s ${page}…</p>`;
    if (answer.count > 0) return html`${this.#types(answer)} ${this.#each(answer)}`;
    const { window, goroutines } = this.app.state.scope;
    const narrowed = window.kind !== "trace" || goroutines.kind !== "all";
    return html`<div class="bar"><h2>${things}</h2></div>
      <p class="empty">${this.none(narrowed)}</p>`;
  }

  protected choose = (type: Type | undefined): void => {
    this.type = type && this.#isChosen(type) ? undefined : type;
    this.bucket = undefined;
  };

  /** The part of a choice that is by duration. */
  protected durations(): { readonly minNs?: number; readonly belowNs?: number } {
    return this.bucket ? { minNs: this.bucket.from, belowNs: this.bucket.to } : {};
  }

  async #askList(scope: ScopeRequest): Promise<Listed<Row, RowPage>> {
    const choice = this.choice();
    const order = this.#sorts()[1];
    const page = await this.askRows(scope, choice, order, 0, PAGE_ROWS);
    const fetch = async (first: number, count: number): Promise<readonly Row[]> =>
      (await this.askRows(scope, choice, order, first, count)).rows;
    return { page, rows: new RowPages(page.total, page.rows, fetch, () => this.requestUpdate()) };
  }

  #types({ types, count }: Report<Type>): TemplateResult {
    const { page, thing, type, typesLabel } = this.words;
    const [sort] = this.#sorts();
    const rows = sortedRows(types, sort, this.typeValues);
    return html`<section class="types" aria-label="Types" ${cssProperties({ "--rows": String(types.length) })}>
      <div class="bar">
        <h2>${countOf(count, thing)}</h2>
        <span class="dim">of ${countOf(types.length, ...type)}</span>
        <span class="end"><gs-csv-buttons .app=${this.app} .table=${page}></gs-csv-buttons></span>
      </div>
      <gs-data-table
        label=${typesLabel}
        .columns=${this.typeColumns(types)}
        .count=${rows.length}
        .row=${(i: number) => rows[i]}
        .sort=${sort}
        .current=${(row: Type) => this.#isChosen(row)}
        ?stale=${this.report.stale}
        @gs-sort=${(event: SortEvent) => this.#set(event.sort, this.#sorts()[1])}
      ></gs-data-table>
    </section>`;
  }

  #each({ types, histogram }: Report<Type>): TemplateResult {
    const { answer } = this.list;
    const { thing, things, allTypes } = this.words;
    return html`<section class="each" aria-label=${things}>
      <div class="bar">
        <h2>${this.type === undefined ? allTypes : shownText(this.type.name) || "unnamed"}</h2>
        <span class="dim">${answer ? countOf(answer.page.total, thing) : ""}</span>
        ${
          this.type === undefined
            ? nothing
            : html`<button class="plain" @click=${() => this.choose(undefined)}>${allTypes} ×</button>`
        }
        ${
          this.bucket
            ? html`<button class="plain" @click=${() => (this.bucket = undefined)}>
                ${formatNs(this.bucket.from)} to ${formatNs(this.bucket.to)} ×
              </button>`
            : html`<span class="dim">drag over bars to narrow the list</span>`
        }
        ${this.controls()}
      </div>
      ${this.#durations(types.find((row) => this.#isChosen(row))?.histogram ?? histogram)} ${this.#rows(types)}
    </section>`;
  }

  #durations(buckets: readonly Bucket[]): TemplateResult | typeof nothing {
    const { page, thing, things } = this.words;
    if (buckets.length === 0) return nothing;
    return html`<gs-histogram
      what=${thing}
      .file=${`${this.app.trace?.summary.name ?? "trace"}-${page}`}
      role="group"
      aria-label=${`${things} by duration`}
      ranges
      .buckets=${buckets}
      .chosen=${this.bucket}
      .style_=${PLAIN}
      @gs-bucket=${(event: BucketEvent) => (this.bucket = event.bucket)}
    ></gs-histogram>`;
  }

  #rows(types: readonly Type[]): TemplateResult {
    const { answer, stale } = this.list;
    if (answer?.page.total === 0) return html`<p class="empty">No ${this.words.thing} of the scope is like that.</p>`;
    const mostNs = types.reduce((most, { duration }) => Math.max(most, duration.max || 0), 0);
    return html`<gs-data-table
      label=${this.words.things}
      .columns=${this.rowColumns(answer?.page, mostNs)}
      .count=${answer?.rows.total ?? 0}
      .row=${(i: number) => answer?.rows.row(i)}
      .sort=${this.#sorts()[1]}
      .current=${(row: Row) => this.isSelected(row)}
      ?stale=${stale}
      @gs-sort=${(event: SortEvent) => this.#set(this.#sorts()[0], event.sort)}
      @gs-rows=${({ first, last }: RowsEvent) => void answer?.rows.need(first, last)}
    ></gs-data-table>`;
  }

  #isChosen(type: Type): boolean {
    return this.type !== undefined && this.isSame(type, this.type);
  }

  /** Of the types, and of the things: "count~,ns~". */
  #sorts(): readonly [TableSort, TableSort] {
    const [types, things] = (this.app.state.views[this.words.page] ?? "").split(",");
    return [parseSort(types, MOST_FIRST), parseSort(things, LONGEST_FIRST)];
  }

  #set(types: TableSort, things: TableSort): void {
    this.app.setView(`${sortText(types)},${sortText(things)}`);
  }
}
