import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { dialogStyles } from "../kit/dialog-styles.ts";
import { kbdStyles } from "../kit/kbd-styles.ts";
import { shownKey } from "../kit/key-name.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { CALL_GRAPH_KEYS, FLAME_KEYS } from "../profiles/graph-keys.ts";
import { HELD_KEYS } from "../timeline/input/key-table.ts";
import { COMMAND_GROUPS, COMMANDS } from "./commands.ts";

interface Entry {
  readonly name: string;
  readonly keys: readonly string[];
}

interface Group {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly note?: string;
}

/** The list of keys, in a dialog of the browser's own. */
export class KeysDialogElement extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    kbdStyles,
    css`
      dialog {
        max-width: none;
        max-height: calc(100vh - 16px);
        padding: 12px 20px;
      }
      .groups {
        columns: 3 300px;
        column-gap: 28px;
        width: min(1160px, 90vw);
        font-size: 12px;
      }
      section {
        margin-bottom: 8px;
        break-inside: avoid;
      }
      h3 {
        margin: 2px 0;
        font-size: 11px;
        color: var(--gs-dim);
        break-after: avoid;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(84px, max-content) auto;
        gap: 2px 12px;
        align-items: baseline;
        margin: 0;
      }
      dd {
        margin: 0;
      }
    `,
  ];
  #dialog = createRef<HTMLDialogElement>();

  show(): void {
    if (this.#dialog.value?.open === false) this.#dialog.value.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog ${ref(this.#dialog)} aria-labelledby="title">
      <div class="title">
        <h2 id="title">Keys</h2>
        <form method="dialog"><button class="plain">Close</button></form>
      </div>
      <div class="groups">${groups().map((group) => section(group))}</div>
    </dialog>`;
  }
}

/** The commands that have keys, and the keys that only work within something. */
function groups(): readonly Group[] {
  const commands = COMMAND_GROUPS.map((name): Group => {
    const entries = COMMANDS.filter(({ group, keys }) => group === name && keys.length > 0);
    if (name === "Pages") return { name, entries: [pageKeys(entries)] };
    if (name === "Timeline") return { name, entries: [...HELD_KEYS, ...entries] };
    return name === "Page"
      ? { name, entries, note: `Without a key: ${withoutKey()}, in the list of all commands.` }
      : { name, entries };
  });
  return [
    ...commands,
    { name: "Flame graph, while it has the focus", entries: FLAME_KEYS },
    { name: "Call graph, while it has the focus", entries: CALL_GRAPH_KEYS },
  ];
}

/** One key per page, in the order of the pages. */
function pageKeys(entries: readonly Entry[]): Entry {
  const keys = entries.flatMap((entry) => entry.keys);
  return { name: entries.map(({ name }) => name).join(", "), keys: [keys[0] ?? "", "…", keys.at(-1) ?? ""] };
}

function section({ name, entries, note }: Group): TemplateResult {
  return html`<section>
    <h3>${name}</h3>
    <dl>
      ${entries.map(
        (entry) =>
          html`<dt>${entry.keys.map((key) => (key === "…" ? html`… ` : html`<kbd>${shownKey(key)}</kbd> `))}</dt>
            <dd>${entry.name}</dd>`,
      )}
    </dl>
    ${note === undefined ? nothing : html`<p class="dim">${note}</p>`}
  </section>`;
}

function withoutKey(): string {
  return COMMANDS.filter(({ keys }) => keys.length === 0)
    .map(({ name }) => name.toLowerCase())
    .join(", ");
}

customElements.define("gs-keys-dialog", KeysDialogElement);
