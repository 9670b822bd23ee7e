import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOf } from "../../src/app/scope.ts";
import { countOf } from "../../src/base/format.ts";
import type { GoroutineDetails } from "../../src/engine/protocol.ts";
import { duration, goroutineLink, instant, link } from "../kit/links.ts";
import { goroutineScope, groupScope, scopeLink } from "../kit/scope-link.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import "../goroutines/account.ts";
import "../kit/stack.ts";
import { timeTable, timeTableStyles } from "../kit/time-table.ts";

/** One goroutine: where its time went, where it came from, and its spans' ends. */
export class GoroutineDetailsElement extends LitElement {
  static override properties = { app: { attribute: false }, goroutine: { attribute: false } };
  static override styles = [baseStyles, detailStyles, timeTableStyles];
  declare app: App;
  declare goroutine: GoroutineDetails;

  override render(): TemplateResult {
    const { app, goroutine } = this;
    return html`
      <div class="title">
        <h2><span>G${goroutine.id}</span> <span>${duration(goroutine.totalNs)}</span></h2>
        <p class="mono">${shownText(goroutine.name) || "start function not known"}</p>
      </div>
      <section>
        <dl>
          <dt>Created by</dt>
          <dd>
            ${goroutine.parent ? goroutineLink(app, goroutine.parent) : html`<span class="dim">not in the trace</span>`}
          </dd>
          <dt>First seen</dt>
          <dd>${this.#moment(goroutine.created)}</dd>
          <dt>First ran</dt>
          <dd>
            ${goroutine.started === undefined ? html`<span class="dim">never</span>` : this.#moment(goroutine.started)}
          </dd>
          <dt>Ended</dt>
          <dd>
            ${goroutine.ended === undefined ? html`<span class="dim">not within the trace</span>` : this.#moment(goroutine.ended)}
          </dd>
          <dt>Spans</dt>
          <dd>${countOf(goroutine.spanCount, "span")}${this.#ends()}</dd>
          <dt>As scope</dt>
          <dd class="scopes">${this.#scopes()}</dd>
        </dl>
      </section>
      <section>
        <h3>Where its time went</h3>
        ${timeTable(goroutine.times, goroutine.totalNs)}
      </section>
      <gs-goroutine-account .app=${app} .goroutine=${goroutine}></gs-goroutine-account>
      <section>
        <h3>Created at</h3>
        <gs-stack .frames=${goroutine.creationStack}></gs-stack>
      </section>
    `;
  }

  #moment(ns: number): TemplateResult {
    return link(this.app, { at: { start: ns, end: ns } }, instant(ns));
  }

  #scopes(): unknown {
    const { app, goroutine } = this;
    const { index, group, name, created, ended = app.trace?.summary.durationNs ?? created } = goroutine;
    const window = windowOf("goroutine", index, { from: created, to: ended });
    return [
      goroutineScope(app, goroutine),
      groupScope(app, group, name),
      ended > created ? scopeLink(app, { window }, "Look at the time that it was there", "its time") : nothing,
    ];
  }

  /** Spans of a goroutine lie together, so the first and the count tell the last. */
  #ends(): TemplateResult {
    const { firstSpan, spanCount, created, ended } = this.goroutine;
    if (spanCount === 0) return html``;
    const end = ended ?? this.app.trace?.summary.durationNs ?? created;
    const to = (span: number, at: number, text: string): TemplateResult =>
      link(this.app, { selection: { kind: "span", span }, at: { start: at, end: at } }, text);
    return html`: ${to(firstSpan, created, "first")}, ${to(firstSpan + spanCount - 1, end, "last")}`;
  }
}

customElements.define("gs-goroutine-details", GoroutineDetailsElement);
