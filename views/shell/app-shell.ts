import { shownText } from "../kit/shown-text.ts";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { shownFile } from "../../src/app/profiles.ts";
import { fileOpening, urlOpening } from "../../src/app/sources.ts";
import type { Phase } from "../../src/app/state.ts";
import { readUrl } from "../../src/app/url-text.ts";
import type { Desk, DialogName } from "../commands/commands.ts";
import "../commands/keys-dialog.ts";
import { handlePageKey } from "../commands/page-keys.ts";
import "../commands/palette.ts";
import { openPicked } from "../kit/pick-file.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import "../opening/elsewhere-dialog.ts";
import type { ElsewhereDialogElement } from "../opening/elsewhere-dialog.ts";
import "../opening/failed-page.ts";
import "../opening/opening-page.ts";
import "../opening/start-page.ts";
import { OpenUrlEvent } from "../opening/url-field.ts";
import { StageMaker } from "../timeline/stage-maker.ts";
import { DropTarget } from "./drop-target.ts";
import { PasteTarget } from "./paste-target.ts";
import "./top-bar.ts";
import type { TracePageElement } from "./trace-page.ts";

const DIALOGS: Readonly<Record<DialogName, string>> = {
  keys: "gs-keys-dialog",
  palette: "gs-palette",
  search: "gs-search-dialog",
  "go-to": "gs-go-to-dialog",
  bookmark: "gs-bookmark-dialog",
};

const STARTING: Phase = { kind: "starting" };

const PHASES: {
  readonly [Kind in Phase["kind"]]: (
    app: App,
    phase: Extract<Phase, { kind: Kind }>,
    stages: StageMaker,
  ) => TemplateResult;
} = {
  starting: () => html`<main aria-busy="true"></main>`,
  empty: (app) => html`<gs-start-page .app=${app}></gs-start-page>`,
  opening: (app) => html`<gs-opening-page .app=${app}></gs-opening-page>`,
  failed: (app) => html`<gs-failed-page .app=${app}></gs-failed-page>`,
  profiles: (app) => html`<main class="profiles"><gs-profiles-page .app=${app}></gs-profiles-page></main>`,
  open: (app, { trace }, stages) => html`<gs-trace-page .app=${app} .trace=${trace} .stages=${stages}></gs-trace-page>`,
};

/** The page: the bar at the top, under it what fits the state, and what may lie over both. */
export class AppElement extends LitElement {
  static override properties = { app: { attribute: false }, loaded: { state: true } };
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
      main.profiles {
        display: grid;
        height: 100%;
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
  /** What shows an open file is there. Given to an element before it is defined, its properties would come too late. */
  declare loaded: boolean;
  protected readonly state = new StateController(this, "phase", "profiles", "fault");
  #stages = new StageMaker();
  #drop = new DropTarget(this, (file) => void this.app.open(fileOpening(file)));
  protected readonly paste = new PasteTarget(
    this,
    (file) => void this.app.open(fileOpening(file)),
    (text) => this.#openUrl(text),
  );
  /** What commands work on. */
  protected readonly desk: Desk = this.#makeDesk();
  #listen = (event: KeyboardEvent): void => handlePageKey(event, this.desk, (held) => this.#tracePage()?.hold(held));

  constructor() {
    super();
    this.loaded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.#listen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.#listen);
  }

  override updated(): void {
    const { phase, profiles } = this.app.state;
    // While the engine reads, the page has time to get ready.
    if (phase.kind === "opening") {
      this.#stages.prepare();
      if (!this.loaded) this.#load().catch((error: unknown) => this.app.fault(error));
    }
    const name =
      phase.kind === "open" ? phase.trace.summary.name : phase.kind === "profiles" && shownFile(profiles)?.name;
    document.title = name ? `${shownText(name)} – gopherscope` : "gopherscope";
  }

  override render(): TemplateResult {
    const { phase: now, fault } = this.app.state;
    const phase = !this.loaded && (now.kind === "open" || now.kind === "profiles") ? STARTING : now;
    return html`
      <header><gs-top-bar .app=${this.app} .desk=${this.desk}></gs-top-bar></header>
      ${fault === undefined ? nothing : this.#fault(fault)}
      <div class="page" @gs-open-url=${this.#asked}>${page(this.app, phase, this.#stages)}</div>
      ${this.#drop.over ? html`<div class="drop">Drop to open this file</div>` : nothing}
      <gs-keys-dialog></gs-keys-dialog>
      <gs-palette .desk=${this.desk}></gs-palette>
      ${
        phase.kind === "open"
          ? html`<gs-search-dialog .app=${this.app}></gs-search-dialog>
              <gs-go-to-dialog .app=${this.app}></gs-go-to-dialog>
              <gs-bookmark-dialog .app=${this.app}></gs-bookmark-dialog>`
          : nothing
      }
      <gs-elsewhere-dialog></gs-elsewhere-dialog>
    `;
  }

  async #load(): Promise<void> {
    await import("./open-pages.ts");
    this.loaded = true;
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

  #makeDesk(): Desk {
    const app = (): App => this.app;
    return {
      get app(): App {
        return app();
      },
      open: () => void openPicked(this.app),
      show: (dialog) => this.#dialog(dialog)?.show(),
      act: (action) => this.#tracePage()?.act(action),
      picture: async () => this.#tracePage()?.picture(),
    };
  }

  #tracePage(): TracePageElement | null {
    return this.renderRoot.querySelector("gs-trace-page");
  }

  #dialog(name: DialogName): { show(): void } | null {
    return this.renderRoot.querySelector<HTMLElement & { show(): void }>(DIALOGS[name]);
  }

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
}

function page<Kind extends Phase["kind"]>(
  app: App,
  phase: Extract<Phase, { kind: Kind }>,
  stages: StageMaker,
): TemplateResult {
  const render = PHASES[phase.kind];
  return render(app, phase, stages);
}

customElements.define("gs-app", AppElement);
