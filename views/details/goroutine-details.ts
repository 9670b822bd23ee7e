import { css, html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactNs, formatNs, formatShare } from "../../src/base/format.ts";
import type { GoroutineDetails } from "../../src/engine/protocol.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { duration, goroutineLink, instant, link, stateText, swatch } from "../kit/links.ts";
import { styleColour } from "../kit/palette.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import "../kit/stack.ts";

/** One goroutine: where its time went, where it came from, and its spans' ends. */
export class GoroutineDetailsElement extends LitElement {
  static override properties = { app: { attribute: false }, goroutine: { attribute: false } };
  static override styles = [
    baseStyles,
    detailStyles,
    css`
      .time {
        width: 78px;
      }
      .share {
        width: 56px;
      }
      td.bar {
        position: relative;
      }
      td.bar i {
        position: absolute;
        inset: 3px auto 3px 0;
        width: var(--share);
        min-width: 1px;
        border-radius: 2px;
        background: var(--swatch);
        opacity: 0.35;
      }
      td.bar span {
        position: relative;
        padding-left: 4px;
      }
    `,
  ];
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
        </dl>
      </section>
      <section>
        <h3>Where its time went</h3>
        ${this.#times()}
      </section>
      <section>
        <h3>Created at</h3>
        <gs-stack .frames=${goroutine.creationStack}></gs-stack>
      </section>
    `;
  }

  #moment(ns: number): TemplateResult {
    return link(this.app, { at: { start: ns, end: ns } }, instant(ns));
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

  #times(): TemplateResult {
    const { times, totalNs } = this.goroutine;
    const rows = [...times].sort((a, b) => b.ns - a.ns);
    const most = rows[0]?.ns ?? 0;
    return html`<table aria-label="Time by state and reason">
      <thead class="dim">
        <tr>
          <th scope="col">State</th>
          <th scope="col" class="number time">Time</th>
          <th scope="col" class="number share">Share</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <td class="bar" title=${stateText(row)}>
                <i ${cssProperties({ "--share": `${(row.ns / most) * 100}%`, "--swatch": styleColour(row.style) })}></i>
                <span>${swatch(row.style)} ${stateText(row)}</span>
              </td>
              <td class="number time" title=${exactNs(row.ns)}>${formatNs(row.ns)}</td>
              <td class="number share">${formatShare(row.ns, totalNs)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

customElements.define("gs-goroutine-details", GoroutineDetailsElement);
