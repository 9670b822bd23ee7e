import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { estimate } from "../../src/app/time-left.ts";
import { countOf, exactBytes, exactCount, formatBytes, formatNs } from "../../src/base/format.ts";
import type { Progress } from "../../src/engine/protocol.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";
import { centreStyles } from "./centre-styles.ts";

/** How far opening is, and the button that stops it. */
export class OpeningPageElement extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    baseStyles,
    centreStyles,
    css`
      progress {
        display: block;
        width: 100%;
        height: 6px;
        margin: 18px 0 10px;
        appearance: none;
        border: none;
        border-radius: 3px;
        overflow: hidden;
        background: var(--gs-track);
      }
      progress::-webkit-progress-bar {
        background: var(--gs-track);
      }
      progress::-webkit-progress-value {
        background: var(--gs-link);
      }
      progress::-moz-progress-bar {
        background: var(--gs-link);
      }
      progress:indeterminate {
        background: linear-gradient(90deg, var(--gs-track), var(--gs-link), var(--gs-track)) 0 0 / 50% 100%;
      }
      .facts {
        display: flex;
        gap: 20px;
        min-height: 1.5em;
      }
      .facts .left {
        margin-left: auto;
      }
    `,
  ];
  declare app: App;
  protected readonly state = new StateController(this, "phase");

  override render(): TemplateResult | typeof nothing {
    const { phase } = this.app.state;
    if (phase.kind !== "opening") return nothing;
    const { progress } = phase;
    const { share, leftNs } = estimate(progress, (performance.now() - phase.startedMs) * 1e6);
    const stage = STAGES[progress?.stage ?? "reading"];
    return html`<main>
      <h1>${shownText(phase.name)}</h1>
      <progress aria-label=${stage} max="1" value=${share ?? nothing}></progress>
      <div class="facts" role="status">
        <span>${stage}</span>
        ${
          progress
            ? html`<span title=${exactBytes(progress.bytes)}
                  >${formatBytes(progress.bytes)}${progress.totalBytes === undefined ? "" : ` of ${formatBytes(progress.totalBytes)}`}</span
                ><span title=${exactCount(progress.events)}>${countOf(progress.events, "event")}</span>`
            : nothing
        }
        <span class="left dim">${leftNs === undefined ? "" : leftText(leftNs)}</span>
      </div>
      <div class="actions"><button @click=${this.#cancel}>Cancel</button></div>
    </main>`;
  }

  #cancel = (): void => {
    void this.app.cancel();
  };
}

const STAGES: Readonly<Record<Progress["stage"], string>> = {
  reading: "Reading",
  ordering: "Putting events in order",
  building: "Building the tables",
};

/** To whole seconds: more digits would flicker. */
function leftText(ns: number): string {
  return ns < 1e9
    ? "less than a second left"
    : `about ${formatNs(Math.ceil(ns / 1e9) * 1e9).replace(/\.\d+/u, "")} left`;
}

customElements.define("gs-opening-page", OpeningPageElement);
