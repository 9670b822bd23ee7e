import type { GoroutineIndex } from "../base/indices.ts";

/** What the reader has selected: one thing of the trace, or nothing. */
export type Selection =
  | { readonly kind: "none" }
  | { readonly kind: "span"; readonly span: number }
  | { readonly kind: "range"; readonly range: number }
  | { readonly kind: "goroutine"; readonly goroutine: GoroutineIndex };

export const NOTHING: Selection = { kind: "none" };

const LARGEST_INDEX = 2 ** 31 - 1;

/** A selection as the URL holds it, "span:12"; "" for nothing. */
export function selectionText(selection: Selection): string {
  switch (selection.kind) {
    case "none":
      return "";
    case "span":
      return `span:${selection.span}`;
    case "range":
      return `range:${selection.range}`;
    case "goroutine":
      return `goroutine:${selection.goroutine}`;
  }
}

/** Reads what `selectionText` wrote. Whatever else the text is, nothing is selected. */
export function parseSelection(text: string): Selection {
  const match = /^(span|range|goroutine):(\d{1,10})$/u.exec(text);
  const index = Number(match?.[2]);
  if (!match || index > LARGEST_INDEX) return NOTHING;
  if (match[1] === "span") return { kind: "span", span: index };
  if (match[1] === "range") return { kind: "range", range: index };
  return { kind: "goroutine", goroutine: index as GoroutineIndex };
}

export function sameSelection(a: Selection, b: Selection): boolean {
  return selectionText(a) === selectionText(b);
}
