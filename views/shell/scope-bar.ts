import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { cycleScope } from "../../src/app/cycles.ts";
import { matching, sameScope, WIDEST, type ScopeChoice, type ScopeWindow } from "../../src/app/scope.ts";
import { fetchScopeNames, type ScopeNames } from "../../src/app/scope-names.ts";
import { goroutineOffers, windowOffer } from "../../src/app/scope-offers.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import type { TimeWindow } from "../../src/app/time-window.ts";
import { exactNs, formatNs, timeAt } from "../../src/base/format.ts";
import type { GoroutineChoice } from "../../src/engine/analyses/types.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";
import "./scope-menu.ts";
import type { ScopeEvent } from "./scope-menu.ts";

/** What all analyses look at: a part of the trace's time, and goroutines. */
export class ScopeBarElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false }, names: { state: true } };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        flex-direction: row;
        align-items: center;
        gap: 10px;
        height: 31px;
        padding: 0 12px;
        border-bottom: 1px solid var(--gs-line);
        background: var(--gs-panel);
        white-space: nowrap;
        overflow: hidden;
      }
      .choices {
        align-items: center;
        min-width: 0;
      }
      .choices button {
        flex: none;
        max-width: 320px;
      }
      .choices .step {
        padding: 0 5px;
      }
      input {
        width: 190px;
        min-width: 90px;
      }
      i {
        width: 1px;
        height: 16px;
        background: var(--gs-line);
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  /** What is in scope, once its name is known. */
  declare names: ScopeNames | undefined;
  protected readonly state = new StateController(this, "scope", "window", "details");
  #asked: ScopeChoice = WIDEST;

  override willUpdate(): void {
    const { scope } = this.app.state;
    if (sameScope(scope, this.#asked)) return;
    this.#asked = scope;
    void this.#name(scope);
  }

  override render(): TemplateResult {
    const { scope, window, details } = this.app.state;
    const { kind } = scope.window;
    const offer = windowOffer(details, this.trace);
    const isNew = offer !== undefined && !sameScope({ ...scope, window: offer }, scope);
    return html`
      <span class="dim" id="time" title="What the tables and plots look at. The timeline itself always shows all."
        >Scope</span
      >
      <div class="choices" role="group" aria-labelledby="time">
        ${this.#time("Whole trace", kind === "trace", { kind: "trace" }, exactNs(this.trace.summary.durationNs))}
        ${this.#time("In view", kind === "view", { kind: "view" }, `What the timeline shows: ${windowWords(window)}`)}
        ${this.#fixed(scope.window)}
        ${isNew ? this.#time("Selection", false, offer, `What is selected: ${windowWords(fixedWindow(offer) ?? window)}`) : nothing}
      </div>
      <gs-scope-menu
        .app=${this.app}
        .trace=${this.trace}
        @gs-scope=${({ change }: ScopeEvent) => this.#set({ ...this.app.state.scope, ...change })}
      ></gs-scope-menu>
      <i></i>
      <div class="choices" role="group" aria-label="Goroutines">
        ${this.#of("All goroutines", { kind: "all" })} ${this.#chosen(scope.goroutines)}
        ${goroutineOffers(details, scope.goroutines).map(({ name, goroutines, title }) => this.#of(name, goroutines, title))}
      </div>
      <input
        type="search"
        aria-label="Goroutines whose start function contains"
        placeholder="start function contains…"
        title="Only goroutines whose start function contains this; * stands for anything"
        .value=${scope.goroutines.kind === "match" ? scope.goroutines.text : ""}
        @input=${this.#typed}
        @change=${this.#typed}
      />
    `;
  }

  #time(name: string, pressed: boolean, window: ScopeWindow, title: string): TemplateResult {
    const choose = (): void => this.#set({ ...this.app.state.scope, window });
    return html`<button class="cut" aria-pressed=${pressed} title=${title} @click=${choose}>${name}</button>`;
  }

  /** A window of its own, by what it is that of; from a GC cycle one steps to its neighbours. */
  #fixed(window: ScopeWindow): unknown {
    if (window.kind !== "fixed") return nothing;
    const words = windowWords(window.window);
    const { of } = window;
    if (of?.kind !== "cycle") return this.#time(of ? this.#ownerName(of.kind) : words, true, window, words);
    return [
      this.#cycle(of.row - 1, "‹", "Previous GC cycle"),
      this.#time(`GC cycle ${of.row}`, true, window, words),
      this.#cycle(of.row + 1, "›", "Next GC cycle"),
    ];
  }

  #cycle(number: number, text: string, title: string): TemplateResult {
    const window = cycleScope(this.trace.pauses, number);
    const go = (): void => {
      if (window) this.#set({ ...this.app.state.scope, window });
    };
    return html`<button class="step" ?disabled=${!window} title=${title} aria-label=${title} @click=${go}>
      ${text}
    </button>`;
  }

  #ownerName(kind: string): string {
    const name = this.#known()?.window;
    return name === undefined
      ? `one ${kind}`
      : kind === "goroutine" || kind === "range"
        ? shownText(name)
        : `${kind} ${shownText(name)}`;
  }

  /** The names of what is in scope now, not of what was before. */
  #known(): ScopeNames | undefined {
    return this.names && sameScope(this.names.of, this.app.state.scope) ? this.names : undefined;
  }

  #of(name: string, goroutines: GoroutineChoice, title?: string): TemplateResult {
    const pressed = this.app.state.scope.goroutines.kind === goroutines.kind;
    const choose = (): void => this.#set({ ...this.app.state.scope, goroutines });
    return html`<button class="cut" aria-pressed=${pressed} title=${title ?? name} @click=${choose}>${name}</button>`;
  }

  /** The group, the goroutine or the task whose goroutines are in scope. */
  #chosen(choice: GoroutineChoice): unknown {
    const name = shownText(this.#known()?.goroutines ?? "");
    switch (choice.kind) {
      case "group": {
        const group = this.trace.outline.groups[choice.group];
        return this.#of(group ? nameOf(group.name) : `no group ${choice.group}`, choice);
      }
      case "goroutine":
        return this.#of(name || "one goroutine", choice);
      case "task":
        return this.#of(`of task ${name}`, choice, `Goroutines that did something for task ${name} or its subtasks`);
      case "all":
      case "match":
        return nothing;
    }
  }

  #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    this.#set({ ...this.app.state.scope, goroutines: matching(value) }, event.type === "input");
  };

  #set(scope: ScopeChoice, typing = false): void {
    this.app.setScope(scope, typing ? "moving" : "settled");
  }

  async #name(scope: ScopeChoice): Promise<void> {
    try {
      this.names = await fetchScopeNames(this.app.engine, scope);
    } catch {
      // Rows that the trace does not have, from a URL: what is left is the window, and all goroutines.
      if (!sameScope(scope, this.app.state.scope)) return;
      const { window } = scope;
      const nameless: ScopeWindow = window.kind === "fixed" ? { kind: "fixed", window: window.window } : window;
      this.app.setScope({ window: nameless, goroutines: WIDEST.goroutines }, "none");
    }
  }
}

function fixedWindow(window: ScopeWindow): TimeWindow | undefined {
  return window.kind === "fixed" ? window.window : undefined;
}

function windowWords({ from, to }: TimeWindow): string {
  const ns = to - from;
  return `${formatNs(ns)} from ${timeAt(from, Math.max(ns / 100, 1))}`;
}

function nameOf(function_: string): string {
  return shownText(function_) || "start function not known";
}

customElements.define("gs-scope-bar", ScopeBarElement);
