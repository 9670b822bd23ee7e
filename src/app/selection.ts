import type { GoroutineIndex } from "../base/indices.ts";

/** What the reader has selected: one thing of the trace, or nothing. */
export type Selection =
  | { readonly kind: "none" }
  | { readonly kind: "span"; readonly span: number }
  | { readonly kind: "range"; readonly range: number }
  | { readonly kind: "goroutine"; readonly goroutine: GoroutineIndex }
  | { readonly kind: "task"; readonly task: number }
  | { readonly kind: "region"; readonly region: number };

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
    case "task":
      return `task:${selection.task}`;
    case "region":
      return `region:${selection.region}`;
  }
}

/** Reads what `selectionText` wrote. Whatever else the text is, nothing is selected. */
export function parseSelection(text: string): Selection {
  const match = /^([a-z]+):(\d{1,10})$/u.exec(text);
  const index = Number(match?.[2]);
  if (!match || index > LARGEST_INDEX) return NOTHING;
  return BY_ROW.get(match[1]!)?.(index) ?? NOTHING;
}

const BY_ROW: ReadonlyMap<string, (row: number) => Selection> = new Map<string, (row: number) => Selection>([
  ["span", (span) => ({ kind: "span", span })],
  ["range", (range) => ({ kind: "range", range })],
  ["goroutine", (goroutine) => ({ kind: "goroutine", goroutine: goroutine as GoroutineIndex })],
  ["task", (task) => ({ kind: "task", task })],
  ["region", (region) => ({ kind: "region", region })],
]);

export function sameSelection(a: Selection, b: Selection): boolean {
  return selectionText(a) === selectionText(b);
}
