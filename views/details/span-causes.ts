import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactNs, formatNs, formatShare } from "../../src/base/format.ts";
import type { ChainDetails, SpanCauses, SpanDetails, WakeEnd, WakeRef } from "../../src/engine/protocol.ts";
import { duration, goroutineLink, link, stateText, swatch } from "../kit/links.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import { shownText } from "../kit/shown-text.ts";
import "../kit/stack.ts";

/** Wakes shown before the reader asks for the rest. */
const FOLDED = 8;

const ENDS: Readonly<Record<ChainDetails["end"], string>> = {
  running: "had been running since before the wait began: what it did is what all waited for",
  runtime: "was woken by no goroutine: by the network poller, a timer, or another part of the runtime",
  "trace-began": "was there before the trace began",
  "too-long": "is where the list ends; the chain goes on",
};

/** Why a span came to be as it is: who woke its goroutine, the chain that led there, and whom it woke itself. */
export class SpanCausesElement extends LitElement {
  static override properties = { app: { attribute: false }, span: { attribute: false }, unfolded: { state: true } };
  static override styles = [
    baseStyles,
    detailStyles,
    css`
      ol,
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: 1px 0;
        overflow-wrap: anywhere;
      }
      ol {
        counter-reset: hop;
      }
      ol li {
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr);
        counter-increment: hop;
      }
      ol li::before {
        content: counter(hop);
        justify-self: start;
        height: 16px;
        padding: 0 5px;
        border-radius: 3px;
        background: var(--gs-accent);
        color: var(--gs-page);
        font-size: 11px;
        line-height: 16px;
      }
      h3 {
        display: flex;
        justify-content: space-between;
        align-items: center;
      }
      button {
        height: 22px;
        padding: 0 8px;
      }
      p {
        margin: 4px 0 0;
      }
      gs-stack {
        display: block;
        margin-top: 4px;
      }
    `,
  ];
  declare app: App;
  declare span: SpanDetails;
  declare unfolded: boolean;
  protected readonly state = new StateController(this, "causes", "chain");

  constructor() {
    super();
    this.unfolded = false;
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("span")) this.unfolded = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { causes, chain } = this.app.state;
    if (causes === undefined || causes.span !== this.span.span) return nothing;
    return html`${this.#share(causes)} ${this.#wokenBy(causes)} ${chain ? this.#chain(chain) : nothing}
    ${this.#wakes(causes)}`;
  }

  /** Where the goroutine comes from; told by `#wokenBy` where that is what the span is about. */
  #createdBy({ createdBy, wokenBy }: SpanCauses): TemplateResult | typeof nothing {
    if (!createdBy || wokenBy?.created === true) return nothing;
    const { waker, at } = createdBy;
    const doing =
      waker.span && ({ selection: { kind: "span", span: waker.span.span }, at: { start: at, end: at } } as const);
    return html`<dt>Created by</dt>
      <dd>
        ${goroutineLink(this.app, waker.goroutine)}${doing ? html`, ${link(this.app, doing, `${formatNs(this.span.start - at)} before`)}` : nothing}
      </dd>`;
  }

  #share(causes: SpanCauses): TemplateResult {
    const { lifeNs } = causes;
    const ns = this.span.end - this.span.start;
    return html`<section>
      <dl>
        <dt>Share</dt>
        <dd title=${`${exactNs(ns)} of ${exactNs(lifeNs)}`}>
          ${formatShare(ns, lifeNs)} of the ${formatNs(lifeNs)} that the goroutine was there
        </dd>
        ${this.#createdBy(causes)}
      </dl>
    </section>`;
  }

  #wokenBy({ wokenBy, wokenAt }: SpanCauses): TemplateResult | typeof nothing {
    if (!wokenBy) return nothing;
    const wait = wokenBy.at - this.span.start;
    return html`<section>
      <h3>
        <span>${wokenBy.created ? "Created by" : wokenBy.at >= this.span.end ? "Ended by" : "Made runnable by"}</span>
        <button title="Draw the way back, from waker to waker (K)" @click=${() => void this.app.followChain()}>
          Follow the chain
        </button>
      </h3>
      <dl>
        <dt>Goroutine</dt>
        <dd>${goroutineLink(this.app, wokenBy.waker.goroutine)}</dd>
        <dt>Doing</dt>
        <dd>${this.#doing(wokenBy.waker, wokenBy.at)}</dd>
        <dt>When</dt>
        <dd>
          ${wait === 0 ? "when this began" : wait >= 0 ? html`${duration(wait)} after this began` : html`${duration(-wait)} before this began`}
        </dd>
      </dl>
      ${wokenAt.length > 0 ? html`<gs-stack .frames=${wokenAt}></gs-stack>` : nothing}
    </section>`;
  }

  /** The span that a goroutine was in, as a link to it at that time. */
  #doing({ span }: WakeEnd, at: number): TemplateResult {
    if (!span) return html`<span class="dim">not in the trace</span>`;
    const target = { selection: { kind: "span", span: span.span }, at: { start: at, end: at } } as const;
    return html`${swatch(span.style)} ${link(this.app, target, stateText(span))}
      <span class="dim">for</span> ${duration(span.end - span.start)}`;
  }

  #chain({ wakes, end, last }: ChainDetails): TemplateResult {
    return html`<section aria-live="polite">
      <h3>
        <span>The chain, from the latest back</span>
        <button class="plain" @click=${() => this.app.endChain()}>Hide</button>
      </h3>
      <ol>
        ${wakes.map(
          ({ waker, woken, at, created }) =>
            html`<li>
              <span
                >${goroutineLink(this.app, waker.goroutine)} ${created ? "created" : "woke"}
                <span>G${woken.goroutine.id}</span> <span class="dim">at</span> ${this.#moment(at)}</span
              >
            </li>`,
        )}
      </ol>
      <p>${goroutineLink(this.app, last)} ${ENDS[end]}.</p>
    </section>`;
  }

  #moment(at: number): TemplateResult {
    const { span } = this;
    const before = span.end - at;
    return link(
      this.app,
      { at: { start: at, end: at } },
      before >= 0 ? `${formatNs(before)} before its end` : `${formatNs(-before)} after its end`,
    );
  }

  #wakes({ wakes, wakeCount }: SpanCauses): TemplateResult | typeof nothing {
    if (wakeCount === 0) return nothing;
    const shown = this.unfolded ? wakes : wakes.slice(0, FOLDED);
    const rest = wakes.length - shown.length;
    const beyond = wakeCount - wakes.length;
    return html`<section>
      <h3><span>Wakes and creates · ${wakeCount}</span></h3>
      <ul>
        ${shown.map((wake) => this.#wake(wake))}
      </ul>
      ${rest > 0 ? html`<button @click=${() => (this.unfolded = true)}>${rest} more</button>` : nothing}
      ${rest === 0 && beyond > 0 ? html`<p class="dim">and ${countOf(beyond, "more", "more")}</p>` : nothing}
    </section>`;
  }

  #wake({ woken, created, at }: WakeRef): TemplateResult {
    const { goroutine, span } = woken;
    const name = html`G${goroutine.id} <span class="mono">${shownText(goroutine.name)}</span>`;
    const target = span && ({ selection: { kind: "span", span: span.span }, at: { start: at, end: at } } as const);
    return html`<li>
      ${created ? "creates" : "wakes"} ${target ? link(this.app, target, name) : name}
      <span class="dim">after</span> ${duration(at - this.span.start)}
    </li>`;
  }
}

customElements.define("gs-span-causes", SpanCausesElement);
