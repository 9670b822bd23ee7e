import { css, html, LitElement, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { shellWord } from "../../src/app/url-text.ts";
import { dialogStyles } from "../kit/dialog-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";

/** Says why a URL of another server is not fetched, and what does fetch it. What is open stays open. */
export class ElsewhereDialogElement extends LitElement {
  static override properties = { url: { state: true } };
  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      dialog {
        width: min(620px, 92vw);
      }
      p {
        margin: 10px 0 4px;
      }
      code {
        display: block;
        padding: 4px 8px;
        border-radius: 4px;
        background: var(--gs-panel);
        font: 12px/1.5 var(--gs-mono);
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];
  declare url: string;
  #dialog = createRef<HTMLDialogElement>();

  constructor() {
    super();
    this.url = "";
  }

  show(url: string): void {
    this.url = url;
    if (this.#dialog.value?.open === false) this.#dialog.value.showModal();
  }

  override render(): TemplateResult {
    const word = shellWord(this.url);
    return html`<dialog ${ref(this.#dialog)} aria-labelledby="title">
      <div class="title">
        <h2 id="title">This page does not fetch from other servers</h2>
        <form method="dialog"><button class="plain">Close</button></form>
      </div>
      <code>${shownText(this.url)}</code>
      <p>
        So that no trace can leave this machine, the page speaks to the server that it came from and to no other. The
        command fetches the trace, with progress, and opens this page with it:
      </p>
      <code>gopherscope ${word}</code>
      <p>Or save it, and open the file here:</p>
      <code>curl -f -o trace.out ${word}</code>
    </dialog>`;
  }
}

customElements.define("gs-elsewhere-dialog", ElsewhereDialogElement);
