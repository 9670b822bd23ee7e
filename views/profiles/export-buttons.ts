import { html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { ProfileChoice } from "../../src/engine/profiles/types.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { pprofFileName } from "./file-name.ts";

const SAID_MS = 1500;

/** Takes a profile out of the page: as the text of pprof's top, or as a file for pprof. */
export class ProfileExportElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    choice: { attribute: false },
    sort: { type: String },
    copied: { state: true },
  };
  static override styles = [baseStyles];
  declare app: App;
  declare choice: ProfileChoice;
  declare sort: "flat" | "cum";
  declare copied: boolean;

  constructor() {
    super();
    this.copied = false;
  }

  override render(): TemplateResult {
    return html`<button class="plain" title="Copy the table as go tool pprof -top prints it" @click=${this.#copy}>
        ${this.copied ? "Copied" : "Copy"}</button
      ><button title="Save this profile as a file for go tool pprof" @click=${this.#save}>Export pprof</button>`;
  }

  #copy = async (): Promise<void> => {
    const { app, choice, sort } = this;
    try {
      await navigator.clipboard.writeText(await app.engine.topText(app.scopeRequest(), choice, sort));
    } catch (error) {
      return app.fault(error);
    }
    this.copied = true;
    setTimeout(() => (this.copied = false), SAID_MS);
  };

  #save = async (): Promise<void> => {
    const { app, choice } = this;
    try {
      const bytes = await app.engine.pprof(app.scopeRequest(), choice);
      const url = URL.createObjectURL(new Blob([bytes.slice()], { type: "application/gzip" }));
      const anchor = document.createElement("a");
      anchor.href = url;
      anchor.download = pprofFileName(app.trace?.summary.name ?? "", choice.type);
      anchor.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      app.fault(error);
    }
  };
}

customElements.define("gs-profile-export", ProfileExportElement);
