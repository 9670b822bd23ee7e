import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { countOf } from "../../src/base/format.ts";
import "../kit/data-table.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { ChooseEvent } from "./events.ts";
import { functionColumns, shownRows, type SummedRow } from "./function-columns.ts";
import "./peek-panel.ts";
import type { Looking } from "./views.ts";

/** The functions of a profile, heaviest first, and beside them the callers and callees of one. */
export class ProfileTopElement extends LitElement {
  static override properties = { looking: { attribute: false }, text: { state: true } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        flex: 1;
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
      .search {
        flex: none;
        padding: 4px 8px 4px 12px;
        border-bottom: 1px solid var(--gs-line);
      }
      input[type="search"] {
        width: min(340px, 100%);
      }
    `,
  ];
  declare looking: Looking;
  declare text: string;

  constructor() {
    super();
    this.text = "";
  }

  override render(): TemplateResult {
    const { app, request, report, chosen, colour } = this.looking;
    return html`<div class="both">
      <div class="functions">
        <div class="search">
          <input
            type="search"
            aria-label="Functions whose name or file contains"
            placeholder="rows whose function or file contains…"
            title="Narrows the rows alone; what they weigh stays. The filters above narrow what is weighed."
            .value=${this.text}
            @input=${this.#typed}
          />
        </div>
        ${this.#functions()}
      </div>
      ${
        chosen === undefined
          ? nothing
          : html`<gs-peek-panel
              role="region"
              aria-label="Callers and callees"
              .app=${app}
              .request=${request}
              .report=${report}
              .functionName=${chosen}
              .colour=${colour}
            ></gs-peek-panel>`
      }
    </div>`;
  }

  #functions(): TemplateResult {
    const { report, sort, chosen, colour, stale } = this.looking;
    const compared = report.compared !== undefined;
    const rows = shownRows(report.functions, this.text, sort, compared);
    if (rows.length === 0) {
      return html`<p class="empty">
        No function whose name or file contains “${shownText(this.text)}”, of
        ${countOf(report.functions.length, "function")}.
      </p>`;
    }
    const style = { unit: report.unit, colour, compared };
    return html`<gs-data-table
      label="Functions"
      .columns=${functionColumns(report, style, (name) => this.dispatchEvent(new ChooseEvent(name)))}
      .count=${rows.length}
      .row=${(i: number) => rows[i]}
      .sort=${sort}
      .current=${({ name }: SummedRow) => name === chosen}
      ?stale=${stale}
    ></gs-data-table>`;
  }

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
  };
}

customElements.define("gs-profile-top", ProfileTopElement);
