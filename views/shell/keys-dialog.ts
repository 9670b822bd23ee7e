import { css, html, LitElement, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { dialogStyles } from "../kit/dialog-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";

interface KeyGroup {
  readonly name: string;
  readonly keys: readonly (readonly [keys: string, does: string])[];
}

const GROUPS: readonly KeyGroup[] = [
  {
    name: "Timeline",
    keys: [
      ["W  S", "zoom in and out; also + and −, or the wheel"],
      ["A  D", "move left and right; also ← and →, or drag"],
      ["↑  ↓", "scroll through the tracks"],
      ["0", "show the whole trace"],
      ["F", "fit what is selected"],
      [",  .", "previous and next span of the goroutine"],
    ],
  },
  {
    name: "Page",
    keys: [
      ["1 … 9", "the pages of the rail, from the top"],
      ["Esc", "select nothing: the list of pauses"],
      ["[  ]", "previous and next pause"],
      ["N  Shift N", "next and previous mark, as of a search"],
      ["Alt ←  Alt →", "back and forward, through views too"],
      ["Ctrl O", "open a trace"],
      ["?", "this list"],
    ],
  },
];

/** The list of keys, in a dialog of the browser's own. */
export class KeysDialogElement extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      .groups {
        display: flex;
        gap: 36px;
      }
      h3 {
        margin: 4px 0;
        font-size: 11px;
        color: var(--gs-dim);
      }
      dl {
        display: grid;
        grid-template-columns: max-content auto;
        gap: 4px 14px;
        margin: 0;
      }
      dd {
        margin: 0;
      }
      kbd {
        padding: 1px 5px;
        border: 1px solid var(--gs-line);
        border-radius: 4px;
        background: var(--gs-panel);
        font: 11px var(--gs-mono);
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
      <div class="groups">
        ${GROUPS.map(
          ({ name, keys }) =>
            html`<section>
              <h3>${name}</h3>
              <dl>
                ${keys.map(
                  ([key, does]) =>
                    html`<dt>${key.split("  ").map((one) => html`<kbd>${one}</kbd> `)}</dt>
                      <dd>${does}</dd>`,
                )}
              </dl>
            </section>`,
        )}
      </div>
    </dialog>`;
  }
}

customElements.define("gs-keys-dialog", KeysDialogElement);
