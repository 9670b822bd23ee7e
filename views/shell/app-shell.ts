import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { PAGES, type Page } from "../../src/app/place.ts";
import { NOTHING } from "../../src/app/selection.ts";
import { fileOpening, urlOpening } from "../../src/app/sources.ts";
import type { Phase } from "../../src/app/state.ts";
import { readUrl } from "../../src/app/url-text.ts";
import { pickFile } from "../kit/pick-file.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import "../opening/elsewhere-dialog.ts";
import type { ElsewhereDialogElement } from "../opening/elsewhere-dialog.ts";
import "../opening/failed-page.ts";
import "../opening/opening-page.ts";
import "../opening/start-page.ts";
import { OpenUrlEvent } from "../opening/url-field.ts";
import { DropTarget } from "./drop-target.ts";
import "./keys-dialog.ts";
import type { KeysDialogElement } from "./keys-dialog.ts";
import { handlePageKey, type PageKeyActions } from "./page-keys.ts";
import { neighbourPause } from "../details/pause-steps.ts";
import { PasteTarget } from "./paste-target.ts";
import "./top-bar.ts";
import "./trace-page.ts";
import type { TracePageElement } from "./trace-page.ts";

const PHASES: {
  readonly [Kind in Phase["kind"]]: (app: App, phase: Extract<Phase, { kind: Kind }>) => TemplateResult;
} = {
  starting: () => html`<main aria-busy="true"></main>`,
  empty: (app) => html`<gs-start-page .app=${app}></gs-start-page>`,
  opening: (app) => html`<gs-opening-page .app=${app}></gs-opening-page>`,
  failed: (app) => html`<gs-failed-page .app=${app}></gs-failed-page>`,
  open: (app, { trace }) => html`<gs-trace-page .app=${app} .trace=${trace}></gs-trace-page>`,
};

/** The page: the bar at the top, under it what fits the state, and what may lie over both. */
export class AppElement extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        background: var(--gs-page);
      }
      .page {
        position: relative;
        flex: 1;
        min-height: 0;
      }
      .fault {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 6px 12px;
        background: var(--gs-bad-fill);
        color: var(--gs-bad-text);
      }
      .fault span {
        flex: 1;
        overflow-wrap: anywhere;
      }
      .drop {
        position: fixed;
        inset: 0;
        z-index: 10;
        display: grid;
        place-items: center;
        border: 3px solid var(--gs-focus);
        background: color-mix(in srgb, var(--gs-page) 80%, transparent);
        font-size: 18px;
        font-weight: 600;
        pointer-events: none;
      }
    `,
  ];
  declare app: App;
  protected readonly state = new StateController(this, "phase", "fault");
  #drop = new DropTarget(this, (file) => void this.app.open(fileOpening(file)));
  protected readonly paste = new PasteTarget(
    this,
    (file) => void this.app.open(fileOpening(file)),
    (text) => this.#openUrl(text),
  );
  #keys: PageKeyActions = {
    open: () => void this.#pick(),
    keys: () => this.#showKeys(),
    clear: () => this.app.select(NOTHING),
    previousPause: () => this.#step(-1),
    nextPause: () => this.#step(1),
    previousMark: () => this.app.stepMark(-1),
    nextMark: () => this.app.stepMark(1),
    page: ({ key }) => this.#turnTo(PAGES[Number(key) - 1]),
    timeline: (event) => this.renderRoot.querySelector<TracePageElement>("gs-trace-page")?.pressed(event),
  };
  #listen = (event: KeyboardEvent): void => handlePageKey(event, this.#keys);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.#listen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.#listen);
  }

  override updated(): void {
    const { phase } = this.app.state;
    document.title = phase.kind === "open" ? `${phase.trace.summary.name} – gopherscope` : "gopherscope";
  }

  override render(): TemplateResult {
    const { phase, fault } = this.app.state;
    return html`
      <header><gs-top-bar .app=${this.app} @gs-keys=${this.#showKeys}></gs-top-bar></header>
      ${fault === undefined ? nothing : this.#fault(fault)}
      <div class="page" @gs-open-url=${this.#asked}>${page(this.app, phase)}</div>
      ${this.#drop.over ? html`<div class="drop">Drop to open this trace</div>` : nothing}
      <gs-keys-dialog></gs-keys-dialog>
      <gs-elsewhere-dialog></gs-elsewhere-dialog>
    `;
  }

  #fault(fault: string): TemplateResult {
    return html`<div class="fault" role="alert">
      <span
        >Something in gopherscope itself went wrong: ${fault}. What you see may be incomplete; reloading the page starts
        afresh.</span
      >
      <button @click=${() => location.reload()}>Reload</button>
      <button class="plain" @click=${() => this.app.dismissFault()}>Dismiss</button>
    </div>`;
  }

  #step(direction: 1 | -1): void {
    const { trace, state } = this.app;
    const pause = trace && neighbourPause(trace.pauses, state.selection, state.window, direction);
    if (pause) this.app.go(this.app.pauseTarget(pause));
  }

  #turnTo(wish: Page | undefined): void {
    if (wish && this.app.trace) this.app.showPage(wish);
  }

  #showKeys = (): void => {
    this.renderRoot.querySelector<KeysDialogElement>("gs-keys-dialog")?.show();
  };

  #asked = (event: Event): void => {
    if (event instanceof OpenUrlEvent) this.#openUrl(event.text);
  };

  #openUrl(text: string): void {
    const read = readUrl(text, document.baseURI);
    if (read.kind === "own") void this.app.open(urlOpening(read.url));
    else if (read.kind === "elsewhere") {
      this.renderRoot.querySelector<ElsewhereDialogElement>("gs-elsewhere-dialog")?.show(read.url);
    }
  }

  async #pick(): Promise<void> {
    const file = await pickFile();
    if (file) await this.app.open(fileOpening(file));
  }
}

function page<Kind extends Phase["kind"]>(app: App, phase: Extract<Phase, { kind: Kind }>): TemplateResult {
  const render = PHASES[phase.kind];
  return render(app, phase);
}

customElements.define("gs-app", AppElement);
