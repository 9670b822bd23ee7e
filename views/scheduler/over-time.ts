import { css, html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, formatNs, timeAt } from "../../src/base/format.ts";
import type { SchedulerReport } from "../../src/engine/analyses/types.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { link } from "../kit/links.ts";
import { baseStyles } from "../kit/shared-styles.ts";

type Part = SchedulerReport["overTime"][number];

/** Bars over the scope's time: the 99th percentile of the waits that ended in each part, and under it how many waited. */
export class LatencyOverTimeElement extends LitElement {
  static override properties = { app: { attribute: false }, parts: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        height: 86px;
        padding: 6px 12px 0;
      }
      .part {
        flex: 1 1 0;
        min-width: 0;
      }
      a {
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        height: 100%;
        padding-left: 1px;
        border-radius: 0;
      }
      a:hover {
        background: var(--gs-hover);
      }
      i {
        display: block;
        flex: none;
      }
      .latency {
        height: calc(var(--latency) * 50px);
        background: var(--gs-runnable);
      }
      .runnable {
        height: calc(var(--runnable) * 24px);
        margin-bottom: auto;
        background: var(--gs-runnable);
        opacity: 0.55;
      }
      .below {
        height: 26px;
        flex: none;
        border-top: 1px solid var(--gs-line);
      }
    `,
  ];
  declare app: App;
  declare parts: readonly Part[];

  override render(): TemplateResult {
    const mostLatency = this.parts.reduce((most, { latency }) => Math.max(most, latency.p99 || 0), 1);
    const mostRunnable = this.parts.reduce((most, { runnable }) => Math.max(most, runnable), 1);
    return html`${this.parts.map((part) => this.#part(part, mostLatency, mostRunnable))}`;
  }

  #part({ from, to, latency, runnable }: Part, mostLatency: number, mostRunnable: number): TemplateResult {
    const at = `${timeAt(from, Math.max((to - from) / 10, 1))}: p99 ${formatNs(latency.p99)} of ${countOf(latency.count, "wait")}, longest ${formatNs(latency.max)}; ${runnable.toFixed(1)} runnable at once on the mean`;
    const bars = {
      "--latency": String((latency.p99 || 0) / mostLatency),
      "--runnable": String(runnable / mostRunnable),
    };
    const content = html`<i class="latency"></i><span class="below"><i class="runnable"></i></span>`;
    return html`<span class="part" ${cssProperties(bars)}
      >${link(this.app, { window: { from, to } }, content, at, -1)}</span
    >`;
  }
}

customElements.define("gs-latency-over-time", LatencyOverTimeElement);
