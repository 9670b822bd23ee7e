import { css, html, LitElement, type TemplateResult } from "lit";
import { countOf } from "../../src/base/format.ts";
import type { FunctionRow, ProfileReport } from "../../src/engine/profiles/types.ts";
import "../kit/data-table.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { ChooseEvent } from "./events.ts";
import { functionButton, shownRows, signedShare } from "./function-columns.ts";
import type { Looking } from "./views.ts";
import { weightCell } from "./weights.ts";

const BY_CUM = { by: "cum", descending: true };

/** The functions of a profile, of which one is looked at. */
export class FunctionPickerElement extends LitElement {
  static override properties = { looking: { attribute: false }, text: { state: true } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .search {
        flex: none;
        padding: 4px 8px 4px 12px;
        border-bottom: 1px solid var(--gs-line);
      }
      input[type="search"] {
        width: 100%;
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
    const { report, chosen, stale } = this.looking;
    const rows = shownRows(report.functions, this.text, BY_CUM, report.compared !== undefined);
    return html`<div class="search">
        <input
          type="search"
          aria-label="Functions whose name or file contains"
          placeholder="function or file contains…"
          .value=${this.text}
          @input=${this.#typed}
        />
      </div>
      ${
        rows.length === 0
          ? html`<p class="empty">
              No function whose name or file contains “${shownText(this.text)}”, of
              ${countOf(report.functions.length, "function")}.
            </p>`
          : html`<gs-data-table
              label="Functions"
              .columns=${this.#columns(report)}
              .count=${rows.length}
              .row=${(i: number) => rows[i]}
              .current=${({ name }: FunctionRow) => name === chosen}
              ?stale=${stale}
            ></gs-data-table>`
      }`;
  }

  #columns(report: ProfileReport): readonly TableColumn<FunctionRow>[] {
    const { unit, total, functions, compared } = report;
    const style = { unit, colour: this.looking.colour, compared: compared !== undefined };
    const most = functions.reduce((max, { cum }) => Math.max(max, Math.abs(cum)), 0);
    return [
      {
        id: "cum",
        name: style.compared ? "Cum ±" : "Cum",
        width: 92,
        number: true,
        cell: ({ cum }) => weightCell(cum, most, style),
      },
      { id: "share", name: "Cum %", width: 68, number: true, cell: ({ cum }) => signedShare(cum, total) },
      {
        id: "name",
        name: "Function",
        width: 160,
        grow: true,
        cell: ({ name }) => functionButton(name, (chosen) => this.dispatchEvent(new ChooseEvent(chosen))),
      },
    ];
  }

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
  };
}

customElements.define("gs-function-picker", FunctionPickerElement);
