import type { Bookmark } from "./bookmarks.ts";
import { parseSelection, selectionText, type Selection } from "./selection.ts";
import { parseScope, scopeFields, type ScopeChoice } from "./scope.ts";
import { parseWindow, windowText, type TimeWindow } from "./time-window.ts";

/** The pages that exist, in the order of the rail. */
export const PAGES = [
  "overview",
  "timeline",
  "goroutines",
  "scheduler",
  "gc",
  "mmu",
  "profiles",
  "tasks",
  "regions",
  "events",
] as const;
export type Page = (typeof PAGES)[number];

/** Where the reader is: all that the URL holds. It says nothing of what a file contains beyond times and rows. */
export interface Place {
  readonly page: Page;
  /** The trace is the sample that comes with the page. Others are not in the URL: a page cannot open files by name. */
  readonly sample: boolean;
  /** undefined: all of it, or where the selection is. */
  readonly window: TimeWindow | undefined;
  readonly selection: Selection;
  readonly scope: ScopeChoice;
  /** How the page is set: sorting, flags. Each page has words of its own for it, and checks them; "" as it is at first. */
  readonly view: string;
  /** What the reader noted; only in links that are copied, as the page keeps its own. */
  readonly bookmarks?: readonly Bookmark[];
}

/** What the settings of a page may consist of. */
const VIEW = /^[a-z0-9.,~-]{0,500}$/u;
const LONGEST = 4000;
/** Bookmarks beyond so many letters are left out. */
const LONGEST_NOTES = 2000;

/** A place as a URL fragment, "#timeline?window=0-500&select=span:3". */
export function placeHash(place: Place): string {
  const parts: string[] = [];
  if (place.sample) parts.push("trace=sample");
  if (place.window) parts.push(`window=${windowText(place.window)}`);
  if (place.selection.kind !== "none") parts.push(`select=${selectionText(place.selection)}`);
  const { over, of } = scopeFields(place.scope);
  if (over) parts.push(`over=${over}`);
  if (of) parts.push(`of=${of}`);
  if (place.view) parts.push(`view=${place.view}`);
  let notes = 0;
  for (const { time, note } of place.bookmarks ?? []) {
    const part = `note=${Math.round(time)}-${encodeURIComponent(note.toWellFormed())}`;
    notes += part.length + 1;
    if (notes <= LONGEST_NOTES) parts.push(part);
  }
  return `#${place.page}${parts.length > 0 ? "?" : ""}${parts.join("&")}`;
}

/** Reads a URL fragment. It may come from anywhere: what is not as `placeHash` writes it counts as not there. */
export function parseHash(hash: string): Place {
  const [page = "", query = ""] = hash.slice(0, LONGEST).replace(/^#/u, "").split("?", 2);
  const fields = new URLSearchParams(query);
  const bookmarks = fields.getAll("note").flatMap(readNote);
  return {
    page: PAGES.find((known) => known === page) ?? "timeline",
    sample: fields.get("trace") === "sample",
    window: parseWindow(fields.get("window") ?? ""),
    selection: parseSelection(fields.get("select") ?? ""),
    scope: parseScope(fields.get("over") ?? "", fields.get("of") ?? ""),
    view: VIEW.test(fields.get("view") ?? "") ? (fields.get("view") ?? "") : "",
    ...(bookmarks.length > 0 ? { bookmarks } : {}),
  };
}

/** "1503477-slow here" */
function readNote(text: string): readonly Bookmark[] {
  const match = /^(\d{1,15})-(.*)$/su.exec(text);
  return match ? [{ time: Number(match[1]), note: match[2]! }] : [];
}
