import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOfDetails } from "../../src/app/details.ts";
import { NOTHING } from "../../src/app/selection.ts";
import type { Details, OpenTrace } from "../../src/app/state.ts";
import { RANGE_GC_MARK, RANGE_STW_PREFIX } from "../../src/model/vocabulary.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import "./goroutine-details.ts";
import "./pause-list.ts";
import { neighbourPause } from "./pause-steps.ts";
import "./range-details.ts";
import "../regions/region-details.ts";
import "../tasks/task-details.ts";
import "./span-details.ts";
import "./window-details.ts";

type Views = {
  readonly [Kind in Details["kind"]]: (
    app: App,
    trace: OpenTrace,
    details: Extract<Details, { kind: Kind }>,
  ) => TemplateResult;
};

const VIEWS: Views = {
  none: (app, trace) => html`<gs-pause-list .app=${app} .pauses=${trace.pauses}></gs-pause-list>`,
  span: (app, _trace, { value }) => html`<gs-span-details .app=${app} .span=${value}></gs-span-details>`,
  range: (app, trace, { value }) =>
    html`<gs-range-details .app=${app} .trace=${trace} .range=${value}></gs-range-details>`,
  goroutine: (app, _trace, { value }) =>
    html`<gs-goroutine-details .app=${app} .goroutine=${value}></gs-goroutine-details>`,
  task: (app, _trace, { value }) => html`<gs-task-details .app=${app} .task=${value}></gs-task-details>`,
  region: (app, _trace, { value }) => html`<gs-region-details .app=${app} .region=${value}></gs-region-details>`,
  window: (app, trace, { value }) =>
    html`<gs-window-details .app=${app} .trace=${trace} .stretch=${value}></gs-window-details>`,
  missing: (_app, _trace, { message }) =>
    html`<section>
      <p>What this link selects is not in this trace. It may have been made in another one.</p>
      <p class="dim">${message}</p>
    </section>`,
};

const TITLES: Readonly<Record<Details["kind"], string>> = {
  none: "",
  span: "Span",
  range: "Range",
  goroutine: "Goroutine",
  task: "Task",
  region: "Region",
  window: "Stretch of time",
  missing: "Not found",
};

/** What is known of the selection; with nothing selected, the pauses. */
export class DetailsPanelElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false } };
  static override styles = [
    baseStyles,
    detailStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        background: var(--gs-page);
      }
      nav {
        display: flex;
        align-items: center;
        justify-content: space-between;
        height: 28px;
        padding: 0 4px 0 12px;
        border-bottom: 1px solid var(--gs-line);
        background: var(--gs-panel);
        color: var(--gs-dim);
      }
      nav button {
        height: 22px;
        padding: 0 8px;
      }
      .body {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      gs-pause-list {
        height: 100%;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  protected readonly state = new StateController(this, "details", "page");

  override render(): TemplateResult {
    const { details } = this.app.state;
    return html`
      ${
        details.kind === "none"
          ? nothing
          : html`<nav aria-label="Selection">
              <span>${title(details)}</span>
              <span>
                ${details.kind === "range" ? [this.#step(-1, "Previous pause", "["), this.#step(1, "Next pause", "]")] : nothing}
                ${
                  this.app.state.page === "timeline"
                    ? nothing
                    : html`<button class="plain" @click=${this.#onTimeline}>On the timeline</button>`
                }
                <button class="plain" @click=${this.#clear} title="Back to the list of pauses (Esc)">Close</button>
              </span>
            </nav>`
      }
      <div
        class="body"
        tabindex=${details.kind === "none" ? nothing : 0}
        role="group"
        aria-label="What is selected"
        aria-live=${details.kind === "none" ? "off" : "polite"}
      >
        ${view(this.app, this.trace, details)}
      </div>
    `;
  }

  #step(direction: 1 | -1, name: string, key: string): TemplateResult {
    const { selection, window } = this.app.state;
    const pause = neighbourPause(this.trace.pauses, selection, window, direction);
    const go = (): void => {
      if (pause) this.app.go(this.app.pauseTarget(pause));
    };
    return html`<button class="plain" ?disabled=${!pause} title=${`${name} (${key})`} aria-label=${name} @click=${go}>
      ${direction === -1 ? "‹" : "›"}
    </button>`;
  }

  #onTimeline = (): void => {
    const { details, selection } = this.app.state;
    const lies = windowOfDetails(details, this.trace.summary.durationNs);
    this.app.go({ page: "timeline", selection, ...(lies ? { at: { start: lies.from, end: lies.to } } : {}) });
  };

  #clear = (): void => {
    this.app.select(NOTHING);
  };
}

function title(details: Details): string {
  if (details.kind !== "range") return TITLES[details.kind];
  const { name } = details.value;
  return name.startsWith(RANGE_STW_PREFIX) ? "Stop-the-world pause" : name === RANGE_GC_MARK ? "GC cycle" : "Range";
}

function view<Kind extends Details["kind"]>(
  app: App,
  trace: OpenTrace,
  details: Extract<Details, { kind: Kind }>,
): TemplateResult {
  const render = VIEWS[details.kind];
  return render(app, trace, details);
}

customElements.define("gs-details", DetailsPanelElement);
