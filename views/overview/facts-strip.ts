import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactNs, formatNs, formatShare } from "../../src/base/format.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import type { Overview } from "../../src/engine/details/types.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { link, swatch } from "../kit/links.ts";
import { styleColour } from "../kit/palette.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import { shownText } from "../kit/shown-text.ts";
import { longest, pauseReason, timeParts, totalNs, type Pause, type TimePart } from "./facts.ts";

/**
 * The facts that stand out in the whole trace, each with a way to where it happened. Those that take a look at all of it
 * come a moment after the timeline, which does not wait for them.
 */
export class FactsStripElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false }, overview: { state: true } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        align-items: stretch;
        height: 48px;
        border-bottom: 1px solid var(--gs-line);
        background: var(--gs-page);
        overflow-x: auto;
        scrollbar-width: thin;
      }
      .fact {
        flex: none;
        padding: 5px 14px 0 12px;
        border-right: 1px solid var(--gs-line);
        white-space: nowrap;
      }
      .fact > span:first-child {
        display: block;
        font-size: 11px;
        line-height: 15px;
        color: var(--gs-dim);
      }
      .fact strong {
        font-weight: 600;
      }
      .awaited {
        display: inline-block;
        min-width: 9ch;
      }
      .time {
        flex: 1 1 340px;
        min-width: 300px;
        border-right: none;
        container-type: inline-size;
      }
      .bar {
        display: flex;
        gap: 1px;
        height: 8px;
        margin-top: 1px;
        border-radius: 2px;
        overflow: hidden;
      }
      .bar i {
        flex: var(--share) 0 0;
        min-width: 1px;
        background: var(--swatch);
      }
      .bar i.dimmed {
        opacity: 0.15;
      }
      .legend {
        display: flex;
        margin: 1px -3px 0;
        overflow: hidden;
      }
      .legend button,
      .all {
        flex: none;
        height: 17px;
        padding: 0 4px;
        border: none;
        border-radius: 3px;
        background: none;
        font-size: 11px;
        line-height: 17px;
        white-space: nowrap;
      }
      .all {
        height: 15px;
        line-height: 15px;
        color: var(--gs-link);
      }
      @media (max-width: 1400px) {
        .fact {
          padding: 5px 9px 0;
        }
      }
      @container (max-width: 430px) {
        .legend .swatch {
          margin-right: 0;
        }
      }
      /* All names are to be there before any share is. */
      @container (max-width: 690px) {
        .share {
          display: none;
        }
        .legend button {
          padding: 0 3px;
        }
      }
      .legend button:hover {
        background: var(--gs-hover);
      }
      .legend button[aria-pressed="true"] {
        font-weight: 600;
      }
      .legend button.dimmed {
        color: var(--gs-dim);
      }
      .legend button.dimmed .swatch {
        opacity: 0.3;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  declare overview: Overview | undefined;
  protected readonly state = new StateController(this, "bright");

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("trace")) return;
    this.overview = undefined;
    this.#ask(this.trace).catch((error: unknown) => this.app.fault(error));
  }

  async #ask(trace: OpenTrace): Promise<void> {
    const overview = await this.app.engine.overview();
    if (trace === this.trace) this.overview = overview;
  }

  override render(): TemplateResult {
    const { summary, pauses } = this.trace;
    const { overview } = this;
    const worst = longest(pauses.pauses);
    const mark = totalNs(pauses.cycles);
    const stopped = totalNs(pauses.pauses);
    return html`
      ${fact(
        "Procs busy",
        overview ? html`<strong>${formatShare(overview.procBusyNs, overview.procNs)}</strong>` : AWAITED,
        overview
          ? `${exactNs(overview.procBusyNs)} with a goroutine on a proc, of ${exactNs(overview.procNs)} that procs were there`
          : "",
      )}
      ${fact("Longest pause", worst ? this.#pause(worst) : html`<span class="dim">the world never stopped</span>`, "")}
      ${fact(
        "World stopped",
        html`<strong>${formatNs(stopped)}</strong>
          <span class="dim">in ${countOf(pauses.pauses.length, "pause")}</span>`,
        `${exactNs(stopped)}, ${formatShare(stopped, summary.durationNs)} of the time, in stop-the-world pauses`,
      )}
      ${fact(
        "GC marking",
        pauses.cycles.length === 0
          ? html`<span class="dim">no GC cycle</span>`
          : html`<strong>${formatShare(mark, summary.durationNs)}</strong>
              <span class="dim">in ${countOf(pauses.cycles.length, "cycle")}</span>`,
        `${exactNs(mark)} of the time with a concurrent mark phase under way`,
      )}
      ${fact("Longest wait for a proc", overview ? this.#latency(overview) : AWAITED, "The longest time that a goroutine was runnable without running")}
      ${overview ? this.#time(overview) : nothing}
    `;
  }

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.app.state.bright.size === 0) return;
    event.preventDefault();
    this.app.clearBright();
  };

  #pause(pause: Pause): TemplateResult {
    return html`${link(this.app, this.app.pauseTarget(pause), html`<strong>${formatNs(pause.ns)}</strong>`, exactNs(pause.ns))}
      <span class="dim">${shownText(pauseReason(pause.name))}</span>`;
  }

  #latency({ longestRunnable: span }: Overview): TemplateResult {
    if (!span) return html`<span class="dim">none</span>`;
    const ns = span.end - span.start;
    const target = { selection: { kind: "span", span: span.span }, at: { start: span.start, end: span.end } } as const;
    return html`${link(this.app, target, html`<strong>${formatNs(ns)}</strong>`, exactNs(ns))}
      <span class="dim">G${span.goroutine.id}</span>`;
  }

  #time(overview: Overview): TemplateResult {
    if (overview.goroutineNs === 0)
      return fact("Goroutine time", html`<span class="dim">no goroutine ever ran</span>`, "");
    const parts = timeParts(overview);
    const { bright } = this.app.state;
    const isBright = (part: TimePart): boolean => part.members.every((style) => bright.has(style));
    const dimmed = (part: TimePart): string => (bright.size > 0 && !isBright(part) ? "dimmed" : "");
    const share = (part: TimePart): string => formatShare(part.ns, overview.goroutineNs);
    const text = (part: TimePart): string => `${part.name} ${share(part)}`;
    const all = html`<button
      type="button"
      class="all"
      title="Dim no state any more (L)"
      @click=${() => this.app.clearBright()}
    >
      Show all states
    </button>`;
    return html`<div class="fact time" @keydown=${this.#escape}>
      <span title=${exactNs(overview.goroutineNs)}
        >Goroutine time, ${formatNs(overview.goroutineNs)} in all ${bright.size > 0 ? all : nothing}</span
      >
      <div class="bar" aria-hidden="true">
        ${parts.map(
          (part) =>
            html`<i
              class=${dimmed(part)}
              title=${`${text(part)}, ${formatNs(part.ns)}`}
              ${cssProperties({ "--share": String(part.ns), "--swatch": styleColour(part.style) })}
            ></i>`,
        )}
      </div>
      <div class="legend" role="group" aria-label="States kept bright on the timeline">
        ${parts.map(
          (part) =>
            html`<button
              type="button"
              class=${dimmed(part)}
              aria-pressed=${isBright(part)}
              title=${`${text(part)}, ${exactNs(part.ns)}\n${isBright(part) ? "Click to let go of it" : `Click to keep ${part.name} bright on the timeline and dim the rest`}`}
              @click=${() => this.app.toggleBright(part.members)}
            >
              ${swatch(part.style)} ${part.name}<span class="share"> ${share(part)}</span>
            </button>`,
        )}
      </div>
    </div>`;
  }
}

/** In the place of what is on its way. */
const AWAITED = html`<span class="awaited dim">…</span>`;

function fact(name: string, value: TemplateResult, title: string): TemplateResult {
  return html`<div class="fact" title=${title || nothing}><span>${name}</span>${value}</div>`;
}

customElements.define("gs-facts-strip", FactsStripElement);
