import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { NOTHING } from "../../src/app/selection.ts";
import type { Page } from "../../src/app/place.ts";
import type { AppState, OpenTrace } from "../../src/app/state.ts";
import "../details/details-panel.ts";
import "../events/events-page.ts";
import "../gc/gc-page.ts";
import "../goroutines/goroutines-page.ts";
import "../minimap/minimap.ts";
import type { WindowEvent } from "../minimap/minimap.ts";
import "../mmu/mmu-page.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import type { SplitEvent } from "../kit/splitter.ts";
import "../kit/splitter.ts";
import { StateController } from "../kit/state-controller.ts";
import "../overview/facts-strip.ts";
import "../overview/overview-page.ts";
import "../profiles/profiles-page.ts";
import "../regions/regions-page.ts";
import "../scheduler/scheduler-page.ts";
import "../search/marks-bar.ts";
import "../tasks/tasks-page.ts";
import { arrowsOf, type Arrow } from "../timeline/arrows.ts";
import "../timeline/element.ts";
import type { KeyAction } from "../timeline/input/key-table.ts";
import type { TimelineElement } from "../timeline/element.ts";
import type { StageMaker } from "../timeline/stage-maker.ts";
import type { TimelineEvents } from "../timeline/events.ts";
import { sameWindow, type TimeWindow } from "../timeline/view-state.ts";
import "./rail.ts";
import "./scope-bar.ts";

const LEAST_DETAILS_PX = 240;
/** On a narrower window the rail starts out folded. */
const UNFOLDED_RAIL_PX = 1700;
/** The timeline keeps at least this much. */
const LEAST_TIMELINE_PX = 420;

/** What lies over the timeline and the facts above it; the timeline itself stays where it is, alive. */
const OVER_TIMELINE: { readonly [P in Page]: ((app: App, trace: OpenTrace) => TemplateResult) | undefined } = {
  overview: (app, trace) => html`<gs-overview-page .app=${app} .trace=${trace}></gs-overview-page>`,
  timeline: undefined,
  goroutines: (app, trace) => html`<gs-goroutines-page .app=${app} .trace=${trace}></gs-goroutines-page>`,
  scheduler: (app) => html`<gs-scheduler-page .app=${app}></gs-scheduler-page>`,
  gc: (app) => html`<gs-gc-page .app=${app}></gs-gc-page>`,
  tasks: (app) => html`<gs-tasks-page .app=${app}></gs-tasks-page>`,
  regions: (app) => html`<gs-regions-page .app=${app}></gs-regions-page>`,
  mmu: (app, trace) => html`<gs-mmu-page .app=${app} .trace=${trace}></gs-mmu-page>`,
  profiles: (app) => html`<gs-profiles-page .app=${app}></gs-profiles-page>`,
  events: (app, trace) => html`<gs-events-page .app=${app} .trace=${trace}></gs-events-page>`,
};

/** A trace that is open: the rail, the facts, the timeline, and the details. */
export class TracePageElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    trace: { attribute: false },
    stages: { attribute: false },
    detailsPx: { state: true },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template: auto auto minmax(0, 1fr) / auto minmax(0, 1fr) auto;
        height: 100%;
      }
      gs-rail {
        grid-row: 1 / -1;
      }
      gs-scope-bar {
        grid-area: 1 / 2 / auto / -1;
      }
      gs-facts-strip {
        grid-area: 2 / 2 / auto / -1;
      }
      main {
        display: grid;
        grid-area: 3 / 2;
        grid-template-rows: minmax(0, 1fr);
        min-width: 0;
      }
      main.tracks {
        grid-template-rows: auto auto minmax(0, 1fr);
      }
      main.page,
      aside.page {
        grid-row: 2 / 4;
        z-index: 1;
        background: var(--gs-page);
      }
      main.page.wide {
        grid-column: 2 / -1;
      }
      .hidden {
        visibility: hidden;
      }
      aside {
        display: grid;
        grid-area: 3 / 3;
        grid-template: minmax(0, 1fr) / 1px auto;
      }
      gs-timeline {
        min-height: 0;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  declare stages: StageMaker;
  declare detailsPx: number;
  protected readonly state = new StateController(
    this,
    "views",
    "page",
    "window",
    "selection",
    "details",
    "marks",
    "bookmarks",
    "bright",
    "causes",
    "chain",
  );
  /** Where the timeline is on its way to because the page said so, and where it last said that it is. */
  #target: TimeWindow | undefined;
  #reported: TimeWindow | undefined;
  #drawn: Pick<AppState, "causes" | "chain"> & { readonly arrows: readonly Arrow[] } = {
    causes: undefined,
    chain: undefined,
    arrows: [],
  };

  constructor() {
    super();
    this.detailsPx = Math.round(Math.min(Math.max(window.innerWidth * 0.25, 360), 430));
  }

  override render(): TemplateResult {
    const { app, trace } = this;
    const most = Math.max(window.innerWidth - LEAST_TIMELINE_PX, LEAST_DETAILS_PX);
    const over = OVER_TIMELINE[app.state.page];
    // A page of tables takes the place of the details while there are none.
    const alone = over !== undefined && app.state.details.kind === "none";
    return html`
      <gs-rail .app=${app} ?folded=${window.innerWidth < UNFOLDED_RAIL_PX}></gs-rail>
      <gs-scope-bar role="region" aria-label="Scope" .app=${app} .trace=${trace}></gs-scope-bar>
      <gs-facts-strip
        role="region"
        aria-label="What stands out"
        ?inert=${over !== undefined}
        .app=${app}
        .trace=${trace}
      ></gs-facts-strip>
      <main class=${over ? "tracks hidden" : "tracks"} ?inert=${over !== undefined}>
        <gs-marks-bar .app=${app}></gs-marks-bar>
        <gs-minimap .app=${app} .trace=${trace} @gs-window=${this.#jump}></gs-minimap>
        <gs-timeline
          .engine=${app.engine}
          .summary=${trace.summary}
          .outline=${trace.outline}
          .selection=${app.state.selection}
          .marks=${app.state.marks}
          .bookmarks=${app.state.bookmarks}
          .bright=${app.state.bright}
          .arrows=${this.#arrows()}
          .stages=${this.stages}
          @pointerdown=${this.#taken}
          @wheel=${this.#taken}
          @keydown=${this.#pressed}
          @window-change=${this.#moved}
          .view=${app.state.views.timeline ?? ""}
          @select=${this.#selected}
          @view-change=${({ detail }: TimelineEvents["view-change"]) => app.setView(detail, "timeline")}
          @scope=${this.#scoped}
        ></gs-timeline>
      </main>
      ${over ? html`<main class=${alone ? "page wide" : "page"}>${over(app, trace)}</main>` : nothing}
      <aside aria-label="Details" class=${alone ? "hidden" : over ? "page" : ""} ?inert=${alone}>
        <gs-splitter
          aria-label="Width of the details"
          .size=${this.detailsPx}
          .least=${LEAST_DETAILS_PX}
          .most=${most}
          @gs-split=${this.#split}
        ></gs-splitter>
        <gs-details ${cssProperties({ width: `${this.detailsPx}px` })} .app=${app} .trace=${trace}></gs-details>
      </aside>
    `;
  }

  /** Sends the timeline to where the page wants it, unless that is where it says that it is. */
  override updated(): void {
    const timeline = this.#timeline();
    const { window } = this.app.state;
    if (!timeline || window === this.#target) return;
    if (!this.#target && this.#reported && sameWindow(window, this.#reported)) return;
    if (this.#reported) this.#target = window;
    else this.#reported = window;
    timeline.window = window;
  }

  /** The same list as long as it is of the same causes, so that the timeline can tell. */
  #arrows(): readonly Arrow[] {
    const { causes, chain } = this.app.state;
    if (causes !== this.#drawn.causes || chain !== this.#drawn.chain)
      this.#drawn = { causes, chain, arrows: arrowsOf(causes, chain) };
    return this.#drawn.arrows;
  }

  /** Gives the timeline a key that was pressed elsewhere, and the focus, so that it hears of its release. */
  hold(event: KeyboardEvent): void {
    if (OVER_TIMELINE[this.app.state.page]) return;
    this.#taken();
    this.#timeline()?.hold(event);
  }

  /** A PNG of the timeline, if that is in sight. */
  async picture(): Promise<Blob | undefined> {
    return OVER_TIMELINE[this.app.state.page] ? undefined : this.#timeline()?.picture();
  }

  /** Does what a key of the timeline does, if that is in sight. */
  act(action: KeyAction): void {
    if (OVER_TIMELINE[this.app.state.page]) return;
    this.#taken();
    this.#timeline()?.act(action);
  }

  #timeline(): TimelineElement | null {
    return this.renderRoot.querySelector("gs-timeline");
  }

  /** The reader takes the timeline over: from here on it goes where they wish. */
  #taken = (): void => {
    this.#target = undefined;
  };

  /** A key that the timeline does not know, such as the one for "back", leaves it on its way. */
  #pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) this.#taken();
  };

  /** On its way to a target the timeline passes windows that are nobody's wish. */
  #moved = ({ detail }: TimelineEvents["window-change"]): void => {
    if (this.#target && !detail.final) return;
    this.#target = undefined;
    this.#reported = { from: detail.from, to: detail.to };
    this.app.setWindow(this.#reported, detail.final ? "settled" : "moving");
  };

  #jump = ({ window }: WindowEvent): void => {
    this.#taken();
    this.#timeline()?.jumpTo(window);
  };

  #selected = ({ detail }: TimelineEvents["select"]): void => {
    if (detail.kind === "none") this.app.select(NOTHING);
    else if (detail.kind === "window") this.app.select({ kind: "window", window: detail.window, group: detail.group });
    else if (detail.kind === "span") this.app.select({ kind: "span", span: detail.span });
    else if (detail.kind === "range") this.app.select({ kind: "range", range: detail.range });
    else this.app.select(detail);
  };

  #scoped = ({ detail: goroutines }: TimelineEvents["scope"]): void => {
    this.app.setScope({ ...this.app.state.scope, goroutines });
  };

  #split = (event: SplitEvent): void => {
    this.detailsPx = event.size;
  };
}

customElements.define("gs-trace-page", TracePageElement);
