import { css, html, LitElement, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { sampleOpening } from "../../src/app/sources.ts";
import { openPicked } from "../kit/pick-file.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import "./url-field.ts";
import { centreStyles } from "./centre-styles.ts";

/** What is seen when there is no trace: how to open one, and how to come by one. */
export class StartPageElement extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    baseStyles,
    centreStyles,
    css`
      .drop {
        padding: 28px 24px;
        border: 1px dashed var(--gs-dim);
        border-radius: 8px;
        text-align: center;
      }
      .drop p {
        margin: 4px 0 14px;
      }
      .drop .actions {
        justify-content: center;
      }
    `,
  ];
  declare app: App;

  override render(): TemplateResult {
    const linked = this.app.place();
    const waiting = linked.window !== undefined || linked.selection.kind !== "none";
    return html`<main>
      <h1>See what your Go program did</h1>
      <p class="lead">
        gopherscope shows an execution trace whole: who ran, who waited, for whom and why. It works in this page; the
        trace stays on this machine.
      </p>
      <div class="drop">
        <strong>Drop a trace or a profile anywhere on this page</strong>
        <p class="dim">
          ${waiting ? html`This link leads to a place in a trace: open that trace to go there.` : html`Plain or gzipped, of any size.`}
        </p>
        <div class="actions">
          <button class="primary" @click=${this.#pick}>Open a file…</button>
          <button @click=${this.#sample}>Look at a sample</button>
        </div>
        <gs-url-field></gs-url-field>
      </div>
      <h2>Where traces come from</h2>
      <dl>
        <dt>A test or benchmark</dt>
        <dd><code>go test -trace trace.out ./yourpackage</code></dd>
        <dt>A running server</dt>
        <dd><code>curl -o trace.out 'http://localhost:6060/debug/pprof/trace?seconds=5'</code></dd>
        <dt>Anywhere in a program</dt>
        <dd><code>trace.Start(file); defer trace.Stop()</code></dd>
        <dt>Profiles for pprof</dt>
        <dd>
          <code>curl -o heap.pprof http://localhost:6060/debug/pprof/heap</code>, and goroutine dumps, open here too
        </dd>
        <dt>From a terminal</dt>
        <dd><code>gopherscope trace.out</code> opens this page with the trace in it</dd>
      </dl>
    </main>`;
  }

  #pick = (): Promise<void> => openPicked(this.app);

  #sample = (): void => {
    void this.app.open(sampleOpening(document.baseURI));
  };
}

customElements.define("gs-start-page", StartPageElement);
