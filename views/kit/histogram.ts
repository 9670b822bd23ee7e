import { css, html, LitElement, type TemplateResult } from "lit";
import { countOf, formatCount, formatNs } from "../../src/base/format.ts";
import type { GcReport } from "../../src/engine/analyses/types.ts";
import { cssProperties } from "./css-properties.ts";
import { histogramCsv, histogramPicture } from "./histogram-picture.ts";
import { styleColour, styleVariable } from "./palette.ts";
import { plotExport, type Exported } from "./plot-export.ts";
import { baseStyles } from "./shared-styles.ts";

export type Bucket = GcReport["histogram"][number];

/** The reader chose a bucket, or, with undefined, all. */
export class BucketEvent extends Event {
  readonly bucket: Bucket | undefined;

  constructor(bucket: Bucket | undefined) {
    super("gs-bucket");
    this.bucket = bucket;
  }
}

/** With more bars than this their counts are told on hover alone. */
const MOST_COUNTS = 20;
const MOST_LABELS = 10;
/** In a quarter of the page's width. */
const NARROW_LABELS = 5;
const NARROW_COUNTS = 8;

/**
 * Durations by how long they are, on a logarithmic axis; unless it is `fixed`, a bar narrows what it stands for. With `ranges`
 * several bars do that together: dragged over, or with Shift up to the bar clicked.
 */
export class HistogramElement extends LitElement implements Exported {
  static override properties = {
    buckets: { attribute: false },
    chosen: { attribute: false },
    what: { type: String },
    style_: { attribute: false },
    fixed: { type: Boolean },
    file: { type: String },
    ranges: { type: Boolean },
    narrow: { type: Boolean },
    dragged: { state: true },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        display: flex;
        align-items: stretch;
        height: 86px;
        padding: 6px 12px 0;
      }
      .export {
        position: absolute;
        top: 2px;
        right: 8px;
        display: flex;
      }
      .export button {
        flex: none;
        display: block;
        height: 26px;
        max-width: none;
        padding: 0 10px;
        border-radius: 5px;
      }
      button {
        position: relative;
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        flex: 1 1 0;
        min-width: 0;
        max-width: 64px;
        height: auto;
        padding: 0 1px;
        border: none;
        border-radius: 0;
        background: none;
      }
      button:hover:enabled {
        background: var(--gs-hover);
      }
      button:disabled {
        opacity: 1;
        pointer-events: none;
      }
      :host([ranges]) {
        touch-action: none;
        user-select: none;
      }
      button[aria-pressed="true"] {
        background: var(--gs-chosen);
      }
      i {
        flex: none;
        height: calc(var(--share) * (100% - 34px));
        min-height: var(--least);
        background: var(--swatch);
      }
      .count {
        font-size: 11px;
        line-height: 15px;
        text-align: center;
      }
      .from::before {
        content: attr(data-from);
      }
      .from {
        position: relative;
        z-index: 1;
        height: 18px;
        border-top: 1px solid var(--gs-line);
        font-size: 11px;
        line-height: 17px;
        text-align: left;
        white-space: nowrap;
        color: var(--gs-dim);
      }
    `,
  ];
  declare buckets: readonly Bucket[];
  declare chosen: Bucket | undefined;
  declare what: string;
  declare style_: number;
  /** Its bars narrow nothing. */
  declare fixed: boolean;
  /** What exported files are called, without the ending. Without it there are no buttons. */
  declare file: string;
  declare ranges: boolean;
  declare narrow: boolean;
  /** First and last bar of the drag under way. */
  declare dragged: readonly [number, number] | undefined;
  #anchor: number | undefined;

  constructor() {
    super();
    this.file = "";
    this.addEventListener("pointerdown", (event) => {
      const exports = event.composedPath().some((one) => one instanceof Element && one.matches(".export"));
      if (this.ranges && event.button === 0 && !exports) this.#anchor = this.#barAt(event);
    });
    this.addEventListener("pointermove", (event) => this.#drag(event));
    this.addEventListener("pointerup", () => this.#drop());
    this.addEventListener("pointercancel", () => (this.dragged = this.#anchor = undefined));
  }

  csv(): string {
    return histogramCsv(this.buckets);
  }

  picture(): Promise<Blob> {
    const title = this.getAttribute("aria-label") ?? this.what;
    return histogramPicture(this, title, this.buckets, styleVariable(this.style_));
  }

  override render(): TemplateResult {
    const most = this.buckets.reduce((sum, { count }) => Math.max(sum, count), 1);
    return html`${this.buckets.map((bucket, i) => this.#bucket(bucket, most, i))}
    ${plotExport(this, this.file, this.getAttribute("aria-label") ?? this.what)}`;
  }

  #bucket(bucket: Bucket, most: number, i: number): TemplateResult {
    const { from, to, count } = bucket;
    const range = `${formatNs(from)} to ${formatNs(to)}`;
    const step = Math.ceil(this.buckets.length / (this.narrow ? NARROW_LABELS : MOST_LABELS));
    // A label under the last of narrow bars would not fit.
    const labelled = i % step === 0 && (step === 1 || i + 1 < this.buckets.length);
    const alone = this.chosen?.from === from && this.chosen.to === to;
    const pressed = this.dragged
      ? i >= this.dragged[0] && i <= this.dragged[1]
      : this.chosen !== undefined && from >= this.chosen.from && to <= this.chosen.to;
    const wish = ({ shiftKey }: MouseEvent): void => {
      const wished = this.ranges && shiftKey ? this.#upTo(bucket) : bucket;
      this.dispatchEvent(new BucketEvent(alone ? undefined : wished));
    };
    const bar = {
      "--share": String(count / most),
      "--least": count > 0 ? "2px" : "0",
      "--swatch": styleColour(this.style_),
    };
    return html`<button
      ?disabled=${this.fixed || count === 0}
      aria-pressed=${pressed}
      aria-label=${`${countOf(count, this.what)} of ${range}`}
      title=${`${countOf(count, this.what)} of ${range}`}
      @click=${wish}
    >
      <span class="count" aria-hidden="true"
        >${count > 0 && this.buckets.length <= (this.narrow ? NARROW_COUNTS : MOST_COUNTS) ? formatCount(count) : ""}</span
      ><i ${cssProperties(bar)}></i><span class="from" data-from=${labelled ? formatNs(from) : ""}></span>
    </button>`;
  }

  /** What is chosen, with all up to a bucket. */
  #upTo(bucket: Bucket): Bucket | undefined {
    const { from, to } = this.chosen ?? bucket;
    const [least, most] = [Math.min(from, bucket.from), Math.max(to, bucket.to)];
    return together(this.buckets.filter((one) => one.from >= least && one.to <= most));
  }

  #drag(event: PointerEvent): void {
    if (this.#anchor === undefined) return;
    const bar = this.#barAt(event);
    if (bar === undefined || (bar === this.#anchor && this.dragged === undefined)) return;
    // From here on it is no click on a bar.
    if (this.dragged === undefined) this.setPointerCapture(event.pointerId);
    this.dragged = [Math.min(bar, this.#anchor), Math.max(bar, this.#anchor)];
  }

  #drop(): void {
    const { dragged } = this;
    this.dragged = this.#anchor = undefined;
    if (dragged) this.dispatchEvent(new BucketEvent(together(this.buckets.slice(dragged[0], dragged[1] + 1))));
  }

  /** The bar at a place; bars are equally wide. */
  #barAt({ clientX }: PointerEvent): number | undefined {
    const box = this.renderRoot.querySelector("button[aria-pressed]")?.getBoundingClientRect();
    if (!box || box.width === 0) return undefined;
    return Math.min(Math.max(Math.floor((clientX - box.left) / box.width), 0), this.buckets.length - 1);
  }
}

/** Neighbouring buckets as one. */
export function together(buckets: readonly Bucket[]): Bucket | undefined {
  const [first] = buckets;
  return (
    first &&
    buckets.reduce(
      (all, { to, count, total }) => ({ ...all, to, count: all.count + count, total: all.total + total }),
      { ...first, count: 0, total: 0 },
    )
  );
}

customElements.define("gs-histogram", HistogramElement);
