import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { countOf, exactCount, formatCount, formatNs } from "../../src/base/format.ts";
import type { GoroutineSpread, TimeBracket } from "../../src/engine/analyses/types.ts";
import { PLAIN } from "../kit/palette.ts";
import "../kit/histogram.ts";
import type { BucketEvent } from "../kit/histogram.ts";
import { swatch } from "../kit/links.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { columnName } from "../kit/time-columns.ts";

type Spread = GoroutineSpread["lifetime"];

/** The reader narrowed the list to brackets of time. */
export class BracketsEvent extends Event {
  readonly brackets: readonly TimeBracket[];

  constructor(brackets: readonly TimeBracket[]) {
    super("gs-brackets");
    this.brackets = brackets;
  }
}

/** Histograms of lifetimes and of the times in each state, side by side; dragging over bars narrows the list to them. */
export class SpreadStripElement extends LitElement {
  static override properties = {
    spread: { attribute: false },
    brackets: { attribute: false },
    hidden_: { attribute: false },
    stale: { type: Boolean, reflect: true },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex: none;
        overflow-x: auto;
        border-bottom: 1px solid var(--gs-line);
      }
      :host([stale]) {
        opacity: 0.45;
        transition: opacity 0.1s 0.15s;
      }
      figure {
        flex: none;
        width: 300px;
        margin: 0;
        padding-top: 4px;
        border-right: 1px solid var(--gs-line);
      }
      figcaption {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 20px;
        padding: 0 12px;
        white-space: nowrap;
      }
      figcaption button {
        height: 20px;
        margin-left: auto;
        padding: 0 4px;
      }
      p {
        height: 110px;
        padding-top: 40px;
      }
      figure p {
        height: 86px;
        margin: 0;
        padding: 24px 12px;
      }
    `,
  ];
  /** undefined: on its way. */
  declare spread: GoroutineSpread | undefined;
  declare brackets: readonly TimeBracket[];
  declare hidden_: readonly string[];
  declare stale: boolean;

  override render(): unknown {
    if (!this.spread) return html`<p class="dim" role="status">Sorting lifetimes and times into bars…</p>`;
    const { lifetime, columns } = this.spread;
    return [
      this.#figure("lifetime", PLAIN, lifetime),
      ...columns
        .filter(({ by }) => !this.hidden_.includes(by))
        .map((column) => this.#figure(columnName(column.info), column.info.style, column)),
    ];
  }

  #figure(name: string, style: number, { by, histogram, none }: Spread): TemplateResult {
    const bracket = this.brackets.find((one) => one.by === by);
    const chosen = bracket && { from: bracket.minNs, to: bracket.belowNs, count: 0, total: 0 };
    return html`<figure>
      <figcaption>
        ${swatch(style)}<span class="cut">${name}</span>
        ${none > 0 ? html`<span class="dim" title=${`${countOf(none, "goroutine")} spent no time in it`}>${formatCount(none)} not at all</span>` : nothing}
        ${
          bracket
            ? html`<button
                class="plain"
                title=${`${exactCount(bracket.minNs)} ns to ${exactCount(bracket.belowNs)} ns: take all again`}
                @click=${() => this.#wish(by, undefined)}
              >
                ${formatNs(bracket.minNs)} to ${formatNs(bracket.belowNs)} ×
              </button>`
            : nothing
        }
      </figcaption>
      ${
        histogram.length === 0
          ? html`<p class="dim">None of them spent time in it.</p>`
          : html`<gs-histogram
              ranges
              narrow
              what="goroutine"
              role="group"
              aria-label=${`Goroutines by ${name}`}
              .buckets=${histogram}
              .chosen=${chosen}
              .style_=${style}
              @gs-bucket=${({ bucket }: BucketEvent) => this.#wish(by, bucket)}
            ></gs-histogram>`
      }
    </figure>`;
  }

  #wish(by: string, bucket: BucketEvent["bucket"]): void {
    const others = this.brackets.filter((bracket) => bracket.by !== by);
    const own = bucket ? [{ by, minNs: bucket.from, belowNs: bucket.to }] : [];
    this.dispatchEvent(new BracketsEvent([...others, ...own]));
  }
}

customElements.define("gs-spread-strip", SpreadStripElement);
