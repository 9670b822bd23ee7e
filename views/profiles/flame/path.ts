import { html, nothing, type TemplateResult } from "lit";
import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import { shownText } from "../../kit/shown-text.ts";
import { shortName } from "./names.ts";
import { titleOf } from "./words.ts";

/** Ancestors shown before the node that is looked at; the root, and those next to it. */
const MOST = 5;

/** The nodes from the root to one, none for −1. */
export function pathTo(tree: FlameTree, node: number): readonly number[] {
  const path: number[] = [];
  for (let at = node; at !== -1; at = tree.parent[at]!) path.unshift(at);
  return path;
}

/** The way from the root to where the reader has zoomed to, each step to be gone back to. */
export function crumbs(tree: FlameTree, path: readonly number[], zoom: (node: number) => void): unknown {
  const above = path.slice(0, -1);
  const shown = above.length > MOST ? [0, ...above.slice(1 - MOST)] : above;
  const isCut = shown.length < above.length;
  const crumb = (node: number): TemplateResult => {
    const title = titleOf(tree, node);
    return html`<button class="mono" title=${title} @click=${() => zoom(node)}>
      ${node === 0 ? "all" : shownText(shortName(title))}
    </button>`;
  };
  return html`${shown.map(
    (node, i) => html`${crumb(node)}<span aria-hidden="true">${isCut && i === 0 ? "› … ›" : "›"}</span>`,
  )}${path.length > 0 ? crumb(path.at(-1)!) : nothing}`;
}
