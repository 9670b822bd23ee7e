import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { adviceFor } from "../../src/app/advice.ts";
import type { App } from "../../src/app/app.ts";
import { sampleOpening } from "../../src/app/sources.ts";
import { openPicked } from "../kit/pick-file.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";
import { centreStyles } from "./centre-styles.ts";

/** Why a file could not be opened, and what to do next. */
export class FailedPageElement extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    baseStyles,
    centreStyles,
    css`
      .name {
        color: var(--gs-dim);
        overflow-wrap: anywhere;
      }
      .facts {
        margin: 14px 0 0;
        padding: 10px 12px;
        border-left: 3px solid var(--gs-bad-text);
        background: var(--gs-bad-fill);
        font: 12px/1.5 var(--gs-mono);
        overflow-wrap: anywhere;
      }
      ul {
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        margin: 0 0 10px;
      }
      li code {
        display: block;
        margin-top: 3px;
        padding: 4px 8px;
      }
    `,
  ];
  declare app: App;
  protected readonly state = new StateController(this, "phase");

  override render(): TemplateResult | typeof nothing {
    const { phase } = this.app.state;
    if (phase.kind !== "failed") return nothing;
    const advice = adviceFor(phase.error);
    return html`<main>
      <div class="name">${shownText(phase.name)}</div>
      <div role="alert"><h1>${advice.title}</h1></div>
      ${advice.facts === undefined ? nothing : html`<p class="facts">${shownText(advice.facts)}</p>`}
      <h2>What to do next</h2>
      <ul>
        ${advice.next.map(
          (hint) =>
            html`<li>${hint.text}${hint.command === undefined ? nothing : html`<code>${hint.command}</code>`}</li>`,
        )}
      </ul>
      <div class="actions">
        ${phase.behind ? html`<button @click=${() => this.app.back()}>Back to what was open</button>` : nothing}
        <button class="primary" @click=${this.#pick}>Open another file…</button>
        <button @click=${this.#sample}>Look at a sample</button>
      </div>
    </main>`;
  }

  #pick = (): Promise<void> => openPicked(this.app);

  #sample = (): void => {
    void this.app.open(sampleOpening(document.baseURI));
  };
}

customElements.define("gs-failed-page", FailedPageElement);
