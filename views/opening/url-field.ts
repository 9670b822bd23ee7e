import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { readUrl } from "../../src/app/url-text.ts";
import { baseStyles } from "../kit/shared-styles.ts";

/** Asks for the trace that a text names; whoever opens traces listens. */
export class OpenUrlEvent extends Event {
  readonly text: string;

  constructor(text: string) {
    super("gs-open-url", { bubbles: true, composed: true });
    this.text = text;
  }
}

/** A field for the URL of a trace. */
export class UrlFieldElement extends LitElement {
  static override properties = { complaint: { state: true } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      form {
        display: flex;
        gap: 8px;
      }
      input {
        flex: 1;
        min-width: 0;
        height: 26px;
        padding: 0 8px;
        border: 1px solid var(--gs-line);
        border-radius: 5px;
        background: var(--gs-raised);
        color: inherit;
        font: inherit;
      }
      input::placeholder {
        color: var(--gs-dim);
        opacity: 1;
      }
      p {
        margin: 6px 0 0;
        color: var(--gs-bad-text);
        text-align: left;
      }
    `,
  ];
  declare complaint: string | undefined;
  #input = createRef<HTMLInputElement>();

  override render(): TemplateResult {
    const { complaint } = this;
    return html`<form @submit=${this.#submit}>
        <input
          ${ref(this.#input)}
          type="text"
          inputmode="url"
          autocomplete="off"
          spellcheck="false"
          aria-label="URL of a trace"
          aria-describedby="complaint"
          placeholder="or a URL: /debug/pprof/trace?seconds=5"
          @input=${this.#forgive}
        />
        <button>Open URL</button>
      </form>
      <div id="complaint" role="status">${complaint === undefined ? nothing : html`<p>${complaint}</p>`}</div>`;
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    const text = this.#input.value?.value ?? "";
    if (readUrl(text, document.baseURI).kind === "none") {
      this.complaint =
        "This is not a URL that can be fetched: it begins with http:// or https://, or with / on this server.";
      this.#input.value?.focus();
    } else this.dispatchEvent(new OpenUrlEvent(text));
  };

  #forgive = (): void => {
    this.complaint = undefined;
  };
}

customElements.define("gs-url-field", UrlFieldElement);
