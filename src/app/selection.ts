import type { GoroutineIndex } from "../base/indices.ts";
import { parseWindow, windowText, type TimeWindow } from "./time-window.ts";

/** What the reader has selected: one thing of the trace, or nothing. */
export type Selection =
  | { readonly kind: "none" }
  | { readonly kind: "span"; readonly span: number }
  | { readonly kind: "range"; readonly range: number }
  | { readonly kind: "goroutine"; readonly goroutine: GoroutineIndex }
  | { readonly kind: "task"; readonly task: number }
  | { readonly kind: "region"; readonly region: number }
  /** A stretch of time: of all goroutines, or of a group of the track outline. */
  | { readonly kind: "window"; readonly window: TimeWindow; readonly group: number | undefined };

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
    case "window": {
      const { window, group } = selection;
      return `window:${windowText(window)}${group === undefined ? "" : `:${group}`}`;
    }
  }
}

/** Reads what `selectionText` wrote. Whatever else the text is, nothing is selected. */
export function parseSelection(text: string): Selection {
  if (text.startsWith("window:")) return parseWindowSelection(text.slice("window:".length));
  const match = /^([a-z]+):(\d{1,10})$/u.exec(text);
  const index = Number(match?.[2]);
  if (!match || index > LARGEST_INDEX) return NOTHING;
  return BY_ROW.get(match[1]!)?.(index) ?? NOTHING;
}

function parseWindowSelection(text: string): Selection {
  const [times = "", group] = text.split(":", 2);
  const window = parseWindow(times);
  if (!window || (group !== undefined && !/^\d{1,9}$/u.test(group))) return NOTHING;
  return { kind: "window", window, group: group === undefined ? undefined : Number(group) };
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
