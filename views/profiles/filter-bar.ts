import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { readExpression } from "../../src/base/expression.ts";
import type { FilterName, ProfileFilters } from "../../src/engine/profiles/types.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { RefineEvent } from "./events.ts";
import { FILTERS, NO_FILTERS } from "./settings.ts";

const MEANINGS: Readonly<Record<FilterName, readonly [label: string, title: string]>> = {
  focus: ["Focus", "Only stacks with a frame that matches"],
  ignore: ["Ignore", "No stacks with a frame that matches"],
  hide: ["Hide", "Leave matching frames out of their stacks"],
  show: ["Show", "Leave all other frames out"],
  showFrom: ["Show from", "Leave out the frames above the highest one that matches, and stacks without any"],
};

/** The filters of a profile: regular expressions on functions and files, as go tool pprof has them. */
export class ProfileFiltersElement extends LitElement {
  static override properties = {
    filters: { attribute: false },
    unmatched: { attribute: false },
    typed: { state: true },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        gap: 10px;
        min-width: 0;
      }
      label {
        display: flex;
        flex: 1 1 0;
        align-items: center;
        gap: 5px;
        min-width: 0;
        color: var(--gs-dim);
        white-space: nowrap;
      }
      input {
        flex: 1 1 0;
        min-width: 40px;
        height: 24px;
        padding: 0 6px;
        border: 1px solid var(--gs-line);
        border-radius: 5px;
        background: var(--gs-raised);
        color: var(--gs-text);
        font: 12px var(--gs-mono);
      }
      input.set {
        border-color: var(--gs-link);
      }
      input.unmatched {
        border-color: var(--gs-warn-text);
        background: var(--gs-warn-fill);
      }
      input[aria-invalid="true"] {
        border-color: var(--gs-bad-text);
        background: var(--gs-bad-fill);
      }
      [role="alert"] {
        position: absolute;
        z-index: 3;
        margin-top: 27px;
        padding: 3px 8px;
        border-radius: 5px;
        background: var(--gs-bad-fill);
        color: var(--gs-bad-text);
        box-shadow: 0 2px 8px rgb(0 0 0 / 0.2);
      }
      button {
        height: 24px;
      }
    `,
  ];
  declare filters: ProfileFilters;
  /** Filters that matched nothing. */
  declare unmatched: readonly FilterName[];
  /** What was typed and is no expression. */
  declare typed: Partial<ProfileFilters>;

  constructor() {
    super();
    this.filters = NO_FILTERS;
    this.unmatched = [];
    this.typed = {};
  }

  override render(): TemplateResult {
    const some = FILTERS.some((name) => this.filters[name] !== "" || this.typed[name] !== undefined);
    return html`${FILTERS.map((name) => this.#filter(name))}
      <button class="plain" ?disabled=${!some} @click=${this.#clear} title="Without any filter">Clear</button>`;
  }

  #filter(name: FilterName): TemplateResult {
    const [label, title] = MEANINGS[name];
    const value = this.typed[name] ?? this.filters[name];
    const read = readExpression(value);
    const unmatched = this.unmatched.includes(name);
    const hint = unmatched ? "; this one matches nothing" : "";
    return html`<label
      title=${`${title}. A regular expression on function and file; (?i) before it ignores case${hint}`}
      >${label}<input
        class=${value === "" ? "" : unmatched ? "unmatched" : "set"}
        spellcheck="false"
        autocomplete="off"
        aria-label=${`${label}: ${title}`}
        aria-invalid=${!read.ok}
        .value=${value}
        @input=${(event: Event) => this.#input(name, (event.target as HTMLInputElement).value)}
      />${read.ok ? nothing : html`<span role="alert">${read.message}</span>`}</label
    >`;
  }

  /** An expression that is not whole yet stays here. */
  #input(name: FilterName, value: string): void {
    const { [name]: _, ...others } = this.typed;
    if (!readExpression(value).ok) {
      this.typed = { ...others, [name]: value };
      return;
    }
    this.typed = others;
    this.dispatchEvent(new RefineEvent({ [name]: value }));
  }

  #clear = (): void => {
    this.typed = {};
    this.dispatchEvent(new RefineEvent(NO_FILTERS));
  };
}

customElements.define("gs-profile-filters", ProfileFiltersElement);
