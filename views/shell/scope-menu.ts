import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { cycleScope } from "../../src/app/cycles.ts";
import type { ScopeChoice } from "../../src/app/scope.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { countOf, exactCount, formatCount } from "../../src/base/format.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";

/** Groups in the list; of more, the field beside it finds those it does not hold. */
const MOST_GROUPS = 500;

/** The reader chose a part of the scope. */
export class ScopeEvent extends Event {
  readonly change: Partial<ScopeChoice>;

  constructor(change: Partial<ScopeChoice>) {
    super("gs-scope");
    this.change = change;
  }
}

/** What can be the scope and is not at hand: a GC cycle, a group, a task, a region. */
export class ScopeMenuElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        display: contents;
      }
      .more {
        height: 24px;
        padding: 0 8px;
        border-color: transparent;
        background: none;
      }
      [popover] {
        position: fixed;
        inset: var(--below, 90px) auto auto var(--left, 200px);
        width: 400px;
        margin: 0;
        padding: 12px 14px;
        border: 1px solid var(--gs-line);
        border-radius: 6px;
        background: var(--gs-raised);
        color: var(--gs-text);
        box-shadow: 0 6px 24px rgb(0 0 0 / 0.25);
      }
      form {
        display: grid;
        grid-template-columns: 84px minmax(0, 1fr);
        align-items: center;
        gap: 8px;
      }
      input[type="number"] {
        width: 90px;
        height: 24px;
        padding: 0 6px;
        border: 1px solid var(--gs-line);
        border-radius: 5px;
        background: var(--gs-page);
        color: inherit;
        font: inherit;
      }
      select {
        width: 100%;
      }
      .pages {
        display: flex;
        gap: 8px;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;

  override render(): TemplateResult {
    return html`<button class="more" popovertarget="menu" title="Look at a GC cycle, a group, a task or a region alone">
        Choose…
      </button>
      <div id="menu" popover @toggle=${this.#place}>
        <form @submit=${(event: Event) => event.preventDefault()}>
          <label for="cycle">GC cycle</label>
          ${this.#cycles()}
          <label for="group">Group</label>
          ${this.#groups()}
          <span>Task, region</span>
          <span class="pages">
            <button type="button" @click=${() => this.#turn("tasks")}>Choose a task</button>
            <button type="button" @click=${() => this.#turn("regions")}>Choose a region</button>
          </span>
        </form>
      </div>`;
  }

  #cycles(): TemplateResult {
    const { pauses } = this.trace;
    const count = pauses.cycles.length;
    if (count === 0) return html`<span class="dim">none in this trace</span>`;
    const { window } = this.app.state.scope;
    const now = window.kind === "fixed" && window.of?.kind === "cycle" ? String(window.of.row) : "";
    return html`<span
      ><input
        id="cycle"
        type="number"
        min="1"
        max=${count}
        .value=${now}
        @change=${(event: Event) => this.#cycle(Number((event.target as HTMLInputElement).value))}
      />
      <span class="dim">of ${countOf(count, "cycle")}</span></span
    >`;
  }

  #groups(): TemplateResult {
    const { groups } = this.trace.outline;
    const { goroutines } = this.app.state.scope;
    const chosen = goroutines.kind === "group" ? goroutines.group : -1;
    const choose = (event: Event): void => {
      const group = Number((event.target as HTMLSelectElement).value);
      this.#wish({ goroutines: group < 0 ? { kind: "all" } : { kind: "group", group } });
    };
    return html`<select id="group" @change=${choose}>
      <option value="-1" ?selected=${chosen === -1}>all goroutines</option>
      ${groups
        .slice(0, MOST_GROUPS)
        .map(
          ({ index, name, count }) =>
            html`<option value=${index} ?selected=${index === chosen} title=${exactCount(count)}>
              ${shownText(name) || "start function not known"} (${formatCount(count)})
            </option>`,
        )}
      ${groups.length > MOST_GROUPS ? html`<option disabled>and more: type part of the name</option>` : nothing}
    </select>`;
  }

  #cycle(number: number): void {
    const window = cycleScope(this.trace.pauses, number);
    if (window) this.#wish({ window });
  }

  #wish(change: Partial<ScopeChoice>): void {
    this.dispatchEvent(new ScopeEvent(change));
    this.#menu()?.hidePopover();
  }

  #turn(page: "tasks" | "regions"): void {
    this.#menu()?.hidePopover();
    this.app.showPage(page);
  }

  #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>("[popover]");
  }

  /** Below its button, wherever the bar has that. */
  #place = (): void => {
    const box = this.renderRoot.querySelector(".more")?.getBoundingClientRect();
    const menu = this.#menu();
    if (!box || !menu) return;
    menu.style.setProperty("--below", `${box.bottom + 4}px`);
    menu.style.setProperty("--left", `${box.left}px`);
  };
}

customElements.define("gs-scope-menu", ScopeMenuElement);
