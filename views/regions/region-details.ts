import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOf } from "../../src/app/scope.ts";
import type { RegionDetails } from "../../src/engine/accounts/types.ts";
import { duration, goroutineLink, instant, link } from "../kit/links.ts";
import { scopeLink } from "../kit/scope-link.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import "../kit/stack.ts";
import { timeRows } from "../kit/time-columns.ts";
import { timeTable, timeTableStyles } from "../kit/time-table.ts";
import { incomplete, taskLink } from "../tasks/links.ts";

/** One region: how long, whose, for which task, where its goroutine's time in it went, and from where to where. */
export class RegionDetailsElement extends LitElement {
  static override properties = { app: { attribute: false }, region: { attribute: false } };
  static override styles = [baseStyles, detailStyles, timeTableStyles];
  declare app: App;
  declare region: RegionDetails;

  override render(): TemplateResult {
    const { app, region } = this;
    const ns = region.end - region.start;
    return html`
      <div class="title">
        <h2><span class="cut">${shownText(region.name) || "unnamed"}</span> <span>${duration(ns)}</span></h2>
        <p class="dim">region${incomplete(region)}</p>
      </div>
      <section>
        <dl>
          <dt>Goroutine</dt>
          <dd>${goroutineLink(app, region.goroutine)}</dd>
          <dt>For task</dt>
          <dd>${region.task ? taskLink(app, region.task) : html`<span class="dim">none</span>`}</dd>
          <dt>Began</dt>
          <dd>${region.began ? this.#moment(region.start) : html`<span class="dim">before the trace</span>`}</dd>
          <dt>Ended</dt>
          <dd>${region.ended ? this.#moment(region.end) : html`<span class="dim">not within the trace</span>`}</dd>
          <dt>As scope</dt>
          <dd class="scopes">${this.#scopes()}</dd>
        </dl>
      </section>
      <section>
        <h3>Where its goroutine’s time went</h3>
        ${timeTable(timeRows(region.times), ns)}
      </section>
      <section>
        <h3>Begun at</h3>
        <gs-stack .frames=${region.startStack}></gs-stack>
      </section>
      <section>
        <h3>Ended at</h3>
        <gs-stack .frames=${region.endStack}></gs-stack>
      </section>
    `;
  }

  #moment(ns: number): TemplateResult {
    return link(this.app, { page: "timeline", at: { start: ns, end: ns } }, instant(ns), "Show it on the timeline");
  }

  #scopes(): unknown {
    const { app, region } = this;
    if (!(region.end > region.start)) return nothing;
    const window = windowOf("region", region.region, { from: region.start, to: region.end });
    const goroutines = { kind: "goroutine", goroutine: region.goroutine.index } as const;
    return [
      scopeLink(app, { window, goroutines }, "Look at this region’s time and its goroutine alone", "this region"),
      scopeLink(app, { window }, "Look at all goroutines while it was under way", "its time"),
    ];
  }
}

customElements.define("gs-region-details", RegionDetailsElement);
