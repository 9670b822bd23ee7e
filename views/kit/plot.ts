import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type UPlot from "uplot";
import { watchTheme } from "../timeline/theme.ts";
import { pictureOf } from "./picture.ts";
import { drawnColumns, plotCsv, type PlotData } from "./plot-data.ts";
import { plotExport, type Exported } from "./plot-export.ts";
import { legendStyles, plotLegend, plotWords } from "./plot-legend.ts";
import { drawMark, plotOptions } from "./plot-options.ts";
import { baseStyles } from "./shared-styles.ts";

/** The reader chose a place on the x axis, by its index, or dragged over a stretch of it. */
export class PlotEvent extends Event {
  readonly index: number;
  readonly from: number;
  readonly to: number;

  constructor(type: "gs-choose" | "gs-range", index: number, from: number, to: number) {
    super(type);
    this.index = index;
    this.from = from;
    this.to = to;
  }
}

/**
 * Curves with axes, a legend that says the values under the pointer and hides curves, and buttons that export them. Loads
 * the plotting library when first shown. Arrow keys move the pointer's place, Enter chooses it.
 */
export class PlotElement extends LitElement implements Exported {
  static override properties = {
    data: { attribute: false },
    file: { type: String },
    mark: { attribute: false },
    stale: { type: Boolean, reflect: true },
    at: { state: true },
    hiddenNames: { state: true },
  };
  static override styles = [
    baseStyles,
    legendStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        overflow: hidden;
      }
      .head {
        display: flex;
        flex: none;
        align-items: flex-start;
        gap: 4px;
        padding: 2px 8px 0 12px;
      }
      .export {
        flex: none;
        display: flex;
      }
      .plot {
        position: relative;
        flex: 1;
        min-height: 0;
      }
      .plot > div {
        position: absolute;
        inset: 0;
      }
      /* An old result fades; a new one is there at once. */
      :host([stale]) .plot {
        opacity: 0.45;
        transition: opacity 0.1s 0.15s;
      }
    `,
  ];
  declare data: PlotData;
  /** What exported files are called, without the ending. Without it there are no buttons. */
  declare file: string;
  /** A place that is marked, and whose values the legend says while nothing is pointed at. */
  declare mark: number | undefined;
  declare stale: boolean;
  declare at: number | undefined;
  declare hiddenNames: ReadonlySet<string>;
  #plot: UPlot | undefined;
  #shape = "";
  #stop: (() => void)[] = [];

  constructor() {
    super();
    this.file = "";
    this.stale = false;
    this.hiddenNames = new Set();
  }

  override render(): TemplateResult {
    const { data, hiddenNames } = this;
    const index = this.#index();
    return html`<div class="head">
        ${plotLegend(data, index, hiddenNames, (name) => this.#toggle(name))} ${plotExport(this, this.file, data.title)}
      </div>
      <div class="plot" tabindex="0" role="group" aria-label=${plotWords(data, index)} @keydown=${this.#key}>
        <div></div>
      </div>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#shape = "";
    if (this.hasUpdated) void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override updated(changed: PropertyValues<this>): void {
    if (shapeOf(this.data) !== this.#shape) void this.#open();
    else if (changed.has("data") || changed.has("hiddenNames")) this.#plot?.setData(this.#columns());
    else if (changed.has("mark")) this.#plot?.redraw(false);
  }

  csv(): string {
    return plotCsv(this.data);
  }

  async picture(): Promise<Blob | undefined> {
    const plot = this.#plot;
    if (!plot) return undefined;
    const legend = this.data.series.filter(({ name }) => !this.hiddenNames.has(name));
    const { width, height } = plot;
    return pictureOf(this, { title: this.data.title, legend }, { width, height }, (context) =>
      context.drawImage(plot.ctx.canvas, 0, 0, width, height),
    );
  }

  async #open(): Promise<void> {
    const shape = shapeOf(this.data);
    this.#shape = shape;
    const [{ default: Plot }, { default: sheetText }] = await Promise.all([
      import("uplot"),
      import("uplot/dist/uPlot.min.css?inline"),
    ]);
    const place = this.renderRoot.querySelector<HTMLElement>(".plot > div");
    if (!this.isConnected || !place || shape !== this.#shape) return;
    this.#close();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(sheetText);
    const own = (this.constructor as typeof PlotElement).elementStyles.length;
    this.shadowRoot!.adoptedStyleSheets.splice(own, 1, sheet);
    const colour = (variable: string): string => getComputedStyle(this).getPropertyValue(variable).trim();
    const plot = new Plot(
      plotOptions(
        Plot,
        {
          data: () => this.data,
          colour,
          drawn: (drawn) => {
            if (this.mark !== undefined) drawMark(drawn, this.mark, colour("--gs-accent"));
          },
          pointed: ({ cursor }) => this.#pointed(cursor),
          selected: (selected) => this.#selected(selected),
        },
        sizeOf(place),
      ),
      this.#columns(),
      place,
    );
    this.#plot = plot;
    const observer = new ResizeObserver(() => plot.setSize(sizeOf(place)));
    observer.observe(place);
    const chosen = (): void => this.#choose();
    place.addEventListener("click", chosen);
    this.#stop = [
      () => observer.disconnect(),
      () => place.removeEventListener("click", chosen),
      watchTheme(() => plot.redraw(false)),
    ];
  }

  #close(): void {
    for (const stop of this.#stop.splice(0)) stop();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #columns(): UPlot.AlignedData {
    return drawnColumns(this.data, this.hiddenNames) as UPlot.AlignedData;
  }

  /** The place whose values are said: what is pointed at, or what is marked; -1: none. */
  #index(): number {
    const { at, mark } = this;
    return at ?? (mark === undefined ? -1 : this.data.x.findIndex((x) => x >= mark));
  }

  #toggle(name: string): void {
    const hidden = new Set(this.hiddenNames);
    if (!hidden.delete(name)) hidden.add(name);
    this.hiddenNames = hidden;
  }

  /** Of steps the one that the pointer is over, not the edge that is nearest. */
  #pointed({ idx, left }: UPlot.Cursor): void {
    const { x, shape } = this.data;
    if (typeof idx !== "number" || left === undefined || left < 0) {
      this.at = undefined;
      return;
    }
    const value = this.#plot?.posToVal(left, "x") ?? x[idx]!;
    this.at = shape === "lines" ? idx : Math.min(Math.max(value < x[idx]! ? idx - 1 : idx, 0), x.length - 2);
  }

  #selected(plot: UPlot): void {
    const { left, width } = plot.select;
    if (width < 3) return;
    const [from, to] = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.dispatchEvent(new PlotEvent("gs-range", this.at ?? 0, from, to));
  }

  #choose(): void {
    const { at } = this;
    if (at === undefined) return;
    const { x } = this.data;
    this.dispatchEvent(new PlotEvent("gs-choose", at, x[at]!, x[Math.min(at + 1, x.length - 1)]!));
  }

  #key = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Enter") this.#choose();
    else if (step !== undefined) {
      const last = this.data.x.length - (this.data.shape === "lines" ? 1 : 2);
      this.at = Math.min(Math.max((this.at ?? -step) + step, 0), last);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** What needs another plot rather than other data. */
function shapeOf({ xAxis, xName, yName, unit, shape, series }: PlotData): string {
  return JSON.stringify([xAxis, xName, yName, unit, shape, series.map(({ colour }) => colour)]);
}

function sizeOf(place: HTMLElement): { readonly width: number; readonly height: number } {
  return { width: Math.max(place.clientWidth, 50), height: Math.max(place.clientHeight, 50) };
}

customElements.define("gs-plot", PlotElement);
