import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf } from "../../src/base/format.ts";
import { exactly } from "../../src/base/expression.ts";
import type {
  CallRow,
  ProfileFilters,
  ProfilePeek,
  ProfileReport,
  ProfileRequest,
} from "../../src/engine/profiles/types.ts";
import { Question } from "../kit/question.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { showOnTimeline } from "./function-menu.ts";
import { ChooseEvent, RefineEvent } from "./events.ts";
import { functionButton, signedShare } from "./function-columns.ts";
import { weight, weightCell } from "./weights.ts";

/** Longer lists are cut: all of what is left weighs little. */
const MOST_ROWS = 200;

/** A function between its callers and its callees. */
export class PeekPanelElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    request: { attribute: false },
    report: { attribute: false },
    functionName: { attribute: false },
    colour: { type: String },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow: auto;
      }
      header {
        padding: 8px 12px;
        border-bottom: 1px solid var(--gs-line);
      }
      h2 {
        font-size: 12px;
        overflow-wrap: anywhere;
      }
      p {
        margin: 2px 0 0;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-top: 6px;
      }
      .actions button {
        height: 22px;
        padding: 0 7px;
      }
      p.fault {
        padding: 8px 12px;
        color: var(--gs-bad-text);
        overflow-wrap: anywhere;
      }
      :host([wide]) .calls {
        display: grid;
        flex: 1;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr) minmax(0, 1fr);
        min-height: 0;
      }
      :host([wide]) section {
        overflow: auto;
        border: none;
      }
      :host([wide]) section + section {
        border-left: 1px solid var(--gs-line);
      }
      section {
        padding: 8px 0;
        border-bottom: 1px solid var(--gs-line);
      }
      h3 {
        padding: 0 12px 4px;
        font-size: 11px;
        letter-spacing: 0.04em;
        text-transform: uppercase;
        color: var(--gs-dim);
      }
      section p {
        padding: 0 12px;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 76px 56px minmax(0, 1fr);
        gap: 8px;
        height: 23px;
        padding: 0 12px;
        line-height: 23px;
      }
      li:hover {
        background: var(--gs-hover);
      }
      .weight {
        position: relative;
      }
      .weight i {
        position: absolute;
        inset: auto 0 2px auto;
        width: calc(var(--share) * 100%);
        min-width: 1px;
        height: 3px;
        background: var(--swatch);
      }
      .more {
        color: var(--gs-more);
      }
      .less {
        color: var(--gs-less);
      }
    `,
  ];
  declare app: App;
  declare request: ProfileRequest;
  declare report: ProfileReport;
  declare functionName: string;
  /** Of the weights, in CSS. */
  declare colour: string;
  protected readonly query = new Question<readonly [ProfileRequest, string], ProfilePeek | undefined>(
    this,
    () => [this.request, this.functionName],
    ([request, functionName]) => this.app.engine.peek(request, functionName),
  );

  override render(): TemplateResult {
    const { answer: peek, stale, fault } = this.query;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    if (peek) return this.#peek(peek);
    return html`<header>
      <h2 class="mono">${shownText(this.functionName)}</h2>
      <p class="dim" role="status">${stale ? "" : "is not in what is weighed now."}</p>
    </header>`;
  }

  #peek(peek: ProfilePeek): TemplateResult {
    const { name, flat, cum, callers, callees } = peek;
    const { unit, compared } = this.report;
    const shown = (value: number): TemplateResult =>
      html`${weight(compared ? Math.abs(value) : value, unit)}${compared ? (value < 0 ? " less" : " more") : ""}`;
    return html`<header>
        <h2 class="mono">${shownText(name) || "unnamed"}</h2>
        <p class="dim">
          ${shown(cum)} in it and what it calls, ${shown(flat)} in itself${compared ? " than in the base" : ""}
        </p>
        ${this.#actions(name)}
      </header>
      <div class="calls">
        ${this.#calls("Callers", callers, peek, "Nothing calls it: stacks begin here.")}
        ${this.#calls("Callees", callees, peek, "It calls nothing here: stacks end in it.")}
      </div>`;
  }

  /** Filters match functions and files: what a finer row is called matches none. */
  #actions(name: string): unknown {
    const { granularity } = this.request;
    if ((granularity !== "" && granularity !== "functions") || name === "") return nothing;
    const refine = (filters: Partial<ProfileFilters>): (() => void) => {
      return () => this.dispatchEvent(new RefineEvent(filters));
    };
    const expression = exactly(name);
    return html`<p class="actions">
      <button title="Only stacks with this function" @click=${refine({ focus: expression })}>Focus</button>
      <button title="No stacks with this function" @click=${refine({ ignore: expression })}>Ignore</button>
      <button title="Leave it out of its stacks" @click=${refine({ hide: expression })}>Hide</button>
      <button title="Leave out what calls it, and stacks without it" @click=${refine({ showFrom: expression })}>
        Show from here
      </button>
      ${
        this.request.source.kind === "trace"
          ? html`<button
              title="Marks on the timeline all that weighs here"
              @click=${() => showOnTimeline(this.app, this.request, { kind: "function", name })}
            >
              Show on timeline
            </button>`
          : nothing
      }
    </p>`;
  }

  #calls(title: string, rows: readonly CallRow[], { cum }: ProfilePeek, none: string): TemplateResult {
    return html`<section aria-label=${title}>
      <h3>${title}</h3>
      ${
        rows.length === 0
          ? html`<p class="dim">${none}</p>`
          : html`<ul>
              ${rows.slice(0, MOST_ROWS).map((row) => this.#call(row, cum))}
            </ul>`
      }
      ${rows.length > MOST_ROWS ? html`<p class="dim">and ${countOf(rows.length - MOST_ROWS, "lighter one")}</p>` : nothing}
    </section>`;
  }

  #call({ name, weight: value, inline }: CallRow, cum: number): TemplateResult {
    const style = { unit: this.report.unit, colour: this.colour, compared: this.report.compared !== undefined };
    return html`<li title=${`${shownText(name)}${inline ? ", inlined" : ""}`}>
      <span class="number weight">${weightCell(value, Math.abs(cum), style)}</span>
      <span class="number dim">${signedShare(value, style.compared ? this.report.total : cum)}</span>
      ${functionButton(name, (chosen) => this.dispatchEvent(new ChooseEvent(chosen)))}
    </li>`;
  }
}

customElements.define("gs-peek-panel", PeekPanelElement);
