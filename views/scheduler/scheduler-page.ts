import { css, html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactCount, formatCount, formatShare } from "../../src/base/format.ts";
import type { SchedulerReport, ScopeRequest } from "../../src/engine/analyses/types.ts";
import { Style } from "../../src/timeline/style.ts";
import { cssProperties } from "../kit/css-properties.ts";
import "../kit/csv-buttons.ts";
import "../kit/data-table.ts";
import type { SortEvent, TableSort } from "../kit/data-table.ts";
import "../kit/histogram.ts";
import "../kit/plot.ts";
import type { PlotEvent } from "../kit/plot.ts";
import { duration } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { parseSort, sortedRows, sortText } from "../kit/sorted-rows.ts";
import { StateController } from "../kit/state-controller.ts";
import { LATENCY_VALUES, latencyColumns, waitColumns, type LongWait } from "./columns.ts";
import { procsTable } from "./procs-table.ts";
import { latencyPlot, runnablePlot } from "./plots.ts";

const LONGEST_IN_ALL: TableSort = { by: "total", descending: true };

/** An answer with the scope it is of. */
interface Answer extends SchedulerReport {
  readonly scope: ScopeRequest;
}

/** How long goroutines that could run waited for a proc, and what the procs did. */
export class SchedulerPageElement extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        min-height: 0;
      }
      .two > * + * {
        border-left: 1px solid var(--gs-line);
      }
      .plots {
        flex: none;
        border-bottom: 1px solid var(--gs-line);
      }
      .plots {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr) minmax(0, 1.15fr);
        height: 210px;
      }
      .plots > div {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .plots gs-histogram,
      .plots gs-plot {
        flex: 1;
        height: auto;
      }
      .plots p {
        margin: 0;
        padding: 4px 12px 0;
        color: var(--gs-dim);
      }
      .tables {
        flex: 1 1 0;
        grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr);
      }
      .tables > section,
      .procs {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .procs {
        flex: 0 1 auto;
        height: min(calc(33px + 24px + var(--rows) * 23px + 16px), 38%);
        border-top: 1px solid var(--gs-line);
      }
      .facts {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];
  declare app: App;
  protected readonly state = new StateController(this, "scope", "views", "selection");
  protected readonly query = new ScopedQuery<Answer>(this, async (scope) => ({
    ...(await this.app.engine.scheduler(scope)),
    scope,
  }));

  override render(): TemplateResult {
    const { answer, fault } = this.query;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    if (!answer) return html`<p class="empty" role="status">Measuring how long goroutines waited to run…</p>`;
    return html`${answer.overall.count === 0 ? this.#nobody() : this.#latency(answer)} ${this.#procs(answer)}`;
  }

  #nobody(): TemplateResult {
    return html`<div class="bar"><h2>Scheduling latency</h2></div>
      <p class="empty">
        No goroutine of the scope began to run in this part of the trace, so that there is no wait to measure.
      </p>`;
  }

  #latency(answer: Answer): TemplateResult {
    const { overall, histogram, overTime, groups, longest, switches, scope } = answer;
    const sort = parseSort(this.app.state.views.scheduler, LONGEST_IN_ALL);
    const rows = sortedRows(groups, sort, LATENCY_VALUES);
    const { selection } = this.app.state;
    return html`
      <div class="bar">
        <h2>Scheduling latency</h2>
        <span class="dim facts"
          >from runnable to running, ${countOf(overall.count, "time")}: p50 ${duration(overall.p50)}, p90
          ${duration(overall.p90)}, p99 ${duration(overall.p99)}, longest ${duration(overall.max)};
          ${switchWords(switches)}</span
        >
        <span class="end"><gs-csv-buttons .app=${this.app} table="latency"></gs-csv-buttons></span>
      </div>
      <div class="two plots">
        <div>
          <p>Waits by how long they were</p>
          <gs-histogram
            what="wait"
            role="group"
            aria-label="Waits by duration"
            fixed
            narrow
            .file=${`${this.app.trace?.summary.name ?? "trace"}-waits`}
            .buckets=${histogram}
            .style_=${Style.Runnable}
          ></gs-histogram>
        </div>
        <div>
          <p>Over time; a click shows that part on the timeline</p>
          ${this.#plot(latencyPlot(overTime, scope), "latency")}
        </div>
        <div>
          <p>Runnable at once</p>
          ${this.#plot(runnablePlot(answer, scope), "runnable")}
        </div>
      </div>
      <div class="two tables">
        <section aria-label="By start function">
          <gs-data-table
            label="Waits by start function"
            .columns=${latencyColumns(this.app, groups)}
            .count=${rows.length}
            .row=${(i: number) => rows[i]}
            .sort=${sort}
            ?stale=${this.query.stale}
            @gs-sort=${(event: SortEvent) => this.app.setView(sortText(event.sort))}
          ></gs-data-table>
        </section>
        <section aria-label="Longest">
          <gs-data-table
            label="Longest waits"
            .columns=${waitColumns(this.app, longest)}
            .count=${longest.length}
            .row=${(i: number) => longest[i]}
            .current=${({ span }: LongWait) => selection.kind === "span" && selection.span === span}
            ?stale=${this.query.stale}
          ></gs-data-table>
        </section>
      </div>
    `;
  }

  #plot(data: ReturnType<typeof latencyPlot>, name: string): TemplateResult {
    return html`<gs-plot
      .data=${data}
      .file=${`${this.app.trace?.summary.name ?? "trace"}-${name}`}
      ?stale=${this.query.stale}
      @gs-choose=${({ from, to }: PlotEvent) => this.app.go({ window: { from, to } })}
    ></gs-plot>`;
  }

  #procs({ procs, gomaxprocs }: SchedulerReport): TemplateResult {
    const settings = gomaxprocs.map(({ procs: count }) => count);
    const words = settings.length === 0 ? "GOMAXPROCS not recorded" : `GOMAXPROCS ${settings.join(", then ")}`;
    return html`<section class="procs" aria-label="Procs" ${cssProperties({ "--rows": String(procs.length) })}>
      ${procsTable(this.app, procs, this.query.stale, html`<span class="dim facts">${words}</span>`)}
    </section>`;
  }
}

function switchWords({ starts, taken, preempted, yielded, handOffs }: SchedulerReport["switches"]): TemplateResult {
  return html`<span title=${`${exactCount(taken)} of ${exactCount(starts)} starts`}
      >${formatShare(taken, starts)} taken by another proc</span
    >, ${countOf(preempted, "preemption")}, ${countOf(yielded, "yield")},
    <span title="A proc went to another thread than the one that held it before"
      >${formatCount(handOffs)} hand-offs of procs</span
    >`;
}

customElements.define("gs-scheduler-page", SchedulerPageElement);
