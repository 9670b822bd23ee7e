import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { BaseChoice, ProfileChoices } from "../../src/app/profiles.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { openPicked } from "../kit/pick-file.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";
import { scopeAsBase } from "./request.ts";

/** What is to be done when an entry of the list is chosen. */
interface Entry {
  readonly value: string;
  readonly name: string;
  readonly choose: () => void;
}

/** What a profile is compared with. */
export class ProfileBaseElement extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        flex-direction: row;
        align-items: center;
        gap: 8px;
      }
      select {
        flex: 0 1 150px;
        min-width: 60px;
      }
      select.set {
        border-color: var(--gs-link);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      input {
        margin: 0;
      }
    `,
  ];
  declare app: App;
  protected readonly state = new StateController(this, "profiles", "phase");

  override render(): TemplateResult {
    const { profiles } = this.app.state;
    const { base, normalize } = profiles;
    const entries = this.#entries(profiles);
    const current = base === undefined ? "" : base.kind === "file" ? `file:${base.file}` : "scope";
    const choose = (event: Event): void => {
      const select = event.target as HTMLSelectElement;
      entries.find(({ value }) => value === select.value)?.choose();
      // What is no choice but an action leaves the list as it was.
      select.value = current;
    };
    return html`<select
        class=${base ? "set" : ""}
        aria-label="Compare with"
        title="What is subtracted: all views then show what is more and what is less"
        @change=${choose}
      >
        ${entries.map(({ value, name }) => html`<option value=${value} .selected=${value === current}>${name}</option>`)}
      </select>
      ${
        base
          ? html`<label title="First scales the profile so that it weighs as much as the base: shares are compared"
              ><input type="checkbox" .checked=${normalize} @change=${this.#normalized} />normalised</label
            >`
          : nothing
      }`;
  }

  #entries({ base, files, shown }: ProfileChoices): readonly Entry[] {
    const set = (choice: BaseChoice | undefined) => () => this.app.chooseProfiles({ base: choice });
    const entries: Entry[] = [{ value: "", name: base ? "No comparison" : "Compare with…", choose: set(undefined) }];
    if (base?.kind === "scope")
      entries.push({ value: "scope", name: `Base: ${shownText(base.words)}`, choose: set(base) });
    for (const { file, name } of files) {
      if (file === shown && !(base?.kind === "file" && base.file === file)) continue;
      entries.push({ value: `file:${file}`, name: `Base: ${shownText(name)}`, choose: set({ kind: "file", file }) });
    }
    if (this.app.trace && shown === undefined) {
      entries.push({ value: "pin", name: "The scope of now, as the base", choose: set(scopeAsBase(this.app)) });
    }
    entries.push({ value: "open", name: "Another profile file…", choose: () => void openPicked(this.app, "base") });
    return entries;
  }

  #normalized = (event: Event): void => {
    this.app.chooseProfiles({ normalize: (event.target as HTMLInputElement).checked });
  };
}

customElements.define("gs-profile-base", ProfileBaseElement);
