import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { thirdOf } from "../../src/app/time-window.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { exactNs, formatNs, formatShare, timeAt } from "../../src/base/format.ts";
import type { Analyses, ScopeRequest } from "../../src/engine/analyses/types.ts";
import { Style } from "../../src/timeline/style.ts";
import { barUnder } from "../kit/cells.ts";
import "../kit/data-table.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { link } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import "../kit/plot.ts";
import type { PlotEvent } from "../kit/plot.ts";
import type { Asking } from "../kit/question.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import { askingOrder, curveWindows, nearestWindow } from "./curve-windows.ts";
import { mmuPlot, SHARES, type MmuPoint } from "./curve.ts";
import { parseSettings, settingsText, type MmuSettings, type UtilizationFlags } from "./settings.ts";

type WorstWindow = Awaited<ReturnType<Analyses["worstWindows"]>>[number];

interface Curve {
  readonly windows: readonly number[];
  /** Those that are there, by window. */
  readonly points: readonly MmuPoint[];
}

const FLAG_NAMES: readonly (readonly [flag: keyof UtilizationFlags, name: string, title: string])[] = [
  ["stw", "GC stop-the-world", "Pauses of the collector: nobody runs"],
  ["background", "Background workers", "Mark workers other than idle ones"],
  ["assist", "Mark assists", "Goroutines that help marking before they may allocate"],
  ["sweep", "Sweeping", "Procs that sweep"],
  [
    "perProc",
    "Per proc",
    "The least of any one proc instead of all together; a dedicated worker, which fills its proc by design, then does not count",
  ],
];

/** Minimum mutator utilization: what share of its procs the program had at the least, by how long one looks. */
export class MmuPageElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      label {
        display: flex;
        align-items: center;
        gap: 5px;
      }
      input[type="checkbox"] {
        margin: 0;
        accent-color: var(--gs-link);
      }
      .bar {
        flex-wrap: wrap;
        overflow: visible;
      }
      gs-plot {
        flex: 1 1 0;
        min-height: 160px;
      }
      .note {
        border: none;
        padding: 0 12px 6px;
      }
      .worst {
        display: flex;
        flex: none;
        flex-direction: column;
        height: 290px;
        border-top: 1px solid var(--gs-line);
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  protected readonly state = new StateController(this, "scope", "views");
  protected readonly curve = new ScopedQuery<Curve>(
    this,
    (scope, asking) => this.#askCurve(scope, asking),
    () => this.#settings().flags,
  );
  protected readonly worst = new ScopedQuery<readonly WorstWindow[]>(
    this,
    (scope) => this.app.engine.worstWindows(scope, this.#settings().flags, this.#settings().windowNs),
    () => this.#settings(),
  );

  override render(): TemplateResult {
    const { answer, fault } = this.curve;
    return html`
      <div class="bar" role="group" aria-label="What counts as the collector’s work">
        <span class="dim">Counts</span>
        ${FLAG_NAMES.map(([flag, name, title]) => this.#flag(flag, name, title))}
        <span class="end">
          <span class="dim" role="status"
            >${answer && this.curve.stale ? `${answer.points.length} of ${answer.windows.length} points` : ""}</span
          >
        </span>
      </div>
      ${
        fault === undefined
          ? answer
            ? this.#answer(answer)
            : html`<p class="empty" role="status">Working out what the program had of its procs…</p>`
          : html`<p class="fault" role="alert">${fault}</p>`
      }
    `;
  }

  async #askCurve(scope: ScopeRequest, { isCurrent, show }: Asking<Curve>): Promise<Curve> {
    const { flags } = this.#settings();
    const windows = curveWindows(Math.max(scope.to - scope.from, 1));
    let points: readonly MmuPoint[] = [];
    for (const some of askingOrder(windows)) {
      const more = await this.app.engine.mmu(scope, flags, some, SHARES);
      if (!isCurrent()) break;
      points = [...points, ...more].sort((a, b) => a.windowNs - b.windowNs);
      show({ windows, points });
    }
    return { windows, points };
  }

  #answer({ windows, points }: Curve): TemplateResult {
    const nearest = nearestWindow(windows, this.#settings().windowNs);
    return html`
      <gs-plot
        .data=${mmuPlot(points, windows.at(-1)!)}
        .mark=${nearest}
        .file=${`${this.trace.summary.name}-mmu`}
        @gs-choose=${({ from }: PlotEvent) => this.#set({ windowNs: from })}
      ></gs-plot>
      <p class="note">
        No window of a length, wherever it lies, gave the program a smaller share of its procs than the lowest curve.
        This follows the definition, as Go 1.21’s own tool does; <code>go tool trace</code> of Go 1.22 to 1.27 shows
        less, since it counts a background worker anew each time one restarts, and never takes that
        back.${
          this.app.state.scope.goroutines.kind === "all"
            ? nothing
            : " It is about procs: which goroutines are in scope makes no difference here."
        }
      </p>
      ${this.#worst(windows, nearest)}
    `;
  }

  #worst(windows: readonly number[], nearest: number): TemplateResult {
    const { answer = [], stale } = this.worst;
    const choose = (event: Event): void => this.#set({ windowNs: Number((event.target as HTMLSelectElement).value) });
    return html`<section class="worst" aria-label="Worst windows">
      <div class="bar">
        <h2>Worst windows</h2>
        <label
          ><span class="dim">of</span>
          <select aria-label="Window length" @change=${choose}>
            ${windows.map((one) => html`<option value=${one} .selected=${one === nearest}>${formatNs(one)}</option>`)}
          </select></label
        >
        <span class="dim">no two of them overlap; a click on the curve chooses a length</span>
      </div>
      ${
        answer.length === 0 && !stale
          ? html`<p class="empty">
              Nothing of what counts took time in this scope: the program had all of its procs, in every window.
            </p>`
          : html`<gs-data-table
              label="Worst windows"
              .columns=${this.#columns()}
              .count=${answer.length}
              .row=${(i: number) => answer[i]}
              ?stale=${stale}
            ></gs-data-table>`
      }
    </section>`;
  }

  #columns(): readonly TableColumn<WorstWindow>[] {
    const { durationNs } = this.trace.summary;
    const time = (ns: number): string => timeAt(ns, 1000, durationNs);
    const go = ({ start, end }: WorstWindow, text: string): TemplateResult =>
      link(this.app, { window: thirdOf(start, end, durationNs) }, text, "Show it on the timeline");
    return [
      { id: "from", name: "From", width: 130, cell: (row) => go(row, time(row.start)) },
      {
        id: "to",
        name: "To",
        width: 120,
        number: true,
        cell: ({ end }) => html`<span class="dim">${time(end)}</span>`,
      },
      {
        id: "length",
        name: "Length",
        width: 100,
        number: true,
        cell: ({ start, end }) => html`<span title=${exactNs(end - start)}>${formatNs(end - start)}</span>`,
      },
      {
        id: "utilization",
        name: "The program’s share of its procs",
        width: 240,
        number: true,
        cell: ({ utilization }) => html`${formatShare(utilization, 1)}${barUnder(utilization, 1, Style.Running)}`,
      },
      { id: "proc", name: "Of", width: 120, grow: true, cell: ({ proc }) => (proc < 0 ? "all procs" : `P${proc}`) },
    ];
  }

  #flag(flag: keyof UtilizationFlags, name: string, title: string): TemplateResult {
    const { flags } = this.#settings();
    const toggle = (event: Event): void => {
      this.#set({ flags: { ...flags, [flag]: (event.target as HTMLInputElement).checked } });
    };
    return html`<label title=${title}
      ><input type="checkbox" .checked=${flags[flag]} @change=${toggle} />${name}</label
    >`;
  }

  #settings(): MmuSettings {
    return parseSettings(this.app.state.views.mmu ?? "");
  }

  #set(change: Partial<MmuSettings>): void {
    this.app.setView(settingsText({ ...this.#settings(), ...change }));
  }
}

customElements.define("gs-mmu-page", MmuPageElement);
