import { css, html, LitElement, type TemplateResult } from "lit";
import type { ProfileRequest } from "../../src/engine/profiles/types.ts";
import type { FlameTree } from "../../src/profile/flame-tree.ts";
import { cssProperties } from "../kit/css-properties.ts";
import "../kit/data-table.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { Question } from "../kit/question.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { ChooseEvent } from "./events.ts";
import { signedShare } from "./function-columns.ts";
import { mainPath, treeRows, type TreeRow } from "./tree-rows.ts";
import type { Looking } from "./views.ts";
import { weightCell } from "./weights.ts";

/** All stacks as a tree to be unfolded: from where they begin, or from the functions that they end in. */
export class ProfileTreeElement extends LitElement {
  static override properties = {
    looking: { attribute: false },
    inverted: { state: true },
    unfolded: { state: true },
  };
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        flex: 1;
      }
      .bar .dim {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];
  declare looking: Looking;
  declare inverted: boolean;
  /** Nodes of the tree of now. */
  declare unfolded: ReadonlySet<number>;
  protected readonly query = new Question<readonly [ProfileRequest, boolean], FlameTree>(
    this,
    () => [this.looking.request, this.inverted],
    async ([request, inverted]) => {
      const tree = await this.looking.app.engine.flameGraph(request, inverted);
      this.unfolded = new Set(inverted ? [] : mainPath(tree));
      return tree;
    },
  );

  constructor() {
    super();
    this.inverted = false;
    this.unfolded = new Set();
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  override render(): TemplateResult {
    const { answer: tree, fault } = this.query;
    return html`<div class="bar">
        <div class="choices" role="group" aria-label="Direction">
          ${this.#way("From the root", "Stacks from where they begin: what each function led to", false)}
          ${this.#way("From the leaf", "Stacks from the functions that they end in: what led to each", true)}
        </div>
        <span class="dim">→ unfolds, ← folds, Shift+→ unfolds the heaviest way down</span>
      </div>
      ${
        fault === undefined
          ? tree
            ? this.#tree(tree)
            : html`<p class="empty" role="status">Building the tree…</p>`
          : html`<p class="fault" role="alert">${fault}</p>`
      }`;
  }

  #way(name: string, title: string, inverted: boolean): TemplateResult {
    const choose = (): void => {
      this.inverted = inverted;
    };
    return html`<button aria-pressed=${this.inverted === inverted} title=${title} @click=${choose}>${name}</button>`;
  }

  #tree(tree: FlameTree): TemplateResult {
    const rows = treeRows(tree, this.unfolded);
    const { chosen } = this.looking;
    return html`<gs-data-table
      label="Tree of stacks"
      .columns=${this.#columns(tree)}
      .count=${rows.length}
      .row=${(i: number) => rows[i]}
      .current=${({ name }: TreeRow) => name === chosen}
      ?stale=${this.query.stale}
    ></gs-data-table>`;
  }

  #columns(tree: FlameTree): readonly TableColumn<TreeRow>[] {
    const { report, colour } = this.looking;
    const { unit, total, compared } = report;
    const style = { unit, colour, compared: compared !== undefined };
    const most = tree.width[0] ?? 0;
    return [
      {
        id: "total",
        name: compared ? "Total ±" : "Total",
        title: "In it, and in what is below it",
        width: 110,
        number: true,
        cell: (row) => weightCell(row.total, most, style),
      },
      { id: "share", name: "Share", width: 78, number: true, cell: (row) => signedShare(row.total, total) },
      {
        id: "self",
        name: compared ? "Self ±" : "Self",
        title: this.inverted ? "Of stacks that begin in it" : "Of stacks that end in it",
        width: 96,
        number: true,
        cell: (row) => weightCell(row.self, most, style),
      },
      { id: "name", name: "Function", width: 300, grow: true, cell: (row) => this.#name(row) },
    ];
  }

  #name({ node, name, depth, unfolded, children }: TreeRow): TemplateResult {
    const shown = shownText(name) || "unnamed";
    const arrow = children === 0 ? "" : unfolded ? "▾" : "▸";
    const press = (): void => {
      this.dispatchEvent(new ChooseEvent(name));
      if (children > 0) this.#fold(node, !unfolded);
    };
    // Deeper than this the name would leave its column.
    const indent = { "--indent": `${Math.min(depth, 40) * 12}px` };
    return html`<button
      class="pick mono indented"
      title=${shown}
      data-node=${node}
      aria-expanded=${children === 0 ? "undefined" : unfolded}
      aria-description=${`level ${depth + 1}`}
      ${cssProperties(indent)}
      @click=${press}
    >
      <span class="arrow" aria-hidden="true">${arrow}</span>${shown}
    </button>`;
  }

  #key(event: KeyboardEvent): void {
    const tree = this.query.answer;
    const target = event.composedPath()[0];
    const node = target instanceof HTMLElement ? Number(target.dataset["node"] ?? Number.NaN) : Number.NaN;
    if (!tree || Number.isNaN(node) || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
    event.preventDefault();
    if (event.key === "ArrowLeft") this.#fold(node, false);
    else if (event.shiftKey) this.unfolded = new Set([...this.unfolded, node, ...mainPath(tree, node)]);
    else this.#fold(node, true);
  }

  #fold(node: number, unfold: boolean): void {
    const unfolded = new Set(this.unfolded);
    if (unfold) unfolded.add(node);
    else unfolded.delete(node);
    this.unfolded = unfolded;
  }
}

customElements.define("gs-profile-tree", ProfileTreeElement);
