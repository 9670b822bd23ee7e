import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, formatNs } from "../../src/base/format.ts";
import type { ScopeRequest, TaskChoice, TaskPage, TaskReport, TaskRow } from "../../src/engine/analyses/types.ts";
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
import { taskColumns, TYPE_VALUES, typeColumns, type TypeRow } from "./columns.ts";

interface Listed {
  readonly page: TaskPage;
  readonly rows: RowPages<TaskRow>;
}

const MOST_FIRST: TableSort = { by: "count", descending: true };
const LONGEST_FIRST: TableSort = { by: "ns", descending: true };

/** The program's tasks: by type, with how long they took, and each of those that the reader narrows them to. */
export class TasksPageElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    type: { state: true },
    bucket: { state: true },
    text: { state: true },
  };
  static override styles = [baseStyles, pageStyles, typesListStyles];
  declare app: App;
  /** What the list is narrowed to. */
  declare type: string | undefined;
  declare bucket: Bucket | undefined;
  declare text: string;
  protected readonly state = new StateController(this, "scope", "views", "selection");
  protected readonly report = new ScopedQuery<TaskReport>(this, (scope) => this.app.engine.tasks(scope));
  protected readonly list = new ScopedQuery<Listed>(
    this,
    (scope) => this.#askList(scope),
    () => [this.#choice(), this.#sorts()[1]],
  );

  constructor() {
    super();
    this.text = "";
  }

  override render(): TemplateResult {
    const { answer, fault } = this.report;
    const why = fault ?? this.list.fault;
    if (why !== undefined) return html`<p class="fault" role="alert">${why}</p>`;
    if (!answer) return html`<p class="empty" role="status">Looking for the program’s tasks…</p>`;
    return answer.count === 0 ? this.#none() : html`${this.#types(answer)} ${this.#tasks(answer)}`;
  }

  async #askList(scope: ScopeRequest): Promise<Listed> {
    const { engine } = this.app;
    const choice = this.#choice();
    const order = this.#sorts()[1];
    const page = await engine.taskRows(scope, choice, order, 0, PAGE_ROWS);
    const fetch = async (first: number, count: number): Promise<readonly TaskRow[]> =>
      (await engine.taskRows(scope, choice, order, first, count)).rows;
    return { page, rows: new RowPages(page.total, page.rows, fetch, () => this.requestUpdate()) };
  }

  #none(): TemplateResult {
    const { scope } = this.app.state;
    const narrowed = scope.window.kind !== "trace" || scope.goroutines.kind !== "all";
    return html`<div class="bar"><h2>Tasks</h2></div>
      <p class="empty">
        ${
          narrowed
            ? html`No task in this scope.`
            : html`No tasks: the program makes none. <code>runtime/trace.NewTask</code> does, and
                <code>trace.WithRegion</code> and <code>trace.Log</code> with its context belong to it.`
        }
      </p>`;
  }

  #types({ types, count }: TaskReport): TemplateResult {
    const [sort] = this.#sorts();
    const rows = sortedRows(types, sort, TYPE_VALUES);
    return html`<section class="types" aria-label="Types" ${cssProperties({ "--rows": String(types.length) })}>
      <div class="bar">
        <h2>${countOf(count, "task")}</h2>
        <span class="dim">of ${countOf(types.length, "type")}</span>
        <span class="end"><gs-csv-buttons .app=${this.app} table="tasks"></gs-csv-buttons></span>
      </div>
      <gs-data-table
        label="Tasks by type"
        .columns=${typeColumns(types, this.#choose)}
        .count=${rows.length}
        .row=${(i: number) => rows[i]}
        .sort=${sort}
        .current=${({ name }: TypeRow) => name === this.type}
        ?stale=${this.report.stale}
        @gs-sort=${(event: SortEvent) => this.#set(event.sort, this.#sorts()[1])}
      ></gs-data-table>
    </section>`;
  }

  #tasks({ types, histogram }: TaskReport): TemplateResult {
    const { answer, stale } = this.list;
    const buckets = types.find(({ name }) => name === this.type)?.histogram ?? histogram;
    const { selection } = this.app.state;
    const mostNs = types.reduce((most, { duration }) => Math.max(most, duration.max || 0), 0);
    return html`<section class="each" aria-label="Tasks">
      <div class="bar">
        <h2>${this.type === undefined ? "All types" : shownText(this.type) || "unnamed"}</h2>
        <span class="dim">${answer ? countOf(answer.page.total, "task") : ""}</span>
        ${
          this.type === undefined
            ? nothing
            : html`<button class="plain" @click=${() => this.#choose(undefined)}>All types ×</button>`
        }
        ${
          this.bucket
            ? html`<button class="plain" @click=${() => (this.bucket = undefined)}>
                ${formatNs(this.bucket.from)} to ${formatNs(this.bucket.to)} ×
              </button>`
            : html`<span class="dim">drag over bars to narrow the list</span>`
        }
        <span class="end">
          <input
            type="search"
            aria-label="Tasks that mention"
            placeholder="name, region or log contains…"
            title="In the task’s name, a region’s name, or a log’s category or message"
            .value=${this.text}
            @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
          />
        </span>
      </div>
      ${
        buckets.length > 0
          ? html`<gs-histogram
              what="task"
              .file=${`${this.app.trace?.summary.name ?? "trace"}-tasks`}
              ranges
              role="group"
              aria-label="Tasks by duration"
              .buckets=${buckets}
              .chosen=${this.bucket}
              .style_=${PLAIN}
              @gs-bucket=${(event: BucketEvent) => (this.bucket = event.bucket)}
            ></gs-histogram>`
          : nothing
      }
      ${
        answer?.page.total === 0
          ? html`<p class="empty">No task of the scope is like that.</p>`
          : html`<gs-data-table
              label="Tasks"
              .columns=${taskColumns(this.app, mostNs)}
              .count=${answer?.rows.total ?? 0}
              .row=${(i: number) => answer?.rows.row(i)}
              .sort=${this.#sorts()[1]}
              .current=${({ task }: TaskRow) => selection.kind === "task" && selection.task === task}
              ?stale=${stale}
              @gs-sort=${(event: SortEvent) => this.#set(this.#sorts()[0], event.sort)}
              @gs-rows=${({ first, last }: RowsEvent) => void answer?.rows.need(first, last)}
            ></gs-data-table>`
      }
    </section>`;
  }

  #choose = (type: string | undefined): void => {
    this.type = type === this.type ? undefined : type;
    this.bucket = undefined;
  };

  #choice(): TaskChoice {
    return {
      ...(this.type === undefined ? {} : { name: this.type }),
      ...(this.text === "" ? {} : { text: this.text }),
      ...(this.bucket ? { minNs: this.bucket.from, belowNs: this.bucket.to } : {}),
    };
  }

  /** Of the types, and of the tasks: "count~,ns~". */
  #sorts(): readonly [TableSort, TableSort] {
    const [types, tasks] = (this.app.state.views.tasks ?? "").split(",");
    return [parseSort(types, MOST_FIRST), parseSort(tasks, LONGEST_FIRST)];
  }

  #set(types: TableSort, tasks: TableSort): void {
    this.app.setView(`${sortText(types)},${sortText(tasks)}`);
  }
}

customElements.define("gs-tasks-page", TasksPageElement);
