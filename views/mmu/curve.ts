import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type UPlot from "uplot";
import { formatNs } from "../../src/base/format.ts";
import type { Analyses } from "../../src/engine/analyses/types.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { watchTheme } from "../timeline/theme.ts";

export type MmuPoint = Awaited<ReturnType<Analyses["mmu"]>>[number];

/** The reader points at a window length of the curve, or away from it, or chooses it. */
export class CurveEvent extends Event {
  readonly windowNs: number | undefined;

  constructor(type: "gs-point" | "gs-choose", windowNs: number | undefined) {
    super(type);
    this.windowNs = windowNs;
  }
}

/** Variables of the palette, from the minimum to the last percentile. */
export const CURVE_COLOURS = ["--gs-stw", "--gs-group-1", "--gs-group-4", "--gs-group-2", "--gs-group-0"] as const;

/** Utilization by window length, on a logarithmic axis. Loads the plotting library when first shown. */
export class MmuCurveElement extends LitElement {
  static override properties = {
    points: { attribute: false },
    windowNs: { attribute: false },
    wholeNs: { attribute: false },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 0;
        overflow: hidden;
      }
      .plot {
        position: absolute;
        inset: 0;
        cursor: pointer;
      }
    `,
  ];
  /** By window, ascending. */
  declare points: readonly MmuPoint[];
  declare windowNs: number;
  declare wholeNs: number;
  #plot: UPlot | undefined;
  #stop: (() => void)[] = [];

  constructor() {
    super();
    this.points = [];
  }

  override render(): TemplateResult {
    const at = this.points.find(({ windowNs }) => windowNs >= this.windowNs);
    const said = at ? `; ${(at.mmu * 100).toFixed(1)} % at ${formatNs(at.windowNs)}` : "";
    return html`<div
      class="plot"
      role="img"
      aria-label=${`Minimum mutator utilization by window length${said}`}
    ></div>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop.splice(0)) stop();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("points") || changed.has("wholeNs")) this.#plot?.setData(columnsOf(this.points));
    else this.#plot?.redraw(false);
  }

  async #open(): Promise<void> {
    const [{ default: Plot }, { default: sheetText }] = await Promise.all([
      import("uplot"),
      import("uplot/dist/uPlot.min.css?inline"),
    ]);
    await this.updateComplete;
    const place = this.renderRoot.querySelector<HTMLElement>(".plot");
    if (!this.isConnected || !place || this.#plot) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(sheetText);
    this.shadowRoot!.adoptedStyleSheets.push(sheet);
    this.#plot = new Plot(this.#options(place), columnsOf(this.points), place);
    const observer = new ResizeObserver(() => this.#plot?.setSize(sizeOf(place)));
    observer.observe(place);
    this.#stop = [() => observer.disconnect(), watchTheme(() => this.#plot?.redraw(false))];
    place.addEventListener("click", () => this.#choose());
  }

  /** What is drawn, on the page's background, as PNG; undefined before anything is drawn. */
  async picture(): Promise<Blob | undefined> {
    const drawn = this.#plot?.ctx.canvas;
    if (!drawn) return undefined;
    const canvas = new OffscreenCanvas(drawn.width, drawn.height);
    const context = canvas.getContext("2d")!;
    context.fillStyle = getComputedStyle(this).getPropertyValue("--gs-page").trim();
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(drawn, 0, 0);
    return canvas.convertToBlob();
  }

  #options(place: HTMLElement): UPlot.Options {
    const colour = (name: string): string => getComputedStyle(this).getPropertyValue(name).trim();
    const axis: UPlot.Axis = {
      stroke: () => colour("--gs-dim"),
      grid: { stroke: () => colour("--gs-grid"), width: 1 },
      ticks: { stroke: () => colour("--gs-line"), width: 1, size: 4 },
      font: "11px system-ui, sans-serif",
    };
    return {
      ...sizeOf(place),
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      padding: [10, 16, 0, 0],
      scales: { x: { time: false, distr: 3, range: () => [1000, Math.max(this.wholeNs, 2000)] }, y: { range: [0, 1] } },
      axes: [
        { ...axis, size: 30, values: (_, splits) => splits.map((ns) => (isPower(ns) ? formatNs(ns) : "")) },
        { ...axis, size: 52, values: (_, splits) => splits.map((share) => `${Math.round(share * 100)} %`) },
      ],
      series: [
        {},
        ...CURVE_COLOURS.map((name, i): UPlot.Series => ({
          stroke: () => colour(name),
          width: i === 0 ? 2 : 1,
          points: { show: false },
        })),
      ],
      hooks: {
        setCursor: [(plot) => this.#pointed(plot)],
        draw: [(plot) => this.#mark(plot, colour("--gs-accent"))],
      },
    };
  }

  /** A line at the window that is chosen. */
  #mark(plot: UPlot, colour: string): void {
    const { ctx, bbox } = plot;
    const x = Math.round(plot.valToPos(this.windowNs, "x", true)) + 0.5;
    if (!(x >= bbox.left && x <= bbox.left + bbox.width)) return;
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.setLineDash([4, 3]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  }

  #pointed({ cursor }: UPlot): void {
    const at = typeof cursor.idx === "number" && (cursor.left ?? -1) >= 0 ? this.points[cursor.idx] : undefined;
    this.dispatchEvent(new CurveEvent("gs-point", at?.windowNs));
  }

  #choose(): void {
    const { idx } = this.#plot?.cursor ?? {};
    const at = typeof idx === "number" ? this.points[idx] : undefined;
    if (at) this.dispatchEvent(new CurveEvent("gs-choose", at.windowNs));
  }
}

function columnsOf(points: readonly MmuPoint[]): UPlot.AlignedData {
  const windows = points.map(({ windowNs }) => windowNs);
  const curves = CURVE_COLOURS.map((_, i) =>
    points.map(({ mmu, percentiles }) => (i === 0 ? mmu : (percentiles[i - 1] ?? null))),
  );
  return [windows, ...curves];
}

function sizeOf(place: HTMLElement): { readonly width: number; readonly height: number } {
  return { width: Math.max(place.clientWidth, 50), height: Math.max(place.clientHeight, 50) };
}

function isPower(ns: number): boolean {
  return Math.abs(Math.log10(ns) - Math.round(Math.log10(ns))) < 1e-6;
}

customElements.define("gs-mmu-curve", MmuCurveElement);

declare global {
  interface HTMLElementTagNameMap {
    "gs-mmu-curve": MmuCurveElement;
  }
}
