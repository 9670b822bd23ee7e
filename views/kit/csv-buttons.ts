import { html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { CsvTable, TableFormat } from "../../src/engine/analyses/types.ts";
import { saveFile } from "./save-file.ts";
import { baseStyles } from "./shared-styles.ts";

const SAID_MS = 1500;

/** Takes a table of the scope of now out of the page: to the clipboard, or into a file. */
export class CsvButtonsElement extends LitElement {
  static override properties = { app: { attribute: false }, table: { type: String }, copied: { state: true } };
  static override styles = [baseStyles];
  declare app: App;
  declare table: CsvTable;
  declare copied: TableFormat | undefined;

  override render(): TemplateResult {
    const { table } = this;
    return html`<button
        class="plain"
        title=${`Copy ${table}, every column, for a spreadsheet`}
        @click=${() => this.#copy("tsv")}
      >
        ${this.copied === "tsv" ? "Copied" : "Copy"}</button
      ><button class="plain" title=${`Copy ${table} as a table in Markdown`} @click=${() => this.#copy("markdown")}>
        ${this.copied === "markdown" ? "Copied" : "Markdown"}</button
      ><button class="plain" title=${`Save ${table}, every column, as CSV`} @click=${this.#save}>CSV</button>`;
  }

  async #copy(format: TableFormat): Promise<void> {
    await navigator.clipboard.writeText(await this.#text(format));
    this.copied = format;
    setTimeout(() => (this.copied = undefined), SAID_MS);
  }

  #save = async (): Promise<void> => {
    const name = `${this.app.trace?.summary.name ?? "trace"}-${this.table}.csv`;
    saveFile(name, new Blob([await this.#text("csv")], { type: "text/csv" }));
  };

  #text(format: TableFormat): Promise<string> {
    return this.app.engine.csv(this.table, this.app.scopeRequest(), format);
  }
}

customElements.define("gs-csv-buttons", CsvButtonsElement);
