import type { GoroutineIndex } from "../base/indices.ts";
import type { GoroutineChoice, ScopeRequest } from "../engine/analyses/types.ts";
import { parseWindow, wholeTrace, windowText, type TimeWindow } from "./time-window.ts";

/** Which part of the trace's time analyses look at. "view" is what the timeline shows, also when that changes. */
export type ScopeWindow =
  | { readonly kind: "trace" }
  | { readonly kind: "view" }
  | { readonly kind: "fixed"; readonly window: TimeWindow; readonly of?: WindowOwner };

/** What a fixed window is that of, so that it can be named: a row of its table, of GC cycles their number from 1. */
export interface WindowOwner {
  readonly kind: (typeof OWNERS)[number];
  readonly row: number;
}

const OWNERS = ["task", "region", "cycle", "span", "range", "goroutine"] as const;

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
  const over = overText(window);
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

/** A scope in numbers, while the timeline shows `view`. */
export function scopeRequest({ window, goroutines }: ScopeChoice, view: TimeWindow, durationNs: number): ScopeRequest {
  const { from, to } = window.kind === "fixed" ? window.window : window.kind === "view" ? view : wholeTrace(durationNs);
  return { from, to, goroutines };
}

/** A choice by pattern; all goroutines for an empty one. */
export function matching(text: string): GoroutineChoice {
  return text.trim() === "" ? WIDEST.goroutines : { kind: "match", text: text.slice(0, LONGEST_MATCH) };
}

/** The time of something, to be looked at alone. */
export function windowOf(kind: WindowOwner["kind"], row: number, window: TimeWindow): ScopeWindow {
  return { kind: "fixed", window, of: { kind, row } };
}

function overText(window: ScopeWindow): string | undefined {
  if (window.kind !== "fixed") return window.kind === "view" ? "view" : undefined;
  const { of } = window;
  return windowText(window.window) + (of === undefined ? "" : `~${of.kind}:${of.row}`);
}

function parseOver(over: string): ScopeWindow {
  if (over === "view") return { kind: "view" };
  const [times = "", owner = ""] = over.split("~", 2);
  const window = parseWindow(times);
  if (!window) return WIDEST.window;
  const named = rowOf(owner);
  const kind = OWNERS.find((known) => known === named?.kind);
  return named && kind ? windowOf(kind, named.row, window) : { kind: "fixed", window };
}

/** "task:12" as what it says. */
function rowOf(text: string): { readonly kind: string; readonly row: number } | undefined {
  const match = /^([a-z]+):(\d{1,10})$/u.exec(text);
  const row = Number(match?.[2]);
  return match && row <= LARGEST_INDEX ? { kind: match[1]!, row } : undefined;
}

function goroutinesText(choice: GoroutineChoice): string | undefined {
  switch (choice.kind) {
    case "all":
      return undefined;
    case "group":
      return `group:${choice.group}`;
    case "goroutine":
      return `goroutine:${choice.goroutine}`;
    case "task":
      return `task:${choice.task}`;
    case "match":
      return `match:${encodeURIComponent(choice.text.toWellFormed())}`;
  }
}

function parseGoroutines(of: string): GoroutineChoice {
  if (of.startsWith("match:")) return matching(of.slice("match:".length));
  const named = rowOf(of);
  return (named && BY_ROW.get(named.kind)?.(named.row)) ?? WIDEST.goroutines;
}

const BY_ROW: ReadonlyMap<string, (row: number) => GoroutineChoice> = new Map<string, (row: number) => GoroutineChoice>(
  [
    ["group", (group) => ({ kind: "group", group })],
    ["goroutine", (goroutine) => ({ kind: "goroutine", goroutine: goroutine as GoroutineIndex })],
    ["task", (task) => ({ kind: "task", task })],
  ],
);
