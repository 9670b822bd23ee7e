import { html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { CsvTable } from "../../src/engine/analyses/types.ts";
import { saveFile } from "./save-file.ts";
import { baseStyles } from "./shared-styles.ts";

const SAID_MS = 1500;

/** Takes a table of the scope of now out of the page: to the clipboard, or into a file. */
export class CsvButtonsElement extends LitElement {
  static override properties = { app: { attribute: false }, table: { type: String }, copied: { state: true } };
  static override styles = [baseStyles];
  declare app: App;
  declare table: CsvTable;
  declare copied: boolean;

  constructor() {
    super();
    this.copied = false;
  }

  override render(): TemplateResult {
    const what = `${this.table}, every column, as CSV`;
    return html`<button class="plain" title=${`Copy ${what}`} @click=${this.#copy}>
        ${this.copied ? "Copied" : "Copy"}</button
      ><button class="plain" title=${`Save ${what}`} @click=${this.#save}>CSV</button>`;
  }

  #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(await this.#text());
    this.copied = true;
    setTimeout(() => (this.copied = false), SAID_MS);
  };

  #save = async (): Promise<void> => {
    const name = `${this.app.trace?.summary.name ?? "trace"}-${this.table}.csv`;
    saveFile(name, new Blob([await this.#text()], { type: "text/csv" }));
  };

  #text(): Promise<string> {
    return this.app.engine.csv(this.table, this.app.scopeRequest());
  }
}

customElements.define("gs-csv-buttons", CsvButtonsElement);
