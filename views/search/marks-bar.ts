import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactCount } from "../../src/base/format.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";

/** What the timeline points at, and the way from one to the next. */
export class MarksBarElement extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      div {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 30px;
        padding: 0 4px 0 12px;
        border-bottom: 1px solid var(--gs-line);
        background: var(--gs-panel);
        white-space: nowrap;
      }
      button {
        height: 22px;
        padding: 0 8px;
      }
      .cut {
        min-width: 60px;
      }
      .close {
        margin-left: auto;
      }
      .swatch {
        --swatch: var(--gs-mark);
      }
    `,
  ];
  declare app: App;
  protected readonly state = new StateController(this, "marks", "mark");

  override render(): TemplateResult | typeof nothing {
    const { marks, mark } = this.app.state;
    if (!marks) return nothing;
    const held = marks.start.length;
    const where = mark === -1 ? countOf(marks.total, "place") : `${exactCount(mark + 1)} of ${exactCount(marks.total)}`;
    return html`<div role="group" aria-label="Marks on the timeline">
      <i class="swatch"></i>
      <span class="cut" title=${shownText(marks.title)}>${shownText(marks.title)}</span>
      <button
        class="plain"
        ?disabled=${held === 0}
        title="Previous (Shift+N)"
        aria-label="Previous mark"
        @click=${this.#previous}
      >
        ‹
      </button>
      <span role="status" title=${`${exactCount(marks.total)} in all`}>${where}</span>
      <button class="plain" ?disabled=${held === 0} title="Next (N)" aria-label="Next mark" @click=${this.#next}>
        ›
      </button>
      ${held < marks.total ? html`<span class="dim">the first ${exactCount(held)} are shown</span>` : nothing}
      <button class="plain close" title="Take the marks away" @click=${this.#clear}>Clear</button>
    </div>`;
  }

  #previous = (): void => this.app.stepMark(-1);
  #next = (): void => this.app.stepMark(1);
  #clear = (): void => this.app.clearMarks();
}

customElements.define("gs-marks-bar", MarksBarElement);
