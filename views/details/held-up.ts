import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf } from "../../src/base/format.ts";
import type { HeldUpDetails, RangeDetails } from "../../src/engine/protocol.ts";
import { duration, goroutineLink, link, swatch } from "../kit/links.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { workLine } from "./work.ts";

/** Whom a pause held up: who was ready to run while nobody could, what each was at, and when it ran again. */
export class HeldUpElement extends LitElement {
  static override properties = { app: { attribute: false }, range: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0 0 4px;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 8px;
        padding: 3px 0;
      }
      .work {
        grid-column: 1 / -1;
        overflow-wrap: anywhere;
      }
      .for {
        text-align: right;
      }
    `,
  ];
  declare app: App;
  declare range: RangeDetails;

  override render(): TemplateResult {
    const { held, heldCount } = this.range;
    const more = heldCount - held.length;
    if (heldCount === 0)
      return html`<p class="dim">Nobody: no goroutine was ready to run while the world was stopped.</p>`;
    return html`
      <p class="dim">Ready to run while the world was stopped, and how much of that time:</p>
      <ol>
        ${held.map((one) => this.#row(one))}
      </ol>
      ${more > 0 ? html`<p class="dim">and ${countOf(more, "more goroutine")}</p>` : nothing}
    `;
  }

  #row({ goroutine, span, ns, work }: HeldUpDetails): TemplateResult {
    const target = { selection: { kind: "span", span: span.span }, at: { start: span.start, end: span.end } } as const;
    return html`<li>
      <span class="cut">${goroutineLink(this.app, goroutine)}</span>
      <span class="for">${duration(ns)}</span>
      <span class="work">
        ${swatch(span.style)} ${link(this.app, target, html`${span.state} for ${duration(span.end - span.start)}`)}
        ${work.task === undefined && work.regions.length === 0 ? nothing : html`<span class="dim">in</span> ${workLine(this.app, work)}`}
      </span>
    </li>`;
  }
}

customElements.define("gs-held-up", HeldUpElement);
