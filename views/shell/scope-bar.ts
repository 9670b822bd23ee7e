import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOfDetails } from "../../src/app/details.ts";
import { matching, WIDEST, type ScopeChoice, type ScopeWindow } from "../../src/app/scope.ts";
import type { Details, OpenTrace } from "../../src/app/state.ts";
import type { TimeWindow } from "../../src/app/time-window.ts";
import { exactNs, formatNs, timeAt } from "../../src/base/format.ts";
import type { GoroutineChoice } from "../../src/engine/analyses/types.ts";
import type { GoroutineRef } from "../../src/engine/protocol.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { StateController } from "../kit/state-controller.ts";

/** What all analyses look at: a part of the trace's time, and goroutines. */
export class ScopeBarElement extends LitElement {
  static override properties = { app: { attribute: false }, trace: { attribute: false }, one: { state: true } };
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
      .name {
        min-width: 0;
        flex: 0 1 auto;
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
  /** The goroutine of a scope of one, once its name is known. */
  declare one: GoroutineRef | undefined;
  protected readonly state = new StateController(this, "scope", "window", "details");

  override willUpdate(): void {
    const { goroutines } = this.app.state.scope;
    if (goroutines.kind === "goroutine" && this.one?.index !== goroutines.goroutine)
      void this.#name(goroutines.goroutine);
  }

  override render(): TemplateResult {
    const { scope, window, details } = this.app.state;
    const selected = windowOfDetails(details, this.trace.summary.durationNs);
    const { kind } = scope.window;
    const fixed = scope.window.kind === "fixed" ? scope.window.window : undefined;
    return html`
      <span class="dim" id="time" title="What the tables and plots look at. The timeline itself always shows all."
        >Scope</span
      >
      <div class="choices" role="group" aria-labelledby="time">
        ${this.#time("Whole trace", kind === "trace", { kind: "trace" }, exactNs(this.trace.summary.durationNs))}
        ${this.#time("In view", kind === "view", { kind: "view" }, `What the timeline shows: ${windowWords(window)}`)}
        ${fixed ? html`<button aria-pressed="true" title=${windowWords(fixed)}>${windowWords(fixed)}</button>` : nothing}
        ${
          selected && !(fixed && fixed.from === selected.from && fixed.to === selected.to)
            ? this.#time(
                "Selection",
                false,
                { kind: "fixed", window: selected },
                `What is selected: ${windowWords(selected)}`,
              )
            : nothing
        }
      </div>
      <i></i>
      <div class="choices" role="group" aria-label="Goroutines">
        ${this.#of("All goroutines", { kind: "all" })} ${this.#chosen(scope.goroutines)}
        ${this.#offers(details, scope.goroutines)}
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
    return html`<button aria-pressed=${pressed} title=${title} @click=${choose}>${name}</button>`;
  }

  #of(name: string, goroutines: GoroutineChoice, title?: string): TemplateResult {
    const pressed = this.app.state.scope.goroutines.kind === goroutines.kind;
    const choose = (): void => this.#set({ ...this.app.state.scope, goroutines });
    return html`<button class="cut" aria-pressed=${pressed} title=${title ?? name} @click=${choose}>${name}</button>`;
  }

  /** The group or the goroutine that is in scope. */
  #chosen(choice: GoroutineChoice): unknown {
    if (choice.kind === "group") {
      const group = this.trace.outline.groups[choice.group];
      return this.#of(group ? nameOf(group.name) : `no group ${choice.group}`, choice);
    }
    if (choice.kind !== "goroutine") return nothing;
    const { one } = this;
    return this.#of(one?.index === choice.goroutine ? `G${one.id} ${shownText(one.name)}` : "one goroutine", choice);
  }

  /** What is selected, to be taken as the scope. */
  #offers(details: Details, choice: GoroutineChoice): unknown {
    const found = ownerOf(details);
    if (!found) return nothing;
    const { goroutine, group } = found;
    return html`${
      choice.kind === "goroutine"
        ? nothing
        : this.#of(`G${goroutine.id}`, { kind: "goroutine", goroutine: goroutine.index }, "Only the selected goroutine")
    }${
      choice.kind === "group" || group === undefined
        ? nothing
        : this.#of("its group", { kind: "group", group }, `Only goroutines that started in ${nameOf(goroutine.name)}`)
    }`;
  }

  #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    this.#set({ ...this.app.state.scope, goroutines: matching(value) }, event.type === "input");
  };

  #set(scope: ScopeChoice, typing = false): void {
    this.app.setScope(scope, typing ? "moving" : "settled");
  }

  async #name(goroutine: GoroutineRef["index"]): Promise<void> {
    try {
      this.one = await this.app.engine.goroutine(goroutine);
    } catch {
      // A goroutine that the trace does not have, from a URL: each page says so in the place of its answer.
      this.app.setScope({ ...this.app.state.scope, goroutines: WIDEST.goroutines }, "none");
    }
  }
}

function windowWords({ from, to }: TimeWindow): string {
  const ns = to - from;
  return `${formatNs(ns)} from ${timeAt(from, Math.max(ns / 100, 1))}`;
}

function nameOf(function_: string): string {
  return shownText(function_) || "start function not known";
}

function ownerOf(details: Details): { readonly goroutine: GoroutineRef; readonly group?: number } | undefined {
  if (details.kind === "span") return details.value;
  if (details.kind === "goroutine") return { goroutine: details.value, group: details.value.group };
  return details.kind === "range" && details.value.goroutine ? { goroutine: details.value.goroutine } : undefined;
}

customElements.define("gs-scope-bar", ScopeBarElement);
