import { css, html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { WIDEST } from "../../src/app/scope.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { countOf } from "../../src/base/format.ts";
import type { GoroutinePage, GoroutineRow, GroupReport, ScopeRequest } from "../../src/engine/analyses/types.ts";
import "../kit/csv-buttons.ts";
import "../kit/data-table.ts";
import type { RowsEvent, SortEvent } from "../kit/data-table.ts";
import { duration } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { PAGE_ROWS, RowPages } from "../kit/row-pages.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { sortedRows } from "../kit/sorted-rows.ts";
import { StateController } from "../kit/state-controller.ts";
import { goroutineColumns, groupColumns, groupValues, STATISTICS, type Statistic } from "./columns.ts";
import { parseSettings, settingsText, type GoroutineSettings } from "./settings.ts";

type Answer =
  | { readonly kind: "groups"; readonly report: GroupReport }
  | { readonly kind: "each"; readonly page: GoroutinePage; readonly rows: RowPages<GoroutineRow> };

/** Where the time of goroutines went: by the function they started in; of one such group, by goroutine. */
export class GoroutinesPageElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .of {
        min-width: 0;
      }
      label {
        color: var(--gs-dim);
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  protected readonly state = new StateController(this, "scope", "views", "selection");
  protected readonly query = new ScopedQuery<Answer>(
    this,
    (scope) => this.#ask(scope),
    () => (this.#listsEach() ? ["each", this.#settings().goroutines] : ["groups"]),
  );

  override render(): TemplateResult {
    const { answer, fault } = this.query;
    return html`
      <div class="bar">
        <div class="choices" role="group" aria-label="Rows">
          <button aria-pressed=${!this.#listsEach()} @click=${this.#byFunction}>By start function</button>
          <button aria-pressed=${this.#listsEach()} @click=${() => this.#set({ each: true })}>Each goroutine</button>
        </div>
        ${answer ? this.#facts(answer) : ""}
        <span class="end">
          ${this.#listsEach() ? "" : this.#statistics()}
          <gs-csv-buttons .app=${this.app} table=${this.#listsEach() ? "goroutines" : "groups"}></gs-csv-buttons>
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

  async #ask(scope: ScopeRequest): Promise<Answer> {
    const { engine } = this.app;
    if (!this.#listsEach()) return { kind: "groups", report: await engine.goroutineGroups(scope) };
    const order = this.#settings().goroutines;
    const page = await engine.goroutineRows(scope, order, 0, PAGE_ROWS);
    const fetch = async (first: number, count: number): Promise<readonly GoroutineRow[]> =>
      (await engine.goroutineRows(scope, order, first, count)).rows;
    return { kind: "each", page, rows: new RowPages(page.total, page.rows, fetch, () => this.requestUpdate()) };
  }

  #facts(answer: Answer): TemplateResult {
    if (answer.kind === "groups") {
      const { rows, goroutines, lifetimeNs } = answer.report;
      return html`<span class="dim cut of"
        >${countOf(rows.length, "start function")}, ${countOf(goroutines, "goroutine")}, ${duration(lifetimeNs)} of
        their time in all</span
      >`;
    }
    const { goroutines } = this.app.state.scope;
    const group = goroutines.kind === "group" ? this.trace.outline.groups[goroutines.group] : undefined;
    const of = group ? html` of <span class="mono">${shownText(group.name) || "unknown start"}</span>` : "";
    return html`<span class="dim cut of">${countOf(answer.page.total, "goroutine")}${of}</span>`;
  }

  #table(answer: Answer): TemplateResult {
    const empty = answer.kind === "groups" ? answer.report.rows.length === 0 : answer.page.total === 0;
    if (empty) return this.#empty();
    return answer.kind === "groups" ? this.#groups(answer.report) : this.#goroutines(answer);
  }

  #groups(report: GroupReport): TemplateResult {
    const { statistic, groups: sort } = this.#settings();
    const rows = sortedRows(report.rows, sort, groupValues(report, statistic));
    return html`<gs-data-table
      label="Goroutines by start function"
      .columns=${groupColumns(this.app, report, statistic)}
      .count=${rows.length}
      .row=${(i: number) => rows[i]}
      .sort=${sort}
      ?stale=${this.query.stale}
      @gs-sort=${({ sort: groups }: SortEvent) => this.#set({ groups })}
    ></gs-data-table>`;
  }

  #goroutines({ page, rows }: Extract<Answer, { kind: "each" }>): TemplateResult {
    const { selection, scope } = this.app.state;
    const chosen = selection.kind === "goroutine" ? selection.goroutine : undefined;
    return html`<gs-data-table
      label="Goroutines"
      .columns=${goroutineColumns(this.app, page, scope.goroutines.kind !== "group")}
      .count=${rows.total}
      .row=${(i: number) => rows.row(i)}
      .sort=${this.#settings().goroutines}
      .current=${({ goroutine }: GoroutineRow) => goroutine.index === chosen}
      ?stale=${this.query.stale}
      @gs-sort=${({ sort: goroutines }: SortEvent) => this.#set({ goroutines })}
      @gs-rows=${({ first, last }: RowsEvent) => void rows.need(first, last)}
    ></gs-data-table>`;
  }

  #statistics(): TemplateResult {
    const { statistic } = this.#settings();
    return html`<label
      >Times are
      <select
        @change=${(event: Event) => this.#set({ statistic: (event.target as HTMLSelectElement).value as Statistic })}
      >
        ${STATISTICS.map((one) => html`<option value=${one} ?selected=${one === statistic}>${STATISTIC_NAMES[one]}</option>`)}
      </select></label
    >`;
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
  #listsEach(): boolean {
    const { kind } = this.app.state.scope.goroutines;
    return kind === "group" || kind === "goroutine" || this.#settings().each;
  }

  #byFunction = (): void => {
    const { scope } = this.app.state;
    this.#set({ each: false });
    const { kind } = scope.goroutines;
    if (kind === "group" || kind === "goroutine") this.app.setScope({ ...scope, goroutines: WIDEST.goroutines });
  };

  #settings(): GoroutineSettings {
    return parseSettings(this.app.state.views.goroutines ?? "");
  }

  #set(change: Partial<GoroutineSettings>): void {
    this.app.setView(settingsText({ ...this.#settings(), ...change }));
  }
}

const STATISTIC_NAMES: Readonly<Record<Statistic, string>> = {
  total: "totals of each group",
  mean: "means over its goroutines",
  p50: "medians (p50)",
  p99: "99th percentiles (p99)",
  max: "the longest",
  min: "the shortest",
};

customElements.define("gs-goroutines-page", GoroutinesPageElement);
