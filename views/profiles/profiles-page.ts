import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { sameScope, WIDEST } from "../../src/app/scope.ts";
import { countOf } from "../../src/base/format.ts";
import type { ProfileChoice, ProfileReport } from "../../src/engine/profiles/types.ts";
import type { TraceProfileType } from "../../src/profile/weigh-trace.ts";
import "../kit/data-table.ts";
import type { SortEvent } from "../kit/data-table.ts";
import { duration } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";
import "./export-buttons.ts";
import { pprofFileName } from "./file-name.ts";
import { functionColumns, shownRows, type SummedRow } from "./function-columns.ts";
import "./peek-panel.ts";
import type { ChooseEvent } from "./peek-panel.ts";
import { parseSettings, settingsText, TYPES, type ProfileSettings } from "./settings.ts";
import { TYPE_ENTRIES, whyEmpty } from "./types.ts";

/** What was asked, with the answer: the page may be set otherwise by the time it comes. */
interface Answer {
  readonly choice: ProfileChoice;
  readonly report: ProfileReport;
}

/** Weights by stack: who waited where, and for how long. */
export class ProfilesPageElement extends LitElement {
  static override properties = { app: { attribute: false }, chosen: { state: true }, text: { state: true } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .both {
        display: grid;
        flex: 1;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr) minmax(300px, 32%);
        min-height: 0;
      }
      .both > gs-peek-panel {
        border-left: 1px solid var(--gs-line);
      }
      @container (max-width: 960px) {
        .both {
          grid-template: minmax(0, 3fr) minmax(0, 2fr) / minmax(0, 1fr);
        }
        .both > gs-peek-panel {
          border-top: 1px solid var(--gs-line);
          border-left: none;
        }
      }
      .functions {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      input[type="checkbox"] {
        margin: 0;
      }
      input[type="search"] {
        width: 200px;
      }
      .note {
        display: flex;
        align-items: center;
        min-height: 30px;
        gap: 14px;
        white-space: nowrap;
        overflow: hidden;
      }
      .note.foot {
        border: none;
        border-top: 1px solid var(--gs-line);
      }
      .note > span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .note label {
        color: var(--gs-text);
      }
    `,
  ];
  declare app: App;
  /** The function whose callers and callees are shown; without one it is the heaviest. */
  declare chosen: string | undefined;
  declare text: string;
  protected readonly state = new StateController(this, "views", "scope", "window");
  protected readonly query = new ScopedQuery<Answer>(
    this,
    async (scope) => {
      const { type, openAtEnd } = this.#settings();
      const choice = { type, openAtEnd };
      return { choice, report: await this.app.engine.profile(scope, choice) };
    },
    () => {
      const { type, openAtEnd } = this.#settings();
      return [type, openAtEnd];
    },
  );

  constructor() {
    super();
    this.text = "";
  }

  override render(): TemplateResult {
    const { answer, fault } = this.query;
    const { type, openAtEnd, sort } = this.#settings();
    return html`
      <div class="bar">
        <div class="choices" role="group" aria-label="Type of profile">
          ${TYPES.map((one) => this.#type(one, one === type))}
        </div>
        <span class="end">
          <input
            type="search"
            aria-label="Functions whose name or file contains"
            placeholder="function or file contains…"
            .value=${this.text}
            @input=${this.#typed}
          />
          <gs-profile-export
            .app=${this.app}
            .choice=${{ type, openAtEnd }}
            sort=${sort.by === "cum" ? "cum" : "flat"}
          ></gs-profile-export>
        </span>
      </div>
      ${
        fault === undefined
          ? answer
            ? this.#answer(answer)
            : html`<p class="empty" role="status">Weighing stacks…</p>`
          : html`<p class="fault" role="alert">${fault}</p>`
      }
    `;
  }

  #type(type: TraceProfileType, pressed: boolean): TemplateResult {
    const { name, title } = TYPE_ENTRIES[type];
    return html`<button aria-pressed=${pressed} title=${title} @click=${() => this.#set({ type })}>${name}</button>`;
  }

  #answer({ choice, report }: Answer): TemplateResult {
    const { type } = choice;
    const empty = report.totalNs === 0;
    return html`
      ${
        empty && report.open.count === 0
          ? nothing
          : html`<div class="note" role="group" aria-label="What counts">
              ${empty ? nothing : this.#facts(type, report)}${this.#open(type, report)}
            </div>`
      }
      ${empty ? html`<p class="empty">${whyEmpty(type, report)}</p>` : this.#weights(choice, report)}
    `;
  }

  #facts(type: TraceProfileType, { totalNs, count, stacks, stacklessNs }: ProfileReport): TemplateResult {
    const { unit } = TYPE_ENTRIES[type];
    const units = unit === "stretch" ? "stretches" : `${unit}s`;
    const stackless = stacklessNs > 0 ? html`; ${duration(stacklessNs)} without a stack, in no row` : nothing;
    return html`<span
      >${duration(totalNs)} in ${countOf(count, unit, units)}, ${countOf(stacks, "stack")}${stackless}</span
    >`;
  }

  /** Where the numbers are not those of `go tool trace`. */
  #open(type: TraceProfileType, { open }: ProfileReport): TemplateResult {
    if (type === "cpu") {
      return html`<span>Each sample counts for 10 ms, the usual rate: a trace does not tell its own.</span>`;
    }
    if (!TYPE_ENTRIES[type].inGo) {
      return html`<span>All states together; <code>go tool trace</code> has no such profile.</span>`;
    }
    if (open.count === 0) {
      const whole = sameScope(this.app.state.scope, WIDEST);
      return html`<span>${whole ? html`The same numbers as <code>go tool trace -pprof=${type}</code>.` : ""}</span>`;
    }
    return html`<label title="go tool trace leaves out waits that had not ended when the trace did"
        ><input type="checkbox" .checked=${this.#settings().openAtEnd} @change=${this.#openChanged} />count waits still
        open at the end</label
      >
      <span>${countOf(open.count, "wait")}, ${duration(open.ns)}; <code>go tool trace</code> leaves them out</span>`;
  }

  #weights(choice: ProfileChoice, report: ProfileReport): TemplateResult {
    const { sort } = this.#settings();
    const { style } = TYPE_ENTRIES[choice.type];
    const chosen = this.chosen ?? report.functions[0]?.name;
    return html`
      <div class="both">
        <div class="functions">${this.#functions(report, style, chosen)}</div>
        ${
          chosen === undefined
            ? nothing
            : html`<gs-peek-panel
                role="region"
                aria-label="Callers and callees"
                .app=${this.app}
                .choice=${choice}
                .functionName=${chosen}
                .style_=${style}
                @gs-choose=${({ functionName }: ChooseEvent) => (this.chosen = functionName)}
              ></gs-peek-panel>`
        }
      </div>
      <p class="note foot">
        <span>Exported, it is read by</span
        ><code>go tool pprof ${pprofFileName(this.app.trace?.summary.name ?? "", choice.type)}</code>
        <span>Sorted by ${sort.by === "cum" ? "cum" : "flat"} where copied as text</span>
      </p>
    `;
  }

  #functions(report: ProfileReport, style: number, chosen: string | undefined): TemplateResult {
    const { sort } = this.#settings();
    if (report.functions.length === 0) {
      return html`<p class="empty">The trace has no stacks for what is weighed here, so no function to show.</p>`;
    }
    const rows = shownRows(report.functions, this.text, sort);
    if (rows.length === 0) {
      return html`<p class="empty">
        No function whose name or file contains “${shownText(this.text)}”, of
        ${countOf(report.functions.length, "function")}.
      </p>`;
    }
    return html`<gs-data-table
      label="Functions"
      .columns=${functionColumns(report, style, (name) => (this.chosen = name))}
      .count=${rows.length}
      .row=${(i: number) => rows[i]}
      .sort=${sort}
      .current=${({ name }: SummedRow) => name === chosen}
      ?stale=${this.query.stale}
      @gs-sort=${(event: SortEvent) => this.#set({ sort: event.sort })}
    ></gs-data-table>`;
  }

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
  };

  #openChanged = (event: Event): void => {
    this.#set({ openAtEnd: (event.target as HTMLInputElement).checked });
  };

  #settings(): ProfileSettings {
    return parseSettings(this.app.state.views.profiles ?? "");
  }

  #set(change: Partial<ProfileSettings>): void {
    this.app.setView(settingsText({ ...this.#settings(), ...change }));
  }
}

customElements.define("gs-profiles-page", ProfilesPageElement);
