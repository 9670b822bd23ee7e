import { html, LitElement, nothing, type TemplateResult } from "lit";
import { pageStyles } from "../kit/page-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { besideStyles } from "./beside-styles.ts";
import "./function-picker.ts";
import "./peek-panel.ts";
import type { Looking } from "./views.ts";

/** One function between its callers and its callees, side by side. */
export class ProfilePeekElement extends LitElement {
  static override properties = { looking: { attribute: false } };
  static override styles = [baseStyles, pageStyles, besideStyles];
  declare looking: Looking;

  override render(): TemplateResult {
    const { app, request, report, chosen, colour } = this.looking;
    return html`<div class="beside">
      <gs-function-picker .looking=${this.looking}></gs-function-picker>
      ${
        chosen === undefined
          ? nothing
          : html`<gs-peek-panel
              wide
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
}

customElements.define("gs-profile-peek", ProfilePeekElement);
