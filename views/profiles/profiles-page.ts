import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { sameScope, WIDEST } from "../../src/app/scope.ts";
import type { ProfileReport, ProfileRequest } from "../../src/engine/profiles/types.ts";
import type { SortEvent } from "../kit/data-table.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { styleColour } from "../kit/palette.ts";
import { Question } from "../kit/question.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import "./base-bar.ts";
import { ChooseEvent, RefineEvent, SettingsEvent, ViewEvent } from "./events.ts";
import "./export-buttons.ts";
import "./filter-bar.ts";
import { factsLine } from "./facts-line.ts";
import { profileRequest } from "./request.ts";
import { granularitySelect, regionSelect, splitSelect } from "./selects.ts";
import { parseSettings, settingsText, type ProfileSettings } from "./settings.ts";
import "./source-bar.ts";
import { TYPE_ENTRIES, whyEmpty } from "./types.ts";
import { PROFILE_VIEWS, type ProfileView } from "./views.ts";

/** What was asked, with the answer: the page may be set otherwise by the time it comes. */
interface Answer {
  readonly request: ProfileRequest;
  readonly report: ProfileReport;
}

/** Weights by stack: who waited where, and for how long. One request, and views of it. */
export class ProfilesPageElement extends LitElement {
  static override properties = { app: { attribute: false }, chosen: { state: true } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      label {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      input[type="checkbox"] {
        margin: 0;
      }
      .facts {
        display: flex;
        gap: 14px;
        min-width: 0;
        color: var(--gs-dim);
        overflow: hidden;
      }
      .facts > span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .facts label {
        color: var(--gs-text);
      }
      .bar .end {
        min-width: 0;
      }
      .bar gs-profile-source + .end {
        flex-shrink: 99;
      }
      .end select {
        flex: 0 1 116px;
        min-width: 52px;
      }
      .end gs-profile-base {
        flex-shrink: 1;
        min-width: 0;
      }
      .end gs-profile-export {
        flex: none;
      }
      .tabs {
        align-self: stretch;
        display: flex;
      }
      .tabs button {
        height: auto;
        padding: 0 10px;
        border: none;
        border-bottom: 2px solid transparent;
        border-radius: 0;
        background: none;
      }
      .tabs button:hover {
        background: var(--gs-hover);
      }
      .tabs button[aria-selected="true"] {
        border-color: var(--gs-link);
        font-weight: 600;
      }
      gs-profile-filters {
        flex: 1;
      }
      .view {
        display: flex;
        flex: 1;
        flex-direction: column;
        min-height: 0;
      }
    `,
  ];
  declare app: App;
  /** The function that views show more of; without one it is the heaviest. */
  declare chosen: string | undefined;
  protected readonly state = new StateController(this, "views", "scope", "window", "profiles", "phase");
  protected readonly query = new Question<ProfileRequest, Answer>(
    this,
    () => profileRequest(this.app, this.#settings()),
    async (request) => ({ request, report: await this.app.engine.profile(request) }),
  );

  constructor() {
    super();
    this.addEventListener("gs-choose", (event) => {
      if (event instanceof ChooseEvent) this.chosen = event.functionName;
    });
    this.addEventListener("gs-refine", (event) => {
      if (event instanceof RefineEvent) this.#set({ filters: { ...this.#settings().filters, ...event.filters } });
    });
    this.addEventListener("gs-view", (event) => {
      if (event instanceof ViewEvent) this.#set({ view: event.view });
    });
    this.addEventListener("gs-settings", (event) => {
      if (event instanceof SettingsEvent) this.#set(event.settings);
    });
    this.addEventListener("gs-sort", (event) => this.#set({ sort: (event as SortEvent).sort }));
  }

  override render(): TemplateResult {
    const { answer, fault } = this.query;
    const settings = this.#settings();
    const request = profileRequest(this.app, settings);
    return html`
      <div class="bar">
        <gs-profile-source .app=${this.app} .settings=${settings}></gs-profile-source>
        <span class="end">
          ${
            request?.source.kind === "trace"
              ? html`${regionSelect(settings, answer?.report.trace?.regions ?? [], this.#set)}${splitSelect(settings, this.#set)}`
              : nothing
          }${granularitySelect(settings, this.#set)}
          <gs-profile-base .app=${this.app}></gs-profile-base>
          ${
            request
              ? html`<gs-profile-export
                  .app=${this.app}
                  .request=${request}
                  sort=${settings.sort.by === "cum" ? "cum" : "flat"}
                ></gs-profile-export>`
              : nothing
          }
        </span>
      </div>
      <div class="bar">
        <gs-profile-filters
          role="group"
          aria-label="Filters"
          .filters=${settings.filters}
          .unmatched=${answer?.report.unmatched ?? []}
        ></gs-profile-filters>
      </div>
      ${
        fault === undefined
          ? answer
            ? this.#answer(answer, settings)
            : html`<p class="empty" role="status">Weighing stacks…</p>`
          : html`<p class="fault" role="alert">${fault}</p>`
      }
    `;
  }

  #answer({ request, report }: Answer, settings: ProfileSettings): TemplateResult {
    const view = PROFILE_VIEWS.find(({ id }) => id === settings.view) ?? PROFILE_VIEWS[0]!;
    return html`
      <div class="bar">
        <div class="tabs" role="tablist" aria-label="View">
          ${PROFILE_VIEWS.map((one) => this.#tab(one, one === view))}
        </div>
        <div class="facts end" role="group" aria-label="What counts">${this.#facts(request, report, settings)}</div>
      </div>
      <div class="view" role="tabpanel" aria-label=${view.name}>${this.#weights(view, request, report, settings)}</div>
    `;
  }

  #tab(view: ProfileView, selected: boolean): TemplateResult {
    return html`<button
      role="tab"
      aria-selected=${selected}
      title=${view.title}
      @click=${() => this.#set({ view: view.id })}
    >
      ${view.name}
    </button>`;
  }

  #weights(
    view: ProfileView,
    request: ProfileRequest,
    report: ProfileReport,
    { sort }: ProfileSettings,
  ): TemplateResult {
    const { source } = request;
    if (report.trace && source.kind === "trace" && report.total === 0) {
      return html`<p class="empty">${whyEmpty(source.type, report.trace)}</p>`;
    }
    if (report.functions.length === 0) return html`<p class="empty">${this.#whyNothing(request, report)}</p>`;
    // An element that is not there yet comes to life when it is.
    view.load().catch((error: unknown) => this.app.fault(error));
    return view.element({
      app: this.app,
      request,
      report,
      sort,
      stale: this.query.stale,
      chosen: this.chosen ?? report.functions[0]?.name,
      colour: source.kind === "trace" ? styleColour(TYPE_ENTRIES[source.type].style) : "var(--gs-group-0)",
    });
  }

  #whyNothing({ filters }: ProfileRequest, { stacks, compared }: ProfileReport): string {
    if (stacks === 0 && Object.values(filters).some((filter) => filter !== "")) {
      return "The filters leave nothing of this profile.";
    }
    if (compared && compared.now === compared.base) {
      return "Nothing differs: every stack weighs as much as in the base.";
    }
    return "The trace has no stacks for what is weighed here, so no function to show.";
  }

  #facts({ source }: ProfileRequest, report: ProfileReport, settings: ProfileSettings): TemplateResult {
    const { state, trace } = this.app;
    const isWhole = sameScope(state.scope, WIDEST);
    return factsLine(source, report, { settings, set: this.#set, hasTrace: trace !== undefined, isWhole });
  }

  #settings(): ProfileSettings {
    return parseSettings(this.app.state.views.profiles ?? "");
  }

  #set = (change: Partial<ProfileSettings>): void => {
    this.app.setView(settingsText({ ...this.#settings(), ...change }));
  };
}

customElements.define("gs-profiles-page", ProfilesPageElement);
