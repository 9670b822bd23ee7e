import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactNs, formatNs, formatShare } from "../../src/base/format.ts";
import type { GcReport, ScopeRequest, StopRow } from "../../src/engine/analyses/types.ts";
import { Style } from "../../src/timeline/style.ts";
import "../kit/csv-buttons.ts";
import "../kit/data-table.ts";
import type { SortEvent, TableSort } from "../kit/data-table.ts";
import "../kit/histogram.ts";
import type { Bucket, BucketEvent } from "../kit/histogram.ts";
import { duration } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { parseSort, sortedRows, sortText } from "../kit/sorted-rows.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";
import { CYCLE_VALUES, cycleColumns, STOP_VALUES, stopColumns, type CycleRow } from "./cycle-columns.ts";

const BY_NUMBER: TableSort = { by: "number", descending: false };
const LONGEST_FIRST: TableSort = { by: "ns", descending: true };

/** What the collector did: its cycles, and every stop of the world with how the pauses are spread. */
export class GcPageElement extends LitElement {
  static override properties = { app: { attribute: false }, bucket: { state: true }, reason: { state: true } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .cycles,
      .stops {
        display: flex;
        flex-direction: column;
        flex: 1 1 0;
        min-height: 0;
      }
      .cycles {
        flex-grow: 1.2;
        border-bottom: 1px solid var(--gs-line);
      }
      .cycles.none {
        flex: none;
      }
      .reasons {
        gap: 2px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .facts {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      gs-histogram {
        flex: none;
        border-bottom: 1px solid var(--gs-line);
      }
    `,
  ];
  declare app: App;
  declare bucket: Bucket | undefined;
  /** The stops that are listed; undefined: all. */
  declare reason: string | undefined;
  protected readonly state = new StateController(this, "scope", "views", "selection");
  protected readonly query = new ScopedQuery<GcReport>(this, (scope) => this.app.engine.gc(scope));

  override render(): TemplateResult {
    const { answer, fault } = this.query;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    if (!answer) return html`<p class="empty" role="status">Looking at the collector’s work…</p>`;
    return html`${this.#cycles(answer)}${this.#stops(answer)}`;
  }

  #cycles({ cycles }: GcReport): TemplateResult {
    if (cycles.length === 0) {
      return html`<section class="cycles none" aria-label="GC cycles">
        <div class="bar"><h2>GC cycles</h2></div>
        <p class="empty">
          No GC cycle in this scope: the heap did not grow to its goal. <code>runtime.GC()</code> starts one;
          <code>GOGC=off</code> allows none.
        </p>
      </section>`;
    }
    const [sort] = this.#sorts();
    const rows = sortedRows(cycles, sort, CYCLE_VALUES);
    const scope = this.app.scopeRequest();
    const markNs = cycles.reduce((sum, cycle) => sum + markedWithin(cycle, scope), 0);
    const assists =
      scope.goroutines.kind === "all" ? "" : "; assists are those of the goroutines in scope, the rest is of all";
    return html`<section class="cycles" aria-label="GC cycles">
      <div class="bar">
        <h2>${countOf(cycles.length, "GC cycle")}</h2>
        <span class="dim facts"
          >marking for ${duration(markNs)}, ${formatShare(markNs, scope.to - scope.from)} of the time in
          scope${assists}</span
        >
        <span class="end"><gs-csv-buttons .app=${this.app} table="cycles"></gs-csv-buttons></span>
      </div>
      <gs-data-table
        label="GC cycles"
        .columns=${cycleColumns(this.app, cycles)}
        .count=${rows.length}
        .row=${(i: number) => rows[i]}
        .sort=${sort}
        .current=${(row: CycleRow) => this.#selected(row.range)}
        ?stale=${this.query.stale}
        @gs-sort=${(event: SortEvent) => this.#set(event.sort, this.#sorts()[1])}
      ></gs-data-table>
    </section>`;
  }

  #stops({ stops, duration: spread, histogram }: GcReport): TemplateResult {
    if (stops.length === 0) {
      return html`<section aria-label="Stops of the world">
        <div class="bar"><h2>Stops of the world</h2></div>
        <p class="empty">
          The world never stopped in this scope: no GC cycle began or ended in it, and nothing else asked for it.
        </p>
      </section>`;
    }
    const sort = this.#sorts()[1];
    // A bucket of another scope may be gone.
    const bucket = histogram.find(({ from }) => from === this.bucket?.from);
    const reasons = stopReasons(stops);
    const reason = reasons.find((one) => one.reason === this.reason)?.reason;
    const rows = sortedRows(
      stops
        .filter(({ ns }) => bucket === undefined || (ns >= bucket.from && ns < bucket.to))
        .filter((stop) => reason === undefined || stop.reason === reason),
      sort,
      STOP_VALUES,
    );
    return html`<section class="stops" aria-label="Stops of the world">
      <div class="bar">
        <h2>${countOf(stops.length, "stop of the world", "stops of the world")}</h2>
        <span class="dim facts"
          >${duration(spread.total)} in all; p50 ${duration(spread.p50)}, p99 ${duration(spread.p99)}, longest
          ${duration(spread.max)}</span
        >
        ${bucket ? html`<button class="plain" @click=${() => (this.bucket = undefined)}>${countOf(rows.length, "pause")} of ${formatNs(bucket.from)} to ${formatNs(bucket.to)} ×</button>` : nothing}
        <span class="end"><gs-csv-buttons .app=${this.app} table="stops"></gs-csv-buttons></span>
      </div>
      <div class="bar choices reasons" role="group" aria-label="Why the world stopped">
        <button aria-pressed=${reason === undefined} @click=${() => (this.reason = undefined)}>Every reason</button>
        ${reasons.map(
          (one) =>
            html`<button
              aria-pressed=${reason === one.reason}
              title=${`${countOf(one.count, "pause")}, ${exactNs(one.ns)} in all`}
              @click=${() => (this.reason = reason === one.reason ? undefined : one.reason)}
            >
              ${shownText(one.reason) || "not recorded"} <span class="dim">${one.count}, ${formatNs(one.ns)}</span>
            </button>`,
        )}
      </div>
      <gs-histogram
        what="pause"
        .file=${`${this.app.trace?.summary.name ?? "trace"}-pauses`}
        role="group"
        aria-label="Pauses by duration"
        .buckets=${histogram}
        .chosen=${bucket}
        .style_=${Style.StopTheWorld}
        @gs-bucket=${(event: BucketEvent) => (this.bucket = event.bucket)}
      ></gs-histogram>
      <gs-data-table
        label="Stops of the world"
        .columns=${stopColumns(this.app, stops)}
        .count=${rows.length}
        .row=${(i: number) => rows[i]}
        .sort=${sort}
        .current=${(row: StopRow) => this.#selected(row.range)}
        ?stale=${this.query.stale}
        @gs-sort=${(event: SortEvent) => this.#set(this.#sorts()[0], event.sort)}
      ></gs-data-table>
    </section>`;
  }

  #selected(range: number): boolean {
    const { selection } = this.app.state;
    return selection.kind === "range" && selection.range === range;
  }

  /** Of the cycles, and of the stops: "mark~,ns". */
  #sorts(): readonly [TableSort, TableSort] {
    const [cycles, stops] = (this.app.state.views.gc ?? "").split(",");
    return [parseSort(cycles, BY_NUMBER), parseSort(stops, LONGEST_FIRST)];
  }

  #set(cycles: TableSort, stops: TableSort): void {
    this.app.setView(`${sortText(cycles)},${sortText(stops)}`);
  }
}

/** Why the world stopped: how often and for how long, the longest in all first. */
function stopReasons(
  stops: readonly StopRow[],
): readonly { readonly reason: string; readonly count: number; readonly ns: number }[] {
  const reasons = new Map<string, { reason: string; count: number; ns: number }>();
  for (const { reason, ns } of stops) {
    const row = reasons.get(reason) ?? { reason, count: 0, ns: 0 };
    row.count++;
    row.ns += ns;
    reasons.set(reason, row);
  }
  return [...reasons.values()].toSorted((a, b) => b.ns - a.ns);
}

/** How much of a cycle's mark phase lies in a window, ns. */
function markedWithin({ markStart, markNs }: CycleRow, { from, to }: ScopeRequest): number {
  return Math.max(Math.min(markStart + markNs, to) - Math.max(markStart, from), 0);
}

customElements.define("gs-gc-page", GcPageElement);
