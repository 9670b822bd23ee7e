import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { dialogStyles } from "../kit/dialog-styles.ts";
import { kbdStyles } from "../kit/kbd-styles.ts";
import { shownKey } from "../kit/key-name.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { HELD_KEYS } from "../timeline/input/key-table.ts";
import { COMMAND_GROUPS, COMMANDS } from "./commands.ts";

interface Entry {
  readonly name: string;
  readonly keys: readonly string[];
}

/** The list of keys, in a dialog of the browser's own. */
export class KeysDialogElement extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    kbdStyles,
    css`
      .groups {
        columns: 2;
        column-gap: 36px;
        width: min(860px, 90vw);
      }
      section {
        margin-bottom: 12px;
      }
      h3 {
        margin: 4px 0;
        font-size: 11px;
        color: var(--gs-dim);
        break-after: avoid;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(96px, max-content) auto;
        gap: 4px 14px;
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
      <div class="groups">${COMMAND_GROUPS.map((group) => section(group))}</div>
    </dialog>`;
  }
}

function section(group: (typeof COMMAND_GROUPS)[number]): TemplateResult {
  const entries: readonly Entry[] = [
    ...(group === "Timeline" ? HELD_KEYS : []),
    ...COMMANDS.filter((command) => command.group === group && command.keys.length > 0),
  ];
  return html`<section>
    <h3>${group}</h3>
    <dl>
      ${entries.map(
        ({ name, keys }) =>
          html`<dt>${keys.map((key) => html`<kbd>${shownKey(key)}</kbd> `)}</dt>
            <dd>${name}</dd>`,
      )}
    </dl>
    ${group === "Page" ? html`<p class="dim">Without a key: ${withoutKey()}, in the list of all commands.</p>` : nothing}
  </section>`;
}

function withoutKey(): string {
  return COMMANDS.filter(({ keys }) => keys.length === 0)
    .map(({ name }) => name.toLowerCase())
    .join(", ");
}

customElements.define("gs-keys-dialog", KeysDialogElement);
