import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { shownKey } from "../kit/key-name.ts";
import { kbdStyles } from "../kit/kbd-styles.ts";
import { finderStyles } from "../kit/finder-styles.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { COMMANDS, type Command, type Desk } from "./commands.ts";
import { foundCommands } from "./found-commands.ts";

/** Every command by name: type some of it, choose with the arrow keys, Enter does it. */
export class PaletteElement extends LitElement {
  static override properties = { desk: { attribute: false }, text: { state: true }, at: { state: true } };
  static override styles = [
    baseStyles,
    finderStyles,
    kbdStyles,
    css`
      dialog {
        width: 520px;
      }
      .group {
        margin-left: 8px;
        color: var(--gs-dim);
      }
    `,
  ];
  declare desk: Desk;
  declare text: string;
  declare at: number;
  #dialog = createRef<HTMLDialogElement>();
  #field = createRef<HTMLInputElement>();

  constructor() {
    super();
    this.text = "";
    this.at = 0;
  }

  show(): void {
    if (this.#dialog.value?.open !== false) return;
    this.text = "";
    this.at = 0;
    this.#dialog.value.showModal();
    this.#field.value?.focus();
  }

  get #commands(): readonly Command[] {
    const usable = COMMANDS.filter(({ always }) => always === true || this.desk.app.trace !== undefined);
    return foundCommands(usable, this.text);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("at")) this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  override render(): TemplateResult {
    const commands = this.#commands;
    return html`<dialog ${ref(this.#dialog)} aria-label="All commands" @click=${this.#outside}>
      <input
        type="text"
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls="commands"
        aria-activedescendant=${commands.length > 0 ? `c${this.at}` : nothing}
        autocomplete="off"
        spellcheck="false"
        placeholder="What to do…"
        .value=${this.text}
        ${ref(this.#field)}
        @input=${this.#typed}
        @keydown=${this.#pressed}
      />
      <ul id="commands" role="listbox" aria-label="Commands">
        ${commands.map((command, index) => this.#entry(command, index))}
      </ul>
      ${commands.length === 0 ? html`<p class="dim">No command is called that.</p>` : nothing}
    </dialog>`;
  }

  #entry(command: Command, index: number): TemplateResult {
    return html`<li
      id=${`c${index}`}
      role="option"
      aria-selected=${index === this.at}
      @click=${() => this.#run(command)}
    >
      <span>${command.name}<span class="group">${command.group}</span></span>
      <span>${command.keys.map((key) => html`<kbd>${shownKey(key)}</kbd> `)}</span>
    </li>`;
  }

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.at = 0;
  };

  #pressed = (event: KeyboardEvent): void => {
    const { length } = this.#commands;
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const move = moves[event.key];
    const chosen = this.#commands[this.at];
    if (event.key === "Enter" && chosen) this.#run(chosen);
    else if (move === undefined || length === 0) return;
    else if (Math.abs(move) === 1) this.at = (this.at + move + length) % length;
    else this.at = Math.min(Math.max(this.at + move, 0), length - 1);
    event.preventDefault();
  };

  #run(command: Command): void {
    this.#dialog.value?.close();
    command.run(this.desk);
  }

  /** A press beside the box lands on the dialog itself. */
  #outside = (event: Event): void => {
    if (event.target === this.#dialog.value) this.#dialog.value?.close();
  };
}

customElements.define("gs-palette", PaletteElement);
