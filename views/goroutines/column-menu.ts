import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { TimeColumnInfo } from "../../src/engine/analyses/types.ts";
import { swatch } from "../kit/links.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { STATISTIC_NAMES, STATISTICS, type Statistic } from "../kit/statistics.ts";
import { columnName } from "../kit/time-columns.ts";

/** The reader chose columns. */
export class ColumnsEvent extends Event {
  readonly hidden: readonly string[];
  readonly statistics: readonly Statistic[];

  constructor(hidden: readonly string[], statistics: readonly Statistic[]) {
    super("gs-columns");
    this.hidden = hidden;
    this.statistics = statistics;
  }
}

/** Which times a table shows, and, where there are `statistics`, what it tells of each. */
export class ColumnMenuElement extends LitElement {
  static override properties = {
    columns: { attribute: false },
    hidden_: { attribute: false },
    statistics: { attribute: false },
    many: { type: Boolean },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
      [popover] {
        position: fixed;
        inset: var(--below, 120px) var(--right, 12px) auto auto;
        width: 330px;
        max-height: 70vh;
        margin: 0;
        padding: 10px 14px;
        overflow: auto;
        border: 1px solid var(--gs-line);
        border-radius: 6px;
        background: var(--gs-raised);
        color: var(--gs-text);
        box-shadow: 0 6px 24px rgb(0 0 0 / 0.25);
      }
      fieldset {
        margin: 0 0 8px;
        padding: 0;
        border: none;
      }
      legend {
        display: flex;
        width: 100%;
        align-items: center;
        justify-content: space-between;
        padding: 0;
        color: var(--gs-dim);
      }
      label {
        display: flex;
        align-items: center;
        gap: 7px;
        height: 23px;
      }
      legend button {
        height: 22px;
        padding: 0 6px;
      }
    `,
  ];
  declare columns: readonly TimeColumnInfo[];
  /** Keys of those that are not shown. */
  declare hidden_: readonly string[];
  declare statistics: readonly Statistic[];
  /** Whether there are statistics to choose. */
  declare many: boolean;

  override render(): TemplateResult {
    const shown = this.columns.filter(({ key }) => !this.hidden_.includes(key)).length;
    return html`<button class="plain" popovertarget="menu" title="Choose the columns of the table">
        Columns ${shown} of ${this.columns.length}
      </button>
      <div id="menu" popover @toggle=${this.#place}>
        ${this.many ? this.#statistics() : nothing}
        <fieldset>
          <legend>
            Times
            <span>
              <button class="plain" @click=${() => this.#wish([], this.statistics)}>all</button>
              <button
                class="plain"
                @click=${() =>
                  this.#wish(
                    this.columns.map(({ key }) => key),
                    this.statistics,
                  )}
              >
                none
              </button>
            </span>
          </legend>
          ${this.columns.map(
            (column) =>
              html`<label
                ><input
                  type="checkbox"
                  .checked=${!this.hidden_.includes(column.key)}
                  @change=${() => this.#turn(column.key)}
                />${swatch(column.style)} ${columnName(column)}</label
              >`,
          )}
        </fieldset>
      </div>`;
  }

  #statistics(): TemplateResult {
    return html`<fieldset>
      <legend>Of the goroutines of a group</legend>
      ${STATISTICS.map(
        (one) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${this.statistics.includes(one)}
              ?disabled=${this.statistics.length === 1 && this.statistics[0] === one}
              @change=${() => this.#turnStatistic(one)}
            />${one} <span class="dim">${STATISTIC_NAMES[one]}</span></label
          >`,
      )}
    </fieldset>`;
  }

  #turn(key: string): void {
    const { hidden_ } = this;
    this.#wish(hidden_.includes(key) ? hidden_.filter((one) => one !== key) : [...hidden_, key], this.statistics);
  }

  #turnStatistic(one: Statistic): void {
    const wanted = STATISTICS.filter((known) => (known === one) !== this.statistics.includes(known));
    this.#wish(this.hidden_, wanted);
  }

  #wish(hidden: readonly string[], statistics: readonly Statistic[]): void {
    this.dispatchEvent(new ColumnsEvent(hidden, statistics));
  }

  /** Below its button. */
  #place = (): void => {
    const box = this.renderRoot.querySelector("button")?.getBoundingClientRect();
    const menu = this.renderRoot.querySelector<HTMLElement>("[popover]");
    if (!box || !menu) return;
    menu.style.setProperty("--below", `${box.bottom + 4}px`);
    menu.style.setProperty("--right", `${Math.max(document.documentElement.clientWidth - box.right, 8)}px`);
  };
}

customElements.define("gs-column-menu", ColumnMenuElement);
