import { css, html, LitElement, type TemplateResult } from "lit";
import type { FrameText } from "../../src/engine/protocol.ts";
import { baseStyles } from "./shared-styles.ts";
import { shownText } from "./shown-text.ts";

/** Frames shown before the reader asks for the rest. */
const FOLDED = 12;

/** A stack, leaf first: functions, and under each its file and line. */
export class StackElement extends LitElement {
  static override properties = { frames: { attribute: false }, unfolded: { state: true } };
  static override styles = [
    baseStyles,
    css`
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
        font: 12px/1.4 var(--gs-mono);
      }
      li {
        padding: 1px 0 2px;
        overflow-wrap: anywhere;
      }
      li .at {
        display: block;
        color: var(--gs-dim);
        font-size: 11px;
      }
      li.runtime > .function {
        color: var(--gs-dim);
      }
      button {
        height: 22px;
        margin-top: 4px;
      }
    `,
  ];
  declare frames: readonly FrameText[];
  declare unfolded: boolean;

  constructor() {
    super();
    this.frames = [];
    this.unfolded = false;
  }

  override render(): TemplateResult {
    const { frames } = this;
    if (frames.length === 0) return html`<span class="dim">no stack was recorded</span>`;
    const shown = this.unfolded ? frames : frames.slice(0, FOLDED);
    const rest = frames.length - shown.length;
    return html`<ol>
        ${shown.map(
          (frame) =>
            html`<li class=${frame.function.startsWith("runtime.") ? "runtime" : ""}>
              <span class="function">${shownText(frame.function) || frame.pc}</span>
              <span class="at" title=${`${shownText(frame.file)}:${frame.line}, pc ${frame.pc}`}
                >${shortFile(frame.file)}:${frame.line}</span
              >
            </li>`,
        )}
      </ol>
      ${rest > 0 ? html`<button @click=${this.#unfold}>${rest} more</button>` : ""}`;
  }

  #unfold = (): void => {
    this.unfolded = true;
  };
}

/** The last two parts of a path are what tells files apart; the whole is in the title. */
function shortFile(file: string): string {
  return shownText(file.split("/").slice(-2).join("/"));
}

customElements.define("gs-stack", StackElement);
