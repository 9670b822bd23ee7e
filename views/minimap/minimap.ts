import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { App } from "../../src/app/app.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { formatNs, timeAt } from "../../src/base/format.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import { lossesIn } from "../timeline/losses.ts";
import { pausesOf } from "../timeline/shades.ts";
import { watchTheme } from "../timeline/theme.ts";
import { panBy, timeAtPixel, wholeTrace, zoomAt, type TimeWindow } from "../timeline/view-state.ts";
import { readWheel } from "../timeline/input/wheel.ts";
import { activityOf, type Activity } from "./activity.ts";
import { readColours } from "./colours.ts";
import { drawContent, drawWindow, type MinimapColours } from "./draw.ts";
import { dragged, gripAt, middleGrip, type Grip } from "./grip.ts";

/** The reader wants the timeline to show a window, at once. */
export class WindowEvent extends Event {
  readonly window: TimeWindow;

  constructor(window: TimeWindow) {
    super("gs-window");
    this.window = window;
  }
}

/** So many columns of activity, whatever the width. */
const COLUMNS = 1000;
/** Share of the window that an arrow key moves it, and factor of its width that + and − change it. */
const STEP = 0.1;
const ZOOM = 1.25;

/** The whole trace in a strip: what ran, where the world stopped, marks and bookmarks, and the timeline's window in it. */
export class MinimapElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--gs-gutter-width, 224px) minmax(0, 1fr) 12px;
        height: 38px;
        border-bottom: 1px solid var(--gs-line);
        background: var(--gs-gutter);
      }
      span {
        padding: 0 8px;
        border-right: 1px solid var(--gs-line);
        color: var(--gs-dim);
        font-size: 11px;
        line-height: 37px;
        white-space: nowrap;
        overflow: hidden;
      }
      .box {
        position: relative;
        overflow: hidden;
      }
      canvas {
        position: absolute;
        width: 100%;
        height: 100%;
        touch-action: none;
        user-select: none;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  protected readonly state = new StateController(this, "window", "marks", "bookmarks", "bright");
  #canvas = createRef<HTMLCanvasElement>();
  #activity: Activity | undefined;
  #colours: MinimapColours | undefined;
  /** The states that the colours leave bright. */
  #bright: ReadonlySet<number> = new Set();
  /** What does not move with the window, drawn once. */
  #content: OffscreenCanvas | undefined;
  #drawn: readonly unknown[] = [];
  #grip: Grip | undefined;
  #stop: readonly (() => void)[] = [];

  override render(): TemplateResult {
    const { from, to } = this.app.state.window;
    const { durationNs } = this.trace.summary;
    const said = `${formatNs(to - from)} from ${timeAt(from, Math.max((to - from) / 100, 1))}`;
    return html`<span
        title="All of the trace: goroutines on procs (running, in a syscall) up to the middle, and those that waited for a proc above; pauses at the top; hatched where events are missing"
        >Whole trace, ${formatNs(durationNs)}</span
      >
      <div class="box">
        <canvas
          tabindex="0"
          role="slider"
          aria-label="What the timeline shows of the whole trace; arrow keys move it, plus and minus stretch it"
          aria-valuemin="0"
          aria-valuemax=${Math.round(durationNs)}
          aria-valuenow=${Math.round(from)}
          aria-valuetext=${said}
          ${ref(this.#canvas)}
          @pointerdown=${this.#press}
          @pointermove=${this.#move}
          @pointerup=${this.#release}
          @pointercancel=${this.#release}
          @wheel=${this.#turn}
          @keydown=${this.#key}
        ></canvas>
      </div>`;
  }

  override firstUpdated(): void {
    const canvas = this.#canvas.value!;
    const observer = new ResizeObserver(() => this.#fit());
    observer.observe(canvas);
    this.#stop = [
      () => observer.disconnect(),
      watchTheme(() => {
        this.#colours = undefined;
        this.#draw();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop) stop();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("trace")) void this.#load();
    this.#draw();
  }

  async #load(): Promise<void> {
    const { trace } = this;
    const { durationNs } = trace.summary;
    const tracks = [{ kind: "goroutines", index: 0 } as const];
    this.#activity = undefined;
    const tile = await this.app.engine.tile({ tracks, from: 0, to: wholeTrace(durationNs).to, pixels: COLUMNS });
    const series = tile.series[0];
    if (trace !== this.trace || series === undefined) return;
    this.#activity = activityOf(series);
    this.#draw();
  }

  #fit(): void {
    const canvas = this.#canvas.value!;
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
    this.#draw();
  }

  #draw(): void {
    const canvas = this.#canvas.value;
    const context = canvas?.getContext("2d", { alpha: false });
    if (!canvas || !context || canvas.width <= 1) return;
    const { marks, bookmarks, window, bright } = this.app.state;
    if (bright !== this.#bright) this.#colours = undefined;
    this.#bright = bright;
    this.#colours ??= readColours(this.renderRoot.querySelector("span")!, bright);
    const { width, height } = canvas;
    const { summary, pauses } = this.trace;
    const shown = [width, height, this.#colours, this.#activity, marks, bookmarks, pauses];
    if (this.#content === undefined || shown.some((value, i) => value !== this.#drawn[i])) {
      this.#drawn = shown;
      this.#content = new OffscreenCanvas(width, height);
      const { durationNs, procCount: procs } = summary;
      const content = {
        durationNs,
        procs,
        activity: this.#activity,
        pauses: pausesOf(pauses.pauses),
        marks,
        bookmarks,
        losses: lossesIn(summary.damage, durationNs, summary.inflatedLength),
      };
      drawContent(this.#content.getContext("2d")!, width, height, devicePixelRatio, content, this.#colours);
    }
    context.drawImage(this.#content, 0, 0);
    drawWindow(context, width, height, devicePixelRatio, window, summary.durationNs, this.#colours);
  }

  #go(window: TimeWindow): void {
    this.dispatchEvent(new WindowEvent(window));
  }

  #press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { window } = this.app.state;
    const canvas = event.currentTarget as HTMLCanvasElement;
    const { durationNs } = this.trace.summary;
    const grip = gripAt(window, durationNs, canvas.clientWidth, event.offsetX);
    this.#grip = grip ?? middleGrip(window);
    canvas.setPointerCapture(event.pointerId);
    if (grip === undefined) this.#go(dragged(window, this.#grip, durationNs, canvas.clientWidth, event.offsetX));
  };

  #move = (event: PointerEvent): void => {
    const canvas = event.currentTarget as HTMLCanvasElement;
    const { window } = this.app.state;
    const { durationNs } = this.trace.summary;
    if (this.#grip !== undefined)
      return this.#go(dragged(window, this.#grip, durationNs, canvas.clientWidth, event.offsetX));
    const under = gripAt(window, durationNs, canvas.clientWidth, event.offsetX);
    canvas.style.cursor = under === undefined ? "pointer" : under.kind === "move" ? "grab" : "ew-resize";
  };

  #release = (): void => {
    this.#grip = undefined;
  };

  #turn = (event: WheelEvent): void => {
    event.preventDefault();
    const canvas = event.currentTarget as HTMLCanvasElement;
    const { durationNs } = this.trace.summary;
    const { zoom, panPx } = readWheel(event, false);
    const { window } = this.app.state;
    const at = timeAtPixel(wholeTrace(durationNs), canvas.clientWidth, event.offsetX);
    const inside = Math.min(Math.max(at, window.from), window.to);
    const zoomed = zoomAt(window, inside, zoom, durationNs);
    this.#go(panBy(zoomed, (panPx / canvas.clientWidth) * durationNs, durationNs));
  };

  #key = (event: KeyboardEvent): void => {
    const { window } = this.app.state;
    const { durationNs } = this.trace.summary;
    const width = window.to - window.from;
    const middle = (window.from + window.to) / 2;
    const moves: Readonly<Record<string, () => TimeWindow>> = {
      ArrowLeft: () => panBy(window, -STEP * width, durationNs),
      ArrowRight: () => panBy(window, STEP * width, durationNs),
      Home: () => panBy(window, -durationNs, durationNs),
      End: () => panBy(window, durationNs, durationNs),
      "+": () => zoomAt(window, middle, 1 / ZOOM, durationNs),
      "-": () => zoomAt(window, middle, ZOOM, durationNs),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    this.#go(move());
  };
}

customElements.define("gs-minimap", MinimapElement);
