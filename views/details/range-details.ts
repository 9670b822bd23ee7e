import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOffer } from "../../src/app/scope-offers.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { thirdOf } from "../../src/app/time-window.ts";
import type { RangeDetails } from "../../src/engine/protocol.ts";
import { RANGE_STW_PREFIX } from "../../src/model/vocabulary.ts";
import { duration, goroutineLink, instant, link } from "../kit/links.ts";
import { goroutineScope, scopeLink } from "../kit/scope-link.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { pauseReason } from "../overview/facts.ts";
import { shownText } from "../kit/shown-text.ts";
import "../kit/stack.ts";
import "./held-up.ts";
import "./proc-strips.ts";

/** One range: a pause, a GC phase, a sweep; who asked for it and what the procs did meanwhile. */
export class RangeDetailsElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false }, range: { attribute: false } };
  static override styles = [
    baseStyles,
    detailStyles,
    css`
      .title p {
        margin-top: 4px;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  declare range: RangeDetails;

  override render(): TemplateResult {
    const { app, range } = this;
    const open = Number.isNaN(range.end);
    const end = open ? this.trace.summary.durationNs : range.end;
    const window = thirdOf(range.start, end, this.trace.summary.durationNs);
    const stopped = range.name.startsWith(RANGE_STW_PREFIX);
    return html`
      <div class="title">
        <h2>
          <span>${shownText(pauseReason(range.name)) || "reason not recorded"}</span>
          <span>${duration(end - range.start)}</span>
        </h2>
        <p>${link(app, { window, selection: { kind: "range", range: range.range } }, "Zoom to it")}</p>
      </div>
      <section>
        <dl>
          <dt>What</dt>
          <dd>${shownText(range.name)}</dd>
          <dt>Start</dt>
          <dd>${instant(range.start)}</dd>
          <dt>Duration</dt>
          <dd>
            ${duration(end - range.start)}${open ? html` <span class="dim">and on: the trace ended first</span>` : nothing}
          </dd>
          <dt>${stopped ? "Asked for by" : "Goroutine"}</dt>
          <dd>${range.goroutine ? goroutineLink(app, range.goroutine) : html`<span class="dim">the runtime</span>`}</dd>
          ${
            range.procId === undefined
              ? nothing
              : html`<dt>Proc</dt>
                  <dd>P${range.procId}</dd>`
          }
          <dt>As scope</dt>
          <dd class="scopes">${this.#scopes()}</dd>
        </dl>
      </section>
      ${
        stopped
          ? html`<section>
              <h3>Held up by it</h3>
              <gs-held-up .app=${app} .range=${range}></gs-held-up>
            </section>`
          : nothing
      }
      <section>
        <h3>What the procs did around it</h3>
        <gs-proc-strips .app=${app} .trace=${this.trace} .start=${range.start} .end=${end}></gs-proc-strips>
      </section>
      <section>
        <h3>${stopped ? "Stack of who asked" : "Stack"}</h3>
        <gs-stack .frames=${range.stack}></gs-stack>
      </section>
    `;
  }

  #scopes(): unknown {
    const { app, trace, range } = this;
    const window = windowOffer({ kind: "range", value: range }, trace);
    const isCycle = window?.kind === "fixed" && window.of?.kind === "cycle";
    const its = isCycle ? "Look at this GC cycle alone, with its pauses" : "Look at this time alone";
    return [
      window ? scopeLink(app, { window }, its, isCycle ? "this cycle" : "its time") : nothing,
      range.goroutine ? goroutineScope(app, range.goroutine) : nothing,
    ];
  }
}

customElements.define("gs-range-details", RangeDetailsElement);
