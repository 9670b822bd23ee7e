import type { App } from "./app.ts";
import type { OpenTrace } from "./state.ts";

/** A point in time that the reader noted. */
export interface Bookmark {
  /** ns since the first event. */
  readonly time: number;
  readonly note: string;
}

/** More of a trace are not kept, nor longer notes. */
const MOST = 200;
const LONGEST_NOTE = 200;

/** Where bookmarks outlive the page; `localStorage` has it. */
export type BookmarkStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** With one more, by time; one at the same time is replaced. */
export function withBookmark(bookmarks: readonly Bookmark[], { time, note }: Bookmark): readonly Bookmark[] {
  const others = bookmarks.filter((other) => other.time !== time);
  const kept = [...others, { time, note: note.trim().slice(0, LONGEST_NOTE) }];
  return kept.toSorted((a, b) => a.time - b.time).slice(0, MOST);
}

/** Reads what was stored. It may have been written by anything: what is no bookmark is left out. */
export function parseBookmarks(text: string | null): readonly Bookmark[] {
  const stored = readJson(text ?? "[]");
  if (!Array.isArray(stored)) return [];
  return stored.filter(isBookmark).reduce<readonly Bookmark[]>(withBookmark, []);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}

function isBookmark(value: unknown): value is Bookmark {
  if (typeof value !== "object" || value === null) return false;
  const { time, note } = value as { time?: unknown; note?: unknown };
  return typeof time === "number" && Number.isFinite(time) && time >= 0 && typeof note === "string";
}

/** Keeps the bookmarks of each trace, told apart by its name, length and duration, from one visit to the next. */
export function keepBookmarks(app: App, storage: BookmarkStorage): void {
  let of: OpenTrace | undefined;
  let kept: readonly Bookmark[] = [];
  app.store.subscribe(() => {
    const { trace, state } = app;
    if (trace !== of) {
      of = trace;
      kept = trace ? parseBookmarks(storage.getItem(keyOf(trace))) : [];
      app.setBookmarks(kept);
    } else if (trace && state.bookmarks !== kept) {
      kept = state.bookmarks;
      if (kept.length === 0) storage.removeItem(keyOf(trace));
      else storage.setItem(keyOf(trace), JSON.stringify(kept));
    }
  });
}

function keyOf({ summary: { name, byteLength, durationNs } }: OpenTrace): string {
  return `gopherscope bookmarks ${byteLength} ${durationNs} ${name}`;
}
