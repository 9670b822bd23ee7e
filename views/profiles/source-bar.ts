import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { shownFile } from "../../src/app/profiles.ts";
import type { ProfileFile } from "../../src/engine/profiles/types.ts";
import type { TraceProfileType } from "../../src/profile/weigh-trace.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";
import { SettingsEvent } from "./events.ts";
import { TYPES, type ProfileSettings } from "./settings.ts";
import { TYPE_ENTRIES } from "./types.ts";

/** Where the weights come from: one of the trace's profiles, or a file and one of its sample types. */
export class ProfileSourceElement extends LitElement {
  static override properties = { app: { attribute: false }, settings: { attribute: false } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        flex-direction: row;
        align-items: center;
        gap: 8px;
        min-width: 0;
        overflow-x: auto;
        scrollbar-width: thin;
      }
      .choices > button,
      .file > button {
        flex: none;
      }
      .file {
        display: inline-flex;
        align-items: center;
        min-width: 0;
      }
      .file > button:first-child {
        max-width: 240px;
      }
      .file .close {
        padding: 0 4px;
        color: var(--gs-dim);
      }
      i {
        flex: none;
        width: 1px;
        height: 16px;
        background: var(--gs-line);
      }
      .choices {
        min-width: 0;
      }
    `,
  ];
  declare app: App;
  declare settings: ProfileSettings;
  protected readonly state = new StateController(this, "profiles", "phase");

  override render(): TemplateResult {
    const { files } = this.app.state.profiles;
    const file = shownFile(this.app.state.profiles);
    const types = this.app.trace
      ? html`<div class="choices" role="group" aria-label="Type of profile">
          ${TYPES.map((type) => this.#type(type, !file && type === this.settings.type))}
        </div>`
      : nothing;
    return html`${types}${types !== nothing && files.length > 0 ? html`<i></i>` : nothing}
    ${
      files.length === 0
        ? nothing
        : html`<div class="choices" role="group" aria-label="Profiles">
            ${files.map((one) => this.#file(one, one === file))}
          </div>`
    }
    ${file ? this.#sampleTypes(file) : nothing}`;
  }

  #type(type: TraceProfileType, pressed: boolean): TemplateResult {
    const { name, title } = TYPE_ENTRIES[type];
    const choose = (): void => {
      this.app.chooseProfiles({ shown: undefined });
      this.dispatchEvent(new SettingsEvent({ type }));
    };
    return html`<button aria-pressed=${pressed} title=${title} @click=${choose}>${name}</button>`;
  }

  #file(file: ProfileFile, pressed: boolean): TemplateResult {
    const name = shownText(file.name);
    const choose = (): void => this.app.chooseProfiles({ shown: file.file });
    const close = (): void => void this.app.closeProfile(file.file);
    return html`<span class="file"
      ><button
        class="cut"
        aria-pressed=${pressed}
        title=${[name, ...file.comments.map(shownText)].join("\n")}
        @click=${choose}
      >
        ${name}</button
      ><button class="close" title=${`Close ${name}`} aria-label=${`Close ${name}`} @click=${close}>×</button></span
    >`;
  }

  #sampleTypes({ sampleTypes, sampleIndex }: ProfileFile): TemplateResult {
    const chosen = sampleTypes.findIndex(({ type }) => type === this.settings.sampleType);
    const choose = (event: Event): void => {
      this.dispatchEvent(new SettingsEvent({ sampleType: (event.target as HTMLSelectElement).value }));
    };
    return html`<select aria-label="Sample type" title="Which of the profile's values weighs" @change=${choose}>
      ${sampleTypes.map(
        ({ type, unit }, i) =>
          html`<option value=${type} .selected=${i === (chosen === -1 ? sampleIndex : chosen)}>
            ${shownText(type)} (${shownText(unit)})
          </option>`,
      )}
    </select>`;
  }
}

customElements.define("gs-profile-source", ProfileSourceElement);
