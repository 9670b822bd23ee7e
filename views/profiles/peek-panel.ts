import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactNs, formatNs, formatShare } from "../../src/base/format.ts";
import type { CallRow, ProfileChoice, ProfilePeek } from "../../src/engine/profiles/types.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { duration } from "../kit/links.ts";
import { styleColour } from "../kit/palette.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { functionButton } from "./function-columns.ts";

/** Longer lists are cut: all of what is left weighs little. */
const MOST_ROWS = 200;

/** The reader wishes to see another function. */
export class ChooseEvent extends Event {
  readonly functionName: string;

  constructor(functionName: string) {
    super("gs-choose");
    this.functionName = functionName;
  }
}

/** A function between its callers and its callees. */
export class PeekPanelElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    choice: { attribute: false },
    functionName: { attribute: false },
    style_: { type: Number },
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
      p.fault {
        padding: 8px 12px;
        color: var(--gs-bad-text);
        overflow-wrap: anywhere;
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
    `,
  ];
  declare app: App;
  declare choice: ProfileChoice;
  declare functionName: string;
  /** Colour of the weights. */
  declare style_: number;
  protected readonly query = new ScopedQuery<ProfilePeek | undefined>(
    this,
    (scope) => this.app.engine.peek(scope, this.choice, this.functionName),
    () => [this.choice, this.functionName],
  );

  override render(): TemplateResult {
    const { answer: peek, stale, fault } = this.query;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    if (peek) return this.#peek(peek);
    return html`<header>
      <h2 class="mono">${shownText(this.functionName)}</h2>
      <p class="dim" role="status">${stale ? "" : "is not in this profile of this scope."}</p>
    </header>`;
  }

  #peek(peek: ProfilePeek): TemplateResult {
    const { name, flat, cum, callers, callees } = peek;
    return html`<header>
        <h2 class="mono">${shownText(name) || "unnamed"}</h2>
        <p class="dim">${duration(cum)} in it and what it calls, ${duration(flat)} in itself</p>
      </header>
      ${this.#calls("Callers", callers, peek, "Nothing calls it: stacks begin here.")}
      ${this.#calls("Callees", callees, peek, "It calls nothing here: stacks end in it.")}`;
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

  #call({ name, ns, inline }: CallRow, cum: number): TemplateResult {
    const bar = { "--share": String(cum > 0 ? Math.min(ns / cum, 1) : 0), "--swatch": styleColour(this.style_) };
    return html`<li title=${`${shownText(name)}${inline ? ", inlined" : ""}`}>
      <span class="number weight" title=${exactNs(ns)}>${formatNs(ns)}<i ${cssProperties(bar)}></i></span>
      <span class="number dim">${formatShare(ns, cum)}</span>
      ${functionButton(name, (chosen) => this.dispatchEvent(new ChooseEvent(chosen)))}
    </li>`;
  }
}

customElements.define("gs-peek-panel", PeekPanelElement);
