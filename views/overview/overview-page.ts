import { html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { countOf, exactCount, exactNs, formatNs, formatShare } from "../../src/base/format.ts";
import type { ScopeOverview } from "../../src/engine/analyses/overview-types.ts";
import type { ScopeRequest, TimeColumnInfo } from "../../src/engine/analyses/types.ts";
import { nsCell } from "../kit/cells.ts";
import { cssProperties } from "../kit/css-properties.ts";
import "../kit/csv-buttons.ts";
import "../kit/data-table.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { duration, swatch } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import "../kit/plot.ts";
import type { PlotEvent } from "../kit/plot.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import { columnName, columnTitle } from "../kit/time-columns.ts";
import { procsTable } from "../scheduler/procs-table.ts";
import { factList } from "./fact-sentences.ts";
import { overviewStyles } from "./overview-styles.ts";
import { procsPlot, statesPlot } from "./plots.ts";
import { traced } from "./traced.ts";

const HINT = "a click shows that time on the timeline, dragging takes it as the scope";

/** An answer with the scope it is of: while the next is on its way the plots keep their axis. */
interface Answer extends ScopeOverview {
  readonly scope: ScopeRequest;
}

/** What was traced, where time went, and what stands out in the scope. */
export class OverviewPageElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false } };
  static override styles = [baseStyles, pageStyles, overviewStyles];
  declare app: App;
  declare trace: OpenTrace;
  protected readonly state = new StateController(this, "scope");
  protected readonly query = new ScopedQuery<Answer>(this, async (scope) => ({
    ...(await this.app.engine.scopeOverview(scope)),
    scope,
  }));

  override render(): TemplateResult {
    const { answer, fault, stale } = this.query;
    const settings = [...new Set(answer?.gomaxprocs.map(({ procs }) => procs))];
    return html`${traced(this.trace, settings)}
    ${
      fault === undefined
        ? answer
          ? html`<div class="parts">
              ${this.#time(answer)}
              <div class="beside">${this.#facts(answer, stale)}${this.#times(answer)}</div>
              ${this.#procs(answer)}
            </div>`
          : html`<p class="empty" role="status">Adding up where the time went…</p>`
        : html`<p class="fault" role="alert">${fault}</p>`
    }`;
  }

  #time(answer: Answer): TemplateResult {
    const { goroutines, scope } = answer;
    return html`<section class="over-time" aria-label="Goroutines over time">
      <div class="bar">
        <h2>Goroutines by state</h2>
        <span class="dim facts-line" title=${`${exactCount(goroutines)} goroutines; ${HINT}`}
          >${countOf(goroutines, "goroutine")} in scope over ${duration(scope.to - scope.from)}; ${HINT}</span
        >
      </div>
      ${this.#plot(answer, statesPlot(answer, scope), "states")}
    </section>`;
  }

  #facts(answer: Answer, stale: boolean): TemplateResult {
    return html`<section class="standing-out" aria-label="What stands out in the scope" ?data-stale=${stale}>
      <div class="bar">
        <h2>What stands out</h2>
        <span class="end"><gs-csv-buttons .app=${this.app} table="facts"></gs-csv-buttons></span>
      </div>
      ${factList(this.app, answer)}
    </section>`;
  }

  #times(answer: Answer): TemplateResult {
    return html`<section class="times" aria-label="Where goroutine time went">
      <div class="bar">
        <h2>Goroutine time</h2>
        <span class="dim facts-line">${duration(answer.goroutineNs)} in all</span>
        <span class="end"><gs-csv-buttons .app=${this.app} table="times"></gs-csv-buttons></span>
      </div>
      ${
        answer.times.length === 0
          ? html`<p class="empty">No goroutine of the scope was there in this part of the trace.</p>`
          : html`<gs-data-table
              label="Goroutine time by state and reason"
              .columns=${timeTableColumns(answer)}
              .count=${answer.times.length}
              .row=${(i: number) => answer.times[i]}
              ?stale=${this.query.stale}
            ></gs-data-table>`
      }
    </section>`;
  }

  #procs(answer: Answer): TemplateResult {
    const { procs, scope } = answer;
    const held = procs.reduce((sum, { heldNs }) => sum + heldNs, 0);
    const ran = procs.reduce((sum, { runningNs }) => sum + runningNs, 0);
    return html`<section class="procs-over-time" aria-label="Procs over time">
        <div class="bar">
          <h2>Procs</h2>
          <span class="dim facts-line"
            >ran goroutines of the scope for ${duration(ran)},
            <span title=${`${exactNs(ran)} of ${exactNs(scope.to - scope.from)} on each of ${procs.length} procs`}
              >${formatShare(ran, (scope.to - scope.from) * procs.length)} of what they could</span
            >; threads held them for ${formatNs(held)}</span
          >
        </div>
        ${this.#plot(answer, procsPlot(answer, scope), "procs")}
      </section>
      <section class="each-proc" aria-label="Each proc" ${cssProperties({ "--rows": String(procs.length) })}>
        ${procsTable(this.app, procs, this.query.stale)}
      </section>`;
  }

  #plot({ scope }: Answer, data: ReturnType<typeof statesPlot>, name: string): TemplateResult {
    const take = ({ from, to }: PlotEvent): void =>
      this.app.setScope({ ...this.app.state.scope, window: { kind: "fixed", window: { from, to } } });
    return html`<gs-plot
      .data=${data}
      .file=${`${this.trace.summary.name}-${name}`}
      ?stale=${this.query.stale}
      @gs-choose=${({ from, to }: PlotEvent) => {
        if (scope.to > scope.from) this.app.go({ window: { from, to } });
      }}
      @gs-range=${take}
    ></gs-plot>`;
  }
}

function timeTableColumns({ times, goroutineNs }: ScopeOverview): readonly TableColumn<TimeColumnInfo>[] {
  const most = times.reduce((sum, { totalNs }) => Math.max(sum, totalNs), 0);
  return [
    {
      id: "name",
      name: "State or reason",
      width: 170,
      grow: true,
      cell: (column) =>
        html`<span title=${columnTitle(column)}
          >${swatch(column.style)} ${kindWord(column)}${columnName(column)}</span
        >`,
    },
    { id: "ns", name: "Time", width: 100, number: true, cell: ({ totalNs, style }) => nsCell(totalNs, most, style) },
    {
      id: "share",
      name: "Share",
      title: "Of all goroutine time; assists and sweeps overlap with running",
      width: 76,
      number: true,
      cell: ({ totalNs }) => formatShare(totalNs, goroutineNs),
    },
  ];
}

function kindWord({ kind }: TimeColumnInfo): TemplateResult | string {
  return kind === "state" ? "" : html`<span class="dim">${kind === "blocked" ? "blocked: " : "of it: "}</span>`;
}

customElements.define("gs-overview-page", OverviewPageElement);
