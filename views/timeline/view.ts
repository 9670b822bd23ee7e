import { Camera } from "./camera.ts";
import { RULER_HEIGHT } from "./ruler.ts";
import { timeAtPixel, windowAround, wholeTrace, type TimeWindow } from "./view-state.ts";

/** Share of the width that what is zoomed to takes. */
const FIT_SHARE = 0.6;

/** Where the camera looks, on a canvas of what size. Lengths in css pixels where nothing else is said. */
export class View {
  readonly camera = new Camera();
  readonly #canvas: HTMLCanvasElement;
  readonly #moved: () => void;
  #dpr = 1;
  #durationNs = 1;
  #layoutHeight = 0;
  #pinnedHeight = 0;

  /** `moved` is called when there is a move to draw. */
  constructor(canvas: HTMLCanvasElement, moved: () => void) {
    this.#canvas = canvas;
    this.#moved = moved;
    this.camera.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  get window(): TimeWindow {
    return this.camera.window;
  }

  /** Device pixels in a css pixel. */
  get dpr(): number {
    return this.#dpr;
  }

  get width(): number {
    return this.#canvas.width / this.#dpr;
  }

  /** Where the tracks that scroll begin: below the ruler and what is pinned. */
  get top(): number {
    return RULER_HEIGHT + this.#pinnedHeight;
  }

  /** Of what scrolls. */
  get height(): number {
    return this.#canvas.height / this.#dpr - this.top;
  }

  get durationNs(): number {
    return this.#durationNs;
  }

  get layoutHeight(): number {
    return this.#layoutHeight;
  }

  /** The scroll, on whole device pixels. */
  get scroll(): number {
    return Math.round(this.camera.scroll * this.#dpr) / this.#dpr;
  }

  get nsPerDevicePixel(): number {
    return (this.window.to - this.window.from) / this.#canvas.width;
  }

  /** Time in a css pixel. */
  get nsPerPixel(): number {
    return (this.window.to - this.window.from) / this.width;
  }

  /** The canvas has another size, or as much in it. */
  setBounds(bounds: {
    readonly durationNs?: number;
    readonly layoutHeight?: number;
    readonly pinnedHeight?: number;
    readonly dpr?: number;
  }): void {
    this.#pinnedHeight = bounds.pinnedHeight ?? this.#pinnedHeight;
    this.#durationNs = bounds.durationNs ?? this.#durationNs;
    this.#layoutHeight = bounds.layoutHeight ?? this.#layoutHeight;
    this.#dpr = bounds.dpr ?? this.#dpr;
    this.camera.setBounds({
      durationNs: this.#durationNs,
      layoutHeight: this.#layoutHeight,
      viewHeight: this.height,
    });
  }

  /** x from the canvas's left. */
  timeAt(x: number): number {
    return timeAtPixel(this.window, this.width, x);
  }

  /** Changes what the camera does, and draws it. */
  move(change: (camera: Camera) => void): void {
    change(this.camera);
    this.#moved();
  }

  flyTo(window: TimeWindow): void {
    this.move((camera) => camera.flyTo(window, performance.now()));
  }

  showAll(): void {
    this.flyTo(wholeTrace(this.#durationNs));
  }

  /** Zooms so that what lies from `from` to `to` takes most of the width. */
  fit(inner: TimeWindow): void {
    this.flyTo(windowAround(inner, FIT_SHARE, this.#durationNs));
  }

  /** Moves, without a zoom, if nothing of what lies from `from` to `to` is in sight; what is longer shows its beginning. */
  reveal({ from, to }: TimeWindow): void {
    const { window } = this;
    if (to > window.from && from < window.to) return;
    const width = window.to - window.from;
    const middle = Math.min((from + to) / 2, from + width / 2);
    this.flyTo({ from: middle - width / 2, to: middle + width / 2 });
  }
}
