import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { WIDEST } from "../../src/app/scope.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { countOf } from "../../src/base/format.ts";
import type {
  CreationRow,
  GoroutineFilter,
  GoroutinePage,
  GoroutineRow,
  GoroutineSpread,
  GroupReport,
  ScopeRequest,
  TimeBracket,
  TimeColumnInfo,
} from "../../src/engine/analyses/types.ts";
import "../kit/csv-buttons.ts";
import "../kit/data-table.ts";
import type { RowsEvent, SortEvent } from "../kit/data-table.ts";
import { duration } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { PAGE_ROWS, RowPages } from "../kit/row-pages.ts";
import type { Asking } from "../kit/question.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { sortedRows } from "../kit/sorted-rows.ts";
import { StateController } from "../kit/state-controller.ts";
import "./account.ts";
import "./column-menu.ts";
import type { ColumnsEvent } from "./column-menu.ts";
import { creationColumns, goroutineColumns, groupColumns, groupValues } from "./columns.ts";
import { parseSettings, settingsText, type GoroutineSettings, type ListOf } from "./settings.ts";
import "./spread-strip.ts";
import type { BracketsEvent } from "./spread-strip.ts";

type Answer =
  | { readonly kind: "groups"; readonly report: GroupReport }
  | { readonly kind: "created"; readonly rows: readonly CreationRow[] }
  | {
      readonly kind: "each";
      readonly page: GoroutinePage;
      /** undefined while it is on its way, and of the list before until then, if there was one. */
      readonly spread: GoroutineSpread | undefined;
      readonly rows: RowPages<GoroutineRow>;
    };

const CHOICES: readonly (readonly [list: ListOf, name: string])[] = [
  ["groups", "By start function"],
  ["each", "Each goroutine"],
  ["created", "Where created"],
];

/** Where the time of goroutines went: by the function they started in, by goroutine, and where they were created. */
export class GoroutinesPageElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    trace: { attribute: false },
    brackets: { state: true },
    created: { state: true },
  };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .of {
        min-width: 0;
      }
      .one {
        flex: none;
        height: 62px;
        border-bottom: 1px solid var(--gs-line);
      }
      gs-goroutine-account {
        flex: 1;
        overflow: auto;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  /** What the list of goroutines is narrowed to. */
  declare brackets: readonly TimeBracket[];
  declare created: CreationRow | undefined;
  protected readonly state = new StateController(this, "scope", "views", "selection");
  protected readonly query = new ScopedQuery<Answer>(
    this,
    (scope, asking) => this.#ask(scope, asking),
    () => (this.#list() === "each" ? ["each", this.#settings().goroutines, this.#filter()] : [this.#list()]),
  );

  constructor() {
    super();
    this.brackets = [];
  }

  override render(): TemplateResult {
    const { answer, fault } = this.query;
    const list = this.#list();
    return html`
      <div class="bar">
        <div class="choices" role="group" aria-label="Rows">
          ${CHOICES.map(
            ([one, name]) =>
              html`<button aria-pressed=${one === list} @click=${() => this.#choose(one)}>${name}</button>`,
          )}
        </div>
        ${answer ? this.#facts(answer) : ""} ${this.#narrowed()}
        <span class="end">
          ${answer ? this.#columnMenu(answer) : nothing}
          ${
            list === "created"
              ? nothing
              : html`<gs-csv-buttons
                  .app=${this.app}
                  table=${list === "each" ? "goroutines" : "groups"}
                ></gs-csv-buttons>`
          }
        </span>
      </div>
      ${
        fault === undefined
          ? answer
            ? this.#table(answer)
            : html`<p class="empty" role="status">Adding up where goroutines spent their time…</p>`
          : html`<p class="fault" role="alert">${fault}</p>`
      }
    `;
  }

  async #ask(scope: ScopeRequest, { show }: Asking<Answer>): Promise<Answer> {
    const { engine } = this.app;
    const list = this.#list();
    if (list === "groups") return { kind: "groups", report: await engine.goroutineGroups(scope) };
    if (list === "created") return { kind: "created", rows: await engine.creationStacks(scope) };
    const order = this.#settings().goroutines;
    const filter = this.#filter();
    const page = await engine.goroutineRows(scope, order, 0, PAGE_ROWS, filter);
    const fetch = async (first: number, count: number): Promise<readonly GoroutineRow[]> =>
      (await engine.goroutineRows(scope, order, first, count, filter)).rows;
    const rows = new RowPages(page.total, page.rows, fetch, () => this.requestUpdate());
    const { answer } = this.query;
    show({ kind: "each", page, rows, spread: answer?.kind === "each" ? answer.spread : undefined });
    return { kind: "each", page, rows, spread: await engine.goroutineSpread(scope, filter) };
  }

  #facts(answer: Answer): TemplateResult {
    if (answer.kind === "groups") {
      const { rows, goroutines, lifetimeNs } = answer.report;
      return html`<span class="dim cut of"
        >${countOf(rows.length, "start function")}, ${countOf(goroutines, "goroutine")}, ${duration(lifetimeNs)} of
        their time in all</span
      >`;
    }
    const count =
      answer.kind === "each" ? countOf(answer.page.total, "goroutine") : countOf(answer.rows.length, "place");
    const { goroutines } = this.app.state.scope;
    const group = goroutines.kind === "group" ? this.trace.outline.groups[goroutines.group] : undefined;
    const of = group ? html` of <span class="mono">${shownText(group.name) || "unknown start"}</span>` : "";
    return html`<span class="dim cut of">${count}${of}</span>`;
  }

  /** What the list is narrowed to beside the brackets, which stand with their histograms. */
  #narrowed(): TemplateResult | typeof nothing {
    if (this.#list() !== "each" || this.app.state.scope.goroutines.kind === "goroutine") return nothing;
    const all = (): void => {
      this.brackets = [];
      this.created = undefined;
    };
    if (this.created === undefined && this.brackets.length === 0)
      return html`<span class="dim cut of">drag over bars to narrow the list</span>`;
    const where = this.created?.frames[0]?.function ?? "before the trace";
    return html`<button class="plain" @click=${all}>
      ${this.created ? html`created in <span class="mono">${shownText(where)}</span> ×` : "Show all ×"}
    </button>`;
  }

  #columnMenu(answer: Answer): TemplateResult | typeof nothing {
    if (answer.kind === "created") return nothing;
    const columns: readonly TimeColumnInfo[] = answer.kind === "groups" ? answer.report.columns : answer.page.columns;
    const { hidden, statistics } = this.#settings();
    return html`<gs-column-menu
      ?many=${answer.kind === "groups"}
      .columns=${columns}
      .hidden_=${hidden}
      .statistics=${statistics}
      @gs-columns=${(event: ColumnsEvent) => this.#set({ hidden: event.hidden, statistics: event.statistics })}
    ></gs-column-menu>`;
  }

  #table(answer: Answer): TemplateResult {
    switch (answer.kind) {
      case "groups":
        return answer.report.rows.length === 0 ? this.#empty() : this.#groups(answer.report);
      case "created":
        return answer.rows.length === 0 ? this.#empty() : this.#places(answer.rows);
      case "each":
        return this.#each(answer);
    }
  }

  #groups(report: GroupReport): TemplateResult {
    const { groups: sort } = this.#settings();
    const rows = sortedRows(report.rows, sort, groupValues(report));
    return html`<gs-data-table
      label="Goroutines by start function"
      .columns=${groupColumns(this.app, report, this.#settings())}
      .count=${rows.length}
      .row=${(i: number) => rows[i]}
      .sort=${sort}
      ?stale=${this.query.stale}
      @gs-sort=${({ sort: groups }: SortEvent) => this.#set({ groups })}
    ></gs-data-table>`;
  }

  #places(rows: readonly CreationRow[]): TemplateResult {
    const list = (created: CreationRow): void => {
      this.created = created;
      this.#set({ list: "each" });
    };
    return html`<gs-data-table
      label="Where goroutines were created"
      .columns=${creationColumns(this.app, rows, list)}
      .count=${rows.length}
      .row=${(i: number) => rows[i]}
      ?stale=${this.query.stale}
    ></gs-data-table>`;
  }

  #each({ page, rows, spread }: Extract<Answer, { kind: "each" }>): TemplateResult {
    const { scope } = this.app.state;
    const table = this.#goroutines(page, rows);
    const [one] = page.rows;
    if (scope.goroutines.kind === "goroutine" && one)
      return html`<div class="one">${table}</div>
        <gs-goroutine-account .app=${this.app} .goroutine=${one.goroutine}></gs-goroutine-account>`;
    if (page.total === 0 && this.brackets.length === 0 && this.created === undefined) return this.#empty();
    return html`<gs-spread-strip
        .spread=${spread}
        .brackets=${this.brackets}
        .hidden_=${this.#settings().hidden}
        ?stale=${this.query.stale}
        @gs-brackets=${({ brackets }: BracketsEvent) => (this.brackets = brackets)}
      ></gs-spread-strip>
      ${page.total === 0 ? html`<p class="empty">No goroutine of the scope is like that.</p>` : table}`;
  }

  #goroutines(page: GoroutinePage, rows: RowPages<GoroutineRow>): TemplateResult {
    const { selection, scope } = this.app.state;
    const chosen = selection.kind === "goroutine" ? selection.goroutine : undefined;
    const { goroutines: sort, hidden } = this.#settings();
    return html`<gs-data-table
      label="Goroutines"
      .columns=${goroutineColumns(this.app, page, scope.goroutines.kind !== "group", hidden)}
      .count=${rows.total}
      .row=${(i: number) => rows.row(i)}
      .sort=${sort}
      .current=${({ goroutine }: GoroutineRow) => goroutine.index === chosen}
      ?stale=${this.query.stale}
      @gs-sort=${({ sort: goroutines }: SortEvent) => this.#set({ goroutines })}
      @gs-rows=${({ first, last }: RowsEvent) => void rows.need(first, last)}
    ></gs-data-table>`;
  }

  #empty(): TemplateResult {
    const { goroutines } = this.app.state.scope;
    return goroutines.kind === "match"
      ? html`<p class="empty">
          No goroutine in this part of the trace started in a function whose name contains
          “${shownText(goroutines.text)}”.
        </p>`
      : html`<p class="empty">No goroutine of the scope was there in this part of the trace.</p>`;
  }

  /** Of a group, or of one, there are its goroutines to see. */
  #list(): ListOf {
    const { kind } = this.app.state.scope.goroutines;
    const { list } = this.#settings();
    return list === "groups" && (kind === "group" || kind === "goroutine") ? "each" : list;
  }

  #choose(list: ListOf): void {
    const { scope } = this.app.state;
    const { kind } = scope.goroutines;
    this.#set({ list });
    this.created = undefined;
    if (list === "groups" && (kind === "group" || kind === "goroutine"))
      this.app.setScope({ ...scope, goroutines: WIDEST.goroutines });
  }

  #filter(): GoroutineFilter {
    const { brackets, created } = this;
    return created === undefined ? { brackets } : { brackets, creationStack: created.stack };
  }

  #settings(): GoroutineSettings {
    return parseSettings(this.app.state.views.goroutines ?? "");
  }

  #set(change: Partial<GoroutineSettings>): void {
    this.app.setView(settingsText({ ...this.#settings(), ...change }));
  }
}

customElements.define("gs-goroutines-page", GoroutinesPageElement);
