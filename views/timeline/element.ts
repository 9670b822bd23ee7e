import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";

import type { Bookmark } from "../../src/app/bookmarks.ts";
import type { Selection } from "../../src/app/selection.ts";
import type { Marks } from "../../src/engine/marks.ts";
import type { TraceSummary } from "../../src/engine/protocol.ts";
import type { TimelineEngine } from "./timeline-engine.ts";
import type { Arranged, TrackOutline } from "../../src/timeline/types.ts";
import type { Arrow } from "./arrows.ts";
import { elementStyle } from "./element-style.ts";
import type { KeyAction } from "./input/key-table.ts";
import type { TimelineEvents } from "./events.ts";
import { lossesIn } from "./losses.ts";
import "./track-bar.ts";
import type { TracksEvent } from "./track-bar.ts";
import { parseScroll, parseSettings, settingsText, withScroll } from "./track-settings-text.ts";
import { firstSettings, type TrackSettings } from "./track-settings.ts";
import "../kit/menu.ts";
import type { MenuElement } from "../kit/menu.ts";
import { watchTheme } from "./theme.ts";
import { StageMaker } from "./stage-maker.ts";
import type { Timeline } from "./timeline.ts";
import type { TimeWindow } from "./view-state.ts";

const LABEL =
  "Timeline. W and S zoom, A and D pan, arrow keys pan and scroll, 0 shows the whole trace, F zooms to the selection, " +
  "comma and full stop go to the span before and after, Escape clears the selection.";

/**
 * `<gs-timeline>`: shows the trace that `engine` holds. Nothing is drawn before `engine`, `summary` and `outline` are
 * set; the renderer is loaded then. Fires the events of events.ts.
 */
export class TimelineElement extends LitElement {
  static override styles = elementStyle;
  static override properties = {
    engine: { attribute: false },
    summary: { attribute: false },
    outline: { attribute: false },
    window: { attribute: false },
    selection: { attribute: false },
    marks: { attribute: false },
    bookmarks: { attribute: false },
    bright: { attribute: false },
    view: { attribute: false },
    settings: { state: true },
    arranged: { state: true },
    arrows: { attribute: false },
    problem: { state: true },
    stages: { attribute: false },
  };

  declare engine: TimelineEngine | undefined;
  declare summary: TraceSummary | undefined;
  declare outline: TrackOutline | undefined;
  declare window: TimeWindow | undefined;
  declare selection: Selection | undefined;
  declare marks: Marks | undefined;
  declare bookmarks: readonly Bookmark[] | undefined;
  /** Styles that are not dimmed; without any, none is. */
  declare bright: ReadonlySet<number> | undefined;
  /** How the tracks are set, as the URL holds it; see `track-settings-text.ts`. */
  declare view: string | undefined;
  declare settings: TrackSettings | undefined;
  declare arranged: Arranged | undefined;
  declare arrows: readonly Arrow[] | undefined;
  declare problem: string | undefined;
  /** Where the stage comes from; the page may have it made ahead. */
  declare stages: StageMaker;

  #timeline: Timeline | undefined;
  #opening = false;
  /** The text of the settings that the page was told, or told us, last. */
  #told: string | undefined;
  #scroll = 0;
  #stop: (() => void)[] = [];

  constructor() {
    super();
    this.stages = new StageMaker();
  }

  override render(): TemplateResult {
    return html`
      <gs-track-bar
        role="toolbar"
        aria-label="Tracks"
        .settings=${this.settings}
        .arranged=${this.arranged}
        @gs-tracks=${({ settings }: TracksEvent) => this.#arrange(settings)}
      ></gs-track-bar>
      <div class="gutter">
        <div class="corner"></div>
        <div class="names" role="list" aria-label="Tracks"></div>
      </div>
      <div class="stage">
        <div class="card" role="tooltip" hidden></div>
        ${this.problem === undefined ? null : html`<p class="problem" role="alert">${this.problem}</p>`}
      </div>
      <div class="side">
        <div class="bar" aria-hidden="true" hidden><div class="thumb"></div></div>
      </div>
      <div class="live" role="status" aria-live="polite"></div>
      <span class="probe" hidden></span>
      <gs-menu></gs-menu>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    // One that was taken away is still told of changes, and must not come to life by them.
    if (!this.isConnected) return;
    if (this.engine === undefined || this.summary === undefined || this.outline === undefined) return;
    if (this.#timeline === undefined) {
      if (!this.#opening) void this.#open();
      return;
    }
    if (changed.has("engine") || changed.has("summary") || changed.has("outline")) this.#show();
    else if (changed.has("window") && this.window !== undefined) this.#timeline.goTo(this.window);
    if (changed.has("selection")) this.#select();
    if (changed.has("marks")) this.#mark();
    if (changed.has("arrows")) this.#timeline.setArrows(this.arrows ?? []);
    if (changed.has("bookmarks")) this.#timeline.setBookmarks(this.bookmarks ?? []);
    if (changed.has("bright")) this.#timeline.setBright(this.bright ?? new Set());
    if (changed.has("view") && this.view !== this.#told) this.#setTracks();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop) stop();
    this.#stop = [];
    this.#timeline?.destroy();
    this.#timeline = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  /** Does what a key of the timeline does. */
  act(action: KeyAction): void {
    this.#timeline?.act(action);
  }

  /** A PNG of it, with the names of the tracks. */
  async picture(): Promise<Blob | undefined> {
    return this.#timeline?.picture();
  }

  /** Resolves when nothing moves, and all that is in sight is drawn as finely as it can be; at once where nothing is shown. */
  async whole(): Promise<void> {
    await this.updateComplete;
    await this.#timeline?.whole();
  }

  /** Is at a window at once. */
  jumpTo(window: TimeWindow): void {
    this.#timeline?.jumpTo(window);
  }

  /** Hears of a held key that was pressed elsewhere, and of its release. */
  hold(event: KeyboardEvent): void {
    const canvas = this.renderRoot.querySelector("canvas");
    canvas?.focus();
    canvas?.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, code: event.code, cancelable: true }));
  }

  #show(): void {
    const { engine, summary, outline } = this;
    if (engine === undefined || summary === undefined || outline === undefined) return;
    const { damage, durationNs, inflatedLength } = summary;
    this.#scroll = 0;
    const losses = lossesIn(damage, durationNs, inflatedLength);
    this.#timeline?.show({ engine, outline, durationNs, losses }, this.window);
    if (this.view !== undefined && this.view !== "") this.#setTracks();
  }

  /** Sets the tracks as the URL has them. */
  #setTracks(): void {
    if (this.outline === undefined) return;
    this.#told = this.view;
    this.#scroll = parseScroll(this.view ?? "");
    this.#timeline?.setTracks(parseSettings(this.view ?? "", firstSettings(this.outline)), this.#scroll);
  }

  /** The reader has set them. */
  #arrange(settings: TrackSettings): void {
    if (this.outline === undefined) return;
    this.#timeline?.setTracks(settings);
    // The next choice in the bar is one on top of this, however long the engine takes for it.
    this.settings = settings;
    this.#tell();
  }

  /** Tells the page how the tracks are set and scrolled, if it does not know. */
  #tell(): void {
    if (this.outline === undefined) return;
    const first = firstSettings(this.outline);
    const text = withScroll(settingsText(this.settings ?? first, first), this.#scroll);
    if (text === (this.#told ?? "")) return;
    this.#told = text;
    this.#emit("view-change", text);
  }

  #select(): void {
    this.#timeline?.select(this.selection ?? { kind: "none" }).catch((error: unknown) => this.#fail(error));
  }

  #mark(): void {
    this.#timeline?.mark(this.marks).catch((error: unknown) => this.#fail(error));
  }

  async #open(): Promise<void> {
    this.#opening = true;
    try {
      // Before the page around it is painted: the graphics process would do that first, and giving the canvas its size waits for it.
      const { canvas, stage, mostSlots, Timeline } = await this.stages.take();
      if (!this.isConnected) return stage.destroy();
      stage.onRestored = () => this.#timeline?.redraw();
      this.#place(canvas);
      this.#timeline = new Timeline(this.#parts(canvas), stage, mostSlots, {
        windowChanged: (detail) => this.#emit("window-change", detail),
        selected: (detail) => this.#emit("select", detail),
        hovered: (detail) => this.#emit("hover", detail),
        failed: (error) => this.#fail(error),
        arranged: (settings) => this.#arrange(settings),
        settled: (settings, arranged) => {
          this.settings = settings;
          this.arranged = arranged;
        },
        scrolled: (scroll) => {
          this.#scroll = scroll;
          this.#tell();
        },
        scope: (goroutines) => this.#emit("scope", goroutines),
      });
      this.#watch();
      this.#show();
      this.#select();
      this.#mark();
      this.#timeline.setBookmarks(this.bookmarks ?? []);
      this.#timeline.setArrows(this.arrows ?? []);
      this.#timeline.setBright(this.bright ?? new Set());
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#opening = false;
    }
  }

  /** Each stage brings a canvas of its own: one whose context was given up never has another. */
  #place(canvas: HTMLCanvasElement): void {
    canvas.tabIndex = 0;
    canvas.role = "application";
    canvas.ariaRoleDescription = "timeline";
    canvas.ariaLabel = LABEL;
    const box = this.#part(".stage");
    box.querySelector("canvas")?.remove();
    box.prepend(canvas);
  }

  #watch(): void {
    const box = this.#part(".stage");
    const measure = (): void => this.#timeline?.resize(box.clientWidth, box.clientHeight, devicePixelRatio);
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    self.addEventListener("resize", measure);
    this.#stop = [
      () => observer.disconnect(),
      () => self.removeEventListener("resize", measure),
      watchTheme(() => this.#timeline?.themeChanged()),
    ];
    measure();
  }

  #parts(canvas: HTMLCanvasElement): ConstructorParameters<typeof Timeline>[0] {
    return {
      host: this,
      canvas,
      gutter: this.#part(".gutter"),
      names: this.#part(".names"),
      corner: this.#part(".corner"),
      box: this.#part(".stage"),
      bar: this.#part(".bar"),
      thumb: this.#part(".thumb"),
      card: this.#part(".card"),
      live: this.#part(".live"),
      probe: this.#part(".probe"),
      menu: this.#part("gs-menu") as MenuElement,
    };
  }

  #part(selector: string): HTMLElement {
    const element = this.renderRoot.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`the timeline has no ${selector}`);
    return element;
  }

  #emit<Name extends keyof TimelineEvents>(name: Name, detail: TimelineEvents[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #fail(error: unknown): void {
    this.problem = `The timeline cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
  }
}

customElements.define("gs-timeline", TimelineElement);

declare global {
  interface HTMLElementTagNameMap {
    "gs-timeline": TimelineElement;
  }
}
