import type { GoroutineIndex } from "../base/indices.ts";
import type { GoroutineChoice } from "../engine/analyses/types.ts";
import { parseWindow, windowText, type TimeWindow } from "./time-window.ts";

/** Which part of the trace's time analyses look at. "view" is what the timeline shows, also when that changes. */
export type ScopeWindow =
  | { readonly kind: "trace" }
  | { readonly kind: "view" }
  | { readonly kind: "fixed"; readonly window: TimeWindow };

/** What the analyses look at, as the reader chose it. */
export interface ScopeChoice {
  readonly window: ScopeWindow;
  readonly goroutines: GoroutineChoice;
}

export const WIDEST: ScopeChoice = { window: { kind: "trace" }, goroutines: { kind: "all" } };

/** Longer patterns are cut. */
const LONGEST_MATCH = 100;
const LARGEST_INDEX = 2 ** 31 - 1;

/** A scope's parts as the URL holds them; undefined for the widest. */
export function scopeFields({ window, goroutines }: ScopeChoice): { readonly over?: string; readonly of?: string } {
  const over = window.kind === "fixed" ? windowText(window.window) : window.kind === "view" ? "view" : undefined;
  const of = goroutinesText(goroutines);
  return { ...(over === undefined ? {} : { over }), ...(of === undefined ? {} : { of }) };
}

/** Reads what `scopeFields` wrote. Whatever else the fields are, the scope is the widest. */
export function parseScope(over: string, of: string): ScopeChoice {
  return { window: parseOver(over), goroutines: parseGoroutines(of) };
}

export function sameScope(a: ScopeChoice, b: ScopeChoice): boolean {
  return JSON.stringify(scopeFields(a)) === JSON.stringify(scopeFields(b));
}

/** A choice by pattern; all goroutines for an empty one. */
export function matching(text: string): GoroutineChoice {
  return text.trim() === "" ? WIDEST.goroutines : { kind: "match", text: text.slice(0, LONGEST_MATCH) };
}

function parseOver(over: string): ScopeWindow {
  if (over === "view") return { kind: "view" };
  const window = parseWindow(over);
  return window ? { kind: "fixed", window } : WIDEST.window;
}

function goroutinesText(choice: GoroutineChoice): string | undefined {
  switch (choice.kind) {
    case "all":
      return undefined;
    case "group":
      return `group:${choice.group}`;
    case "goroutine":
      return `goroutine:${choice.goroutine}`;
    case "match":
      return `match:${encodeURIComponent(choice.text.toWellFormed())}`;
  }
}

function parseGoroutines(of: string): GoroutineChoice {
  if (of.startsWith("match:")) return matching(of.slice("match:".length));
  const match = /^(group|goroutine):(\d{1,10})$/u.exec(of);
  const index = Number(match?.[2]);
  if (!match || index > LARGEST_INDEX) return WIDEST.goroutines;
  return match[1] === "group"
    ? { kind: "group", group: index }
    : { kind: "goroutine", goroutine: index as GoroutineIndex };
}
