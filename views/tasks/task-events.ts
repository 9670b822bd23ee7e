import { css, html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactNs, formatNs, timeAt } from "../../src/base/format.ts";
import type { TaskDetails, TaskEventRow } from "../../src/engine/accounts/types.ts";
import { cssProperties } from "../kit/css-properties.ts";
import "../kit/data-table.ts";
import type { RowsEvent, TableColumn } from "../kit/data-table.ts";
import { link } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { PAGE_ROWS, RowPages } from "../kit/row-pages.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";

const MOST_ROWS = 14;

/** Logs and regions of a task, in order, each leading to the timeline; searched by text. */
export class TaskEventsElement extends LitElement {
  static override properties = { app: { attribute: false }, task: { attribute: false }, text: { state: true } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        background: none;
      }
      .find {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-bottom: 4px;
      }
      input {
        flex: 1;
        min-width: 0;
      }
      gs-data-table {
        flex: none;
        height: calc(var(--rows) * 23px + 40px);
      }
    `,
  ];
  declare app: App;
  declare task: TaskDetails;
  declare text: string;
  protected readonly query = new ScopedQuery<RowPages<TaskEventRow>>(
    this,
    () => this.#ask(),
    () => [this.task.task, this.text],
  );

  constructor() {
    super();
    this.text = "";
  }

  override render(): TemplateResult {
    const { answer, fault } = this.query;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    const rows = Math.min(answer?.total ?? 0, MOST_ROWS);
    return html`
      <div class="find">
        <input
          type="search"
          aria-label="Logs and regions that contain"
          placeholder="log or region contains…"
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
        />
        <span class="dim">${answer ? countOf(answer.total, "event") : ""}</span>
      </div>
      ${
        answer?.total === 0
          ? html`<span class="dim"
              >${this.text === "" ? "The trace holds nothing of it." : "None of them contains that."}</span
            >`
          : html`<gs-data-table
              ${cssProperties({ "--rows": String(rows) })}
              label="What was done for the task"
              .columns=${this.#columns()}
              .count=${answer?.total ?? 0}
              .row=${(i: number) => answer?.row(i)}
              ?stale=${this.query.stale}
              @gs-rows=${({ first, last }: RowsEvent) => void answer?.need(first, last)}
            ></gs-data-table>`
      }
    `;
  }

  async #ask(): Promise<RowPages<TaskEventRow>> {
    const { engine } = this.app;
    const { task } = this.task;
    const { text } = this;
    const page = await engine.taskEvents(task, text, 0, PAGE_ROWS);
    const fetch = async (first: number, count: number): Promise<readonly TaskEventRow[]> =>
      (await engine.taskEvents(task, text, first, count)).rows;
    return new RowPages(page.total, page.rows, fetch, () => this.requestUpdate());
  }

  #columns(): readonly TableColumn<TaskEventRow>[] {
    const { app, task } = this;
    const selected = ({ kind, row }: TaskEventRow): object =>
      kind.startsWith("region") ? { selection: { kind: "region", region: row } } : {};
    return [
      {
        id: "time",
        name: "After",
        title: "After the task began; leads to the timeline",
        width: 100,
        cell: (row) =>
          link(
            app,
            { page: "timeline", at: { start: row.time, end: row.time }, ...selected(row) },
            sinceBegin(row.time - task.start),
            `${exactNs(row.time)} after the trace began: show it on the timeline`,
          ),
      },
      {
        id: "text",
        name: "What",
        width: 160,
        grow: true,
        cell: ({ kind, text, category }) => {
          const what = kind === "log" ? shownText(category) || "log" : kind;
          return html`<span title=${`${kind}: ${what === kind ? "" : `${what}: `}${shownText(text)}`}
            ><span class="dim">${what}:</span> ${shownText(text)}</span
          >`;
        },
      },
      {
        id: "goroutine",
        name: "By",
        width: 58,
        cell: ({ goroutine }) =>
          goroutine
            ? link(
                app,
                { selection: { kind: "goroutine", goroutine: goroutine.index } },
                `G${goroutine.id}`,
                shownText(goroutine.name),
              )
            : "",
      },
    ];
  }
}

/** Fine enough to tell neighbours apart. */
function sinceBegin(ns: number): string {
  return ns < 10_000 ? formatNs(ns) : timeAt(ns, 1000);
}

customElements.define("gs-task-events", TaskEventsElement);
