import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { countOf, exactCount, formatCount, formatNs } from "../../src/base/format.ts";
import type { Arranged, GoroutineFilter, GroupOrder, Grouping } from "../../src/timeline/types.ts";
import { Style } from "../../src/timeline/style.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import "../kit/menu.ts";
import type { MenuElement, MenuItem } from "../kit/menu.ts";
import {
  ENTRIES,
  ENTRY_HINTS,
  ENTRY_NAMES,
  isFiltered,
  NO_FILTER,
  regrouped,
  toggled,
  type TrackSettings,
} from "./track-settings.ts";
import { GROUPINGS, ORDERS } from "./track-settings-text.ts";

const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
  function: "by start function",
  creator: "by creator",
  task: "by type of task",
  label: "by label",
  none: "one by one",
};
const ORDER_NAMES: Readonly<Record<GroupOrder, string>> = {
  active: "busiest groups",
  seen: "first seen",
  lifetime: "longest life",
  running: "most running",
  runnable: "most runnable",
  blocked: "most blocked",
};

const BLOCKED =
  (1 << Style.BlockedSync) |
  (1 << Style.BlockedNet) |
  (1 << Style.BlockedSleep) |
  (1 << Style.BlockedGC) |
  (1 << Style.BlockedOther);

/** What goroutines can be filtered by, as styles in bits. */
const STATES: readonly (readonly [string, number])[] = [
  ["any state", 0],
  ["running", 1 << Style.Running],
  ["runnable", 1 << Style.Runnable],
  ["blocked", BLOCKED],
  ["blocked on channels or locks", 1 << Style.BlockedSync],
  ["blocked on the network", 1 << Style.BlockedNet],
  ["asleep", 1 << Style.BlockedSleep],
  ["blocked by the GC", 1 << Style.BlockedGC],
  ["in a syscall", (1 << Style.Syscall) | (1 << Style.SyscallBlocked)],
  ["in a syscall without a proc", 1 << Style.SyscallBlocked],
];
const LEAST_NS: readonly number[] = [0, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

/** The reader set the tracks otherwise. */
export class TracksEvent extends Event {
  readonly settings: TrackSettings;

  constructor(settings: TrackSettings) {
    super("gs-tracks", { bubbles: true, composed: true });
    this.settings = settings;
  }
}

/** How the tracks are arranged: a slim bar above them. Fires `gs-tracks`. */
export class TrackBarElement extends LitElement {
  static override properties = { settings: { attribute: false }, arranged: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 30px;
        padding: 0 8px;
        border-bottom: 1px solid var(--gs-line);
        background: var(--gs-panel);
        font-size: 12px;
        white-space: nowrap;
        overflow: hidden;
      }
      button,
      select,
      input {
        height: 22px;
        padding: 0 6px;
        border: 1px solid var(--gs-line);
        border-radius: 4px;
        background: var(--gs-raised);
        color: inherit;
        font: inherit;
      }
      button {
        flex: none;
      }
      select {
        width: 132px;
        min-width: 60px;
        padding: 0 2px;
      }
      input {
        width: 124px;
        min-width: 60px;
      }
      .set {
        border-color: var(--gs-accent);
      }
      i {
        width: 1px;
        height: 16px;
        flex: none;
        background: var(--gs-line);
      }
      .hidden-count {
        flex: none;
        overflow: hidden;
        font-size: 11px;
        line-height: 13px;
        white-space: pre;
      }
    `,
  ];
  declare settings: TrackSettings | undefined;
  declare arranged: Arranged | undefined;

  override render(): TemplateResult | typeof nothing {
    const { settings } = this;
    if (settings === undefined) return nothing;
    const { filter } = settings;
    return html`
      <button type="button" aria-haspopup="menu" @click=${this.#openMenu} title="Which tracks are shown">
        Tracks ▾
      </button>
      <i></i>
      ${choice("How goroutines are grouped", GROUPINGS, settings.grouping, GROUPING_NAMES, (grouping) => this.#change((before) => regrouped(before, grouping)))}
      ${choice("In which order goroutines come", ORDERS, settings.order, ORDER_NAMES, (order) => this.#set({ order }))}
      <i></i>
      ${this.#text("text", "name or id…", "Goroutines whose start function contains this (* stands for anything), or an id such as G12; tasks of theirs, or whose name contains it")}
      ${this.#text("frame", "on the stack…", "Goroutines that had a function on their stack whose name contains this; * stands for anything")}
      ${this.#states(filter)} ${this.#least(filter)} ${this.#outcome(filter)}
      <gs-menu></gs-menu>
    `;
  }

  #text(field: "text" | "frame", placeholder: string, title: string): TemplateResult {
    const value = this.settings?.filter[field] ?? "";
    const typed = (event: Event): void => {
      const { value: text } = event.target as HTMLInputElement;
      if (text !== value) this.#filter({ [field]: text.slice(0, 100) });
    };
    return html`<input
      type="search"
      class=${value.trim() === "" ? "" : "set"}
      aria-label=${title}
      title=${title}
      placeholder=${placeholder}
      .value=${value}
      @input=${typed}
    />`;
  }

  #states({ states }: GoroutineFilter): TemplateResult {
    const known = STATES.some(([, bits]) => bits === states) ? STATES : [...STATES, ["some states", states] as const];
    const chosen = (event: Event): void => this.#filter({ states: Number((event.target as HTMLSelectElement).value) });
    return html`<select
      class=${states === 0 ? "" : "set"}
      aria-label="Goroutines that were once"
      title="Goroutines that were once in this state"
      @change=${chosen}
    >
      ${known.map(([name, bits]) => html`<option value=${bits} .selected=${bits === states}>${name}</option>`)}
    </select>`;
  }

  #least({ leastNs }: GoroutineFilter): TemplateResult {
    const known = LEAST_NS.includes(leastNs) ? LEAST_NS : [...LEAST_NS, leastNs];
    const chosen = (event: Event): void => this.#filter({ leastNs: Number((event.target as HTMLSelectElement).value) });
    return html`<select
      class=${leastNs === 0 ? "" : "set"}
      aria-label="For at least"
      title="At one stretch"
      @change=${chosen}
    >
      ${known.map(
        (ns) =>
          html`<option value=${ns} .selected=${ns === leastNs}>
            ${ns === 0 ? "any length" : `\u2265 ${formatNs(ns)}`}
          </option>`,
      )}
    </select>`;
  }

  /** What the filter left, and how to be rid of it. */
  #outcome(filter: GoroutineFilter): TemplateResult {
    if (this.arranged === undefined || !isFiltered(filter)) return html``;
    const { shown, total, tasksShown, tasksTotal } = this.arranged;
    const tasks = tasksTotal === 0 ? "" : ` and ${exactCount(tasksShown)} of ${countOf(tasksTotal, "task")}`;
    return html`<span
        class="hidden-count"
        role="status"
        title=${`${exactCount(shown)} of ${countOf(total, "goroutine")}${tasks} are shown`}
        >${hiddenText(total - shown, tasksTotal - tasksShown)}</span
      >
      <button type="button" class="plain" @click=${() => this.#filter(NO_FILTER)}>Clear</button>`;
  }

  #openMenu = (event: MouseEvent): void => {
    const { left, bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.#fill(left, bottom + 2);
  };

  #fill(x: number, y: number): void {
    const { settings } = this;
    const menu = this.renderRoot.querySelector<MenuElement>("gs-menu");
    if (settings === undefined || menu === null) return;
    const items = settings.entries.map((entry): MenuItem => {
      const checked = !settings.hidden.has(entry);
      const act = (): void => {
        this.#set({ hidden: toggled(settings.hidden, entry, checked) });
        void this.updateComplete.then(() => this.#fill(x, y));
      };
      return { name: ENTRY_NAMES[entry], hint: ENTRY_HINTS[entry], checked, act };
    });
    const away = settings.hiddenTracks.size;
    const showAll: MenuItem = {
      name: away === 0 ? "No single track is hidden" : `Show ${countOf(away, "hidden track")}`,
      disabled: away === 0,
      begins: true,
      act: () => this.#set({ hiddenTracks: new Set() }),
    };
    const unpin: MenuItem = {
      name: "Unpin all",
      disabled: settings.pinned.length === 0,
      act: () => this.#set({ pinned: [] }),
    };
    const order: MenuItem = { name: "Order as it was at first", act: () => this.#set({ entries: ENTRIES }) };
    menu.place = { x, y, title: "Tracks", items: [...items, showAll, unpin, order] };
  }

  #filter(change: Partial<GoroutineFilter>): void {
    if (this.settings !== undefined) this.#set({ filter: { ...this.settings.filter, ...change } });
  }

  #set(change: Partial<TrackSettings>): void {
    this.#change((settings) => ({ ...settings, ...change }));
  }

  #change(change: (settings: TrackSettings) => TrackSettings): void {
    if (this.settings !== undefined) this.dispatchEvent(new TracksEvent(change(this.settings)));
  }
}

function hiddenText(goroutines: number, tasks: number): string {
  if (goroutines === 0 && tasks === 0) return "nothing hidden";
  if (tasks === 0) return `${formatCount(goroutines)} hidden`;
  return `${countOf(goroutines, "goroutine")},\n${countOf(tasks, "task")} hidden`;
}

function choice<T extends string>(
  label: string,
  values: readonly T[],
  chosen: T,
  names: Readonly<Record<T, string>>,
  set: (value: T) => void,
): TemplateResult {
  const changed = (event: Event): void => {
    const value = values[(event.target as HTMLSelectElement).selectedIndex];
    if (value !== undefined) set(value);
  };
  return html`<select aria-label=${label} title=${label} @change=${changed}>
    ${values.map((value) => html`<option .selected=${value === chosen}>${names[value]}</option>`)}
  </select>`;
}

customElements.define("gs-track-bar", TrackBarElement);

declare global {
  interface HTMLElementTagNameMap {
    "gs-track-bar": TrackBarElement;
  }
}
