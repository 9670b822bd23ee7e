import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { countOf, exactCount, formatCount, formatShare } from "../../src/base/format.ts";
import type { EventChoice, EventKindName, EventRow } from "../../src/engine/events/types.ts";
import { KIND_NAMES } from "../../src/model/vocabulary.ts";
import type { RowsEvent } from "../kit/data-table.ts";
import "../kit/long-list.ts";
import type { LongListElement, RowEvent } from "../kit/long-list.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { saveFile } from "../kit/save-file.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { StateController } from "../kit/state-controller.ts";
import { eventColumns, eventTarget, selectionOf } from "./columns.ts";
import { EventFeed } from "./feed.ts";
import { choiceText, parseChoice } from "./settings.ts";

/** Lines that are saved at once; the command line lists any number. */
const MOST_LINES = 100_000;

/** Every event in order, as `gopherscope events` lists them. */
export class EventsPageElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    trace: { attribute: false },
    chosen: { state: true },
    paused: { state: true },
  };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      gs-long-list {
        flex: 1;
      }
      input[type="search"] {
        width: 226px;
      }
      input.id {
        width: 108px;
      }
      .facts {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  /** The row that the reader is at; -1: none. */
  declare chosen: number;
  declare paused: boolean;
  protected readonly state = new StateController(this, "scope", "window", "views", "details");
  protected readonly feed = new EventFeed(this);

  constructor() {
    super();
    this.chosen = -1;
    this.paused = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.paused) void this.app.engine.pauseEvents(false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.app.engine.pauseEvents(true);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const scope = this.app.scopeRequest();
    const choice = this.#choice();
    if (changed.has("trace")) this.chosen = -1;
    this.feed.put(JSON.stringify([scope, choice, this.trace.summary.name]), (first, count) =>
      this.app.engine.events(scope, choice, first, count),
    );
  }

  override render(): TemplateResult {
    const { fault, progress } = this.feed;
    return html`${this.#bar()}
    ${
      fault !== undefined
        ? html`<p class="fault" role="alert">${fault}</p>`
        : progress === undefined
          ? html`<p class="empty" role="status">Reading the events…</p>`
          : progress.isComplete && progress.found === 0
            ? html`<p class="empty">
                No event of this scope
                ${choiceText(this.#choice()) === "" ? "is in the trace" : "is of this kind, on these or about these, with this text"}.
                The whole trace holds ${exactCount(progress.total)}.
              </p>`
            : this.#list()
    }`;
  }

  #bar(): TemplateResult {
    const { kind, goroutine = "", proc = "", text = "" } = this.#choice();
    const value = (event: Event): string => (event.target as HTMLInputElement).value.trim();
    const id = (event: Event): string | undefined => /\d+/u.exec(value(event))?.[0];
    return html`<div class="bar" role="group" aria-label="Which events">
      <h2>Events</h2>
      <select
        aria-label="Kind"
        @change=${(event: Event) => this.#set({ kind: (value(event) || undefined) as EventKindName | undefined })}
      >
        <option value="" .selected=${kind === undefined}>any kind</option>
        ${KIND_NAMES.map((name) => html`<option value=${name} .selected=${kind === name}>${name}</option>`)}
      </select>
      <input
        class="id"
        type="search"
        aria-label="Goroutine"
        placeholder="goroutine…"
        title="Events on the goroutine of this number, or about it"
        .value=${goroutine}
        @change=${(event: Event) => this.#set({ goroutine: id(event) })}
      />
      <input
        class="id"
        type="search"
        aria-label="Proc"
        placeholder="proc…"
        title="Events on the proc of this number, or about it"
        .value=${proc}
        @change=${(event: Event) => this.#set({ proc: id(event) })}
      />
      <input
        type="search"
        aria-label="Text of stack or reason"
        placeholder="reason, name or stack contains…"
        title="In the reason or name, a log’s text, or a function anywhere in the stack"
        .value=${text}
        @change=${(event: Event) => this.#set({ text: value(event) })}
      />
      <span class="dim facts" role="status">${this.#progress()}</span>
      <span class="end">
        ${this.#toSelection()}
        <button
          class="plain"
          title="Copy the lines of the first 100,000, as the command line prints them"
          @click=${this.#copy}
        >
          Copy</button
        ><button
          class="plain"
          title="Save the lines of the first 100,000, as the command line prints them"
          @click=${this.#save}
        >
          Text
        </button>
      </span>
    </div>`;
  }

  #progress(): unknown {
    const { progress, stale } = this.feed;
    if (!progress || stale) return "searching…";
    const { total, read, searched, found, isComplete } = progress;
    const isAll = choiceText(this.#choice()) === "" && this.#isWidest();
    const words = isAll
      ? html`<span title=${exactCount(total)}>${countOf(total, "event")}</span>`
      : html`<span title=${`${exactCount(found)} of ${exactCount(total)}`}
          >${formatCount(found)}${isComplete ? "" : " so far"} of ${countOf(total, "event")}</span
        >`;
    if (isComplete) return words;
    const toggle = (): void => {
      this.paused = !this.paused;
      void this.app.engine.pauseEvents(this.paused);
    };
    const doing =
      read < total ? `read again: ${formatShare(read, total)}` : `searched: ${formatShare(searched, total)}`;
    return html`${words}; ${doing} <button class="plain" @click=${toggle}>${this.paused ? "Go on" : "Stop"}</button>`;
  }

  #list(): TemplateResult {
    const { total, found, isComplete } = this.feed.progress!;
    // Of all events it is known how many there are before they have been read.
    const isAll = !isComplete && choiceText(this.#choice()) === "" && this.#isWidest();
    return html`<gs-long-list
      label="Events"
      .columns=${eventColumns(this.app, this.trace.summary.durationNs)}
      .count=${isAll ? total : found}
      .row=${(index: number) => this.feed.row(index)}
      .current=${this.chosen}
      @gs-rows=${({ first, last }: RowsEvent) => this.feed.see(first, last)}
      @gs-row=${({ row }: RowEvent) => this.#choose(row)}
      @gs-enter=${({ row }: RowEvent) => this.#enter(row)}
    ></gs-long-list>`;
  }

  /** From what is selected to the event that began it. */
  #toSelection(): TemplateResult | typeof nothing {
    const { details } = this.app.state;
    if (details.kind !== "span" && details.kind !== "range") return nothing;
    const { start } = details.value;
    const go = async (): Promise<void> => {
      const row = await this.app.engine.eventAt(this.app.scopeRequest(), this.#choice(), start);
      this.chosen = row;
      this.#listElement()?.reveal(row);
    };
    return html`<button class="plain" title="The first event listed from where the selected one begins" @click=${go}>
      To the selection
    </button>`;
  }

  /** What the row is about is selected; the reader stays. */
  #choose(row: number): void {
    this.chosen = row;
    const place = this.#rowAt(row)?.place;
    if (place) this.app.select(selectionOf(place));
  }

  #enter(row: number): void {
    const event = this.#rowAt(row);
    if (event) this.app.go(eventTarget(event, this.trace.summary.durationNs));
  }

  #rowAt(row: number): EventRow | undefined {
    return this.feed.row(row);
  }

  #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(await this.#lines());
  };

  #save = async (): Promise<void> => {
    saveFile(`${this.trace.summary.name}-events.txt`, new Blob([await this.#lines()], { type: "text/plain" }));
  };

  #lines(): Promise<string> {
    return this.app.engine.eventLines(this.app.scopeRequest(), this.#choice(), MOST_LINES);
  }

  #listElement(): LongListElement | null {
    return this.renderRoot.querySelector("gs-long-list");
  }

  #isWidest(): boolean {
    const { from, to, goroutines } = this.app.scopeRequest();
    return goroutines.kind === "all" && from <= 0 && to >= this.trace.summary.durationNs;
  }

  #choice(): EventChoice {
    return parseChoice(this.app.state.views.events ?? "");
  }

  #set(change: { readonly [Field in keyof EventChoice]: EventChoice[Field] | undefined }): void {
    const { kind, goroutine, proc, text } = { ...this.#choice(), ...change };
    this.chosen = -1;
    this.app.setView(
      choiceText({
        ...(kind === undefined ? {} : { kind }),
        ...(goroutine === undefined ? {} : { goroutine }),
        ...(proc === undefined ? {} : { proc }),
        ...(text === undefined ? {} : { text }),
      }),
    );
  }
}

customElements.define("gs-events-page", EventsPageElement);
