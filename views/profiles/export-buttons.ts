import { html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { shownFile } from "../../src/app/profiles.ts";
import type { ProfileRequest } from "../../src/engine/profiles/types.ts";
import { saveFile } from "../kit/save-file.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { pprofFileName } from "./file-name.ts";

const SAID_MS = 1500;

/** Takes a profile out of the page: as the text of pprof's top, or as a file for pprof. */
export class ProfileExportElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    request: { attribute: false },
    sort: { type: String },
    copied: { state: true },
  };
  static override styles = [baseStyles];
  declare app: App;
  declare request: ProfileRequest;
  declare sort: "flat" | "cum";
  declare copied: boolean;

  constructor() {
    super();
    this.copied = false;
  }

  override render(): TemplateResult {
    return html`<button class="plain" title="Copy the table as go tool pprof -top prints it" @click=${this.#copy}>
        ${this.copied ? "Copied" : "Copy"}</button
      ><button title="Save this profile, without filters, as a file for go tool pprof" @click=${this.#save}>
        Export pprof
      </button>`;
  }

  #copy = async (): Promise<void> => {
    const { app, request, sort } = this;
    try {
      await navigator.clipboard.writeText(await app.engine.topText(request, sort));
    } catch (error) {
      return app.fault(error);
    }
    this.copied = true;
    setTimeout(() => (this.copied = false), SAID_MS);
  };

  #save = async (): Promise<void> => {
    const { app } = this;
    const { source } = this.request;
    try {
      const bytes = await app.engine.pprof(source);
      const name =
        source.kind === "trace" ? (app.trace?.summary.name ?? "") : (shownFile(app.state.profiles)?.name ?? "");
      const fileName = pprofFileName(name, source.kind === "trace" ? source.type : "");
      saveFile(fileName, new Blob([bytes.slice()], { type: "application/gzip" }));
    } catch (error) {
      app.fault(error);
    }
  };
}

customElements.define("gs-profile-export", ProfileExportElement);
