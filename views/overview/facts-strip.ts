import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactNs, formatNs, formatShare } from "../../src/base/format.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { link, swatch } from "../kit/links.ts";
import { styleColour } from "../kit/palette.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { longest, pauseReason, timeParts, totalNs, type Pause } from "./facts.ts";

/** The facts that stand out in the whole trace, each with a way to where it happened. */
export class FactsStripElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false } };
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
      .time {
        flex: 1 1 340px;
        min-width: 300px;
        border-right: none;
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
      .legend {
        display: flex;
        gap: 10px;
        margin-top: 2px;
        font-size: 11px;
        overflow: hidden;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;

  override render(): TemplateResult {
    const { summary, pauses, overview } = this.trace;
    const worst = longest(pauses.pauses);
    const mark = totalNs(pauses.cycles);
    const stopped = totalNs(pauses.pauses);
    return html`
      ${fact(
        "Procs busy",
        html`<strong>${formatShare(overview.procBusyNs, overview.procNs)}</strong>`,
        `${exactNs(overview.procBusyNs)} with a goroutine on a proc, of ${exactNs(overview.procNs)} that procs were there`,
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
      ${fact("Longest wait for a proc", this.#latency(), "The longest time that a goroutine was runnable without running")}
      ${this.#time()}
    `;
  }

  #pause(pause: Pause): TemplateResult {
    return html`${link(this.app, this.app.pauseTarget(pause), html`<strong>${formatNs(pause.ns)}</strong>`, exactNs(pause.ns))}
      <span class="dim">${shownText(pauseReason(pause.name))}</span>`;
  }

  #latency(): TemplateResult {
    const span = this.trace.overview.longestRunnable;
    if (!span) return html`<span class="dim">none</span>`;
    const ns = span.end - span.start;
    const target = { selection: { kind: "span", span: span.span }, at: { start: span.start, end: span.end } } as const;
    return html`${link(this.app, target, html`<strong>${formatNs(ns)}</strong>`, exactNs(ns))}
      <span class="dim">G${span.goroutine.id}</span>`;
  }

  #time(): TemplateResult {
    const { overview } = this.trace;
    const parts = timeParts(overview);
    const text = (part: (typeof parts)[number]): string => `${part.name} ${formatShare(part.ns, overview.goroutineNs)}`;
    return html`<div class="fact time">
      <span title=${exactNs(overview.goroutineNs)}>Goroutine time, ${formatNs(overview.goroutineNs)} in all</span>
      <div class="bar" aria-hidden="true">
        ${parts.map(
          (part) =>
            html`<i
              title=${`${text(part)}, ${formatNs(part.ns)}`}
              ${cssProperties({ "--share": String(part.ns), "--swatch": styleColour(part.style) })}
            ></i>`,
        )}
      </div>
      <div class="legend">
        ${parts.map((part) => html`<span title=${exactNs(part.ns)}>${swatch(part.style)} ${text(part)}</span>`)}
      </div>
    </div>`;
  }
}

function fact(name: string, value: TemplateResult, title: string): TemplateResult {
  return html`<div class="fact" title=${title || nothing}><span>${name}</span>${value}</div>`;
}

customElements.define("gs-facts-strip", FactsStripElement);
