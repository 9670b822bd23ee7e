import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { shownFile } from "../../src/app/profiles.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import type { ProfileFile } from "../../src/engine/profiles/types.ts";
import { countOf, exactBytes, exactCount, exactNs, formatBytes, formatNs } from "../../src/base/format.ts";
import type { Desk } from "../commands/commands.ts";
import { kbdStyles } from "../kit/kbd-styles.ts";
import { openPicked } from "../kit/pick-file.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";
import "./damage-badge.ts";

/** The trace that is open, in one line. */
export class TopBarElement extends LitElement {
  static override properties = { app: { attribute: false }, desk: { attribute: false } };
  static override styles = [
    baseStyles,
    kbdStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 14px;
        height: 36px;
        padding: 0 8px 0 12px;
        border-bottom: 1px solid var(--gs-line);
        background: var(--gs-panel);
        white-space: nowrap;
      }
      h1 {
        font-size: 13px;
        min-width: 60px;
        flex: 0 1 auto;
      }
      ul {
        display: flex;
        gap: 14px;
        flex: 0 100 auto;
        min-width: 0;
        margin: 0;
        padding: 0;
        overflow: hidden;
        list-style: none;
        color: var(--gs-dim);
      }
      .search {
        display: flex;
        align-items: center;
        justify-content: space-between;
        width: 190px;
        color: var(--gs-dim);
      }
      .end {
        display: flex;
        gap: 6px;
        margin-left: auto;
      }
    `,
  ];
  declare app: App;
  declare desk: Desk;
  protected readonly state = new StateController(this, "phase", "profiles");

  override render(): TemplateResult {
    const { phase, profiles } = this.app.state;
    const file = shownFile(profiles);
    return html`
      ${
        phase.kind === "open"
          ? traceFacts(phase.trace)
          : phase.kind === "profiles" && file
            ? profileFacts(file)
            : html`<h1>gopherscope</h1>`
      }
      <div class="end">
        ${
          phase.kind === "open"
            ? html`<button class="search" @click=${() => this.desk.show("search")} title="Search the trace (/)">
                Search… <kbd>/</kbd>
              </button>`
            : nothing
        }
        <button class="plain" @click=${() => this.desk.show("palette")} title="All commands (Ctrl+Shift+P)">
          Commands
        </button>
        <button class="plain" @click=${this.#pick} title="Open another trace, or a profile (Ctrl+O)">Open…</button>
        <button class="plain" @click=${() => this.desk.show("keys")} title="Keys (?)" aria-label="Keys">?</button>
      </div>
    `;
  }

  #pick = (): Promise<void> => openPicked(this.app);
}

function traceFacts({ summary }: OpenTrace): TemplateResult {
  const { damage, inflatedLength } = summary;
  const began = summary.wallNs === undefined ? "" : `, began ${new Date(summary.wallNs / 1e6).toLocaleString()}`;
  return html`<h1 class="cut" title=${`${shownText(summary.name)}${began}`}>${shownText(summary.name)}</h1>
    ${damage.length > 0 ? html`<gs-damage-badge .damage=${damage} .fileLength=${inflatedLength}></gs-damage-badge>` : nothing}
    <ul>
      <li title="What the file's header says: the version of the format, which changes less often than Go">
        ${summary.format} format
      </li>
      <li title=${exactNs(summary.durationNs)}>${formatNs(summary.durationNs)}</li>
      <li title=${exactCount(summary.goroutineCount)}>${countOf(summary.goroutineCount, "goroutine")}</li>
      <li>${countOf(summary.procCount, "proc")}</li>
      <li title=${exactCount(summary.eventCount)}>${countOf(summary.eventCount, "event")}</li>
      <li title=${exactBytes(summary.byteLength)}>${formatBytes(summary.byteLength)}</li>
    </ul>`;
}

function profileFacts(file: ProfileFile): TemplateResult {
  const { name, program, sampleTypes, durationNs, timeMs, stacks, byteLength, symbols } = file;
  const taken = timeMs === undefined ? undefined : new Date(timeMs);
  return html`<h1 class="cut" title=${[name, ...file.comments].map(shownText).join("\n")}>${shownText(name)}</h1>
    <ul>
      <li>profile of ${sampleTypes.map(({ type }) => shownText(type)).join(", ")}</li>
      ${program === "" ? nothing : html`<li title="The program that was profiled">${shownText(program)}</li>`}
      ${durationNs > 0 ? html`<li title=${exactNs(durationNs)}>over ${formatNs(durationNs)}</li>` : nothing}
      ${taken === undefined || Number.isNaN(taken.getTime()) ? nothing : html`<li>taken ${taken.toLocaleString()}</li>`}
      <li title=${exactCount(stacks)}>${countOf(stacks, "stack")}</li>
      <li title=${exactBytes(byteLength)}>${formatBytes(byteLength)}</li>
      ${symbols ? nothing : html`<li>no symbols: addresses</li>`}
    </ul>`;
}

customElements.define("gs-top-bar", TopBarElement);
