import { expect, it } from "vitest";
import { App } from "../../src/app/app.ts";
import { keepBookmarks, parseBookmarks, type BookmarkStorage } from "../../src/app/bookmarks.ts";
import { parseHash } from "../../src/app/place.ts";
import { FakeEngine, openingOf } from "../support/fake-engine.ts";

class FakeStorage implements BookmarkStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

async function opened(storage: BookmarkStorage, name: string): Promise<App> {
  const app = new App(new FakeEngine(), parseHash(""));
  keepBookmarks(app, storage);
  await app.open(openingOf(name));
  return app;
}

it("are kept by time, one at a time, and come back with their trace alone", async () => {
  const storage = new FakeStorage();
  const app = await opened(storage, "a.trace");
  app.addBookmark({ time: 500, note: " here " });
  app.addBookmark({ time: 100, note: "there" });
  app.addBookmark({ time: 500, note: "here again" });
  const kept = [
    { time: 100, note: "there" },
    { time: 500, note: "here again" },
  ];
  expect(app.state.bookmarks).toEqual(kept);
  expect((await opened(storage, "b.trace")).state.bookmarks).toEqual([]);
  const again = await opened(storage, "a.trace");
  expect(again.state.bookmarks).toEqual(kept);
  again.removeBookmark(100);
  again.removeBookmark(500);
  expect(storage.items.size).toBe(0);
});

it.each([null, "", "{}", "[1,null]", '[{"time":"1","note":"a"}]', '[{"time":-1,"note":"a"}]', '[{"time":1}]', "[["])(
  "stored otherwise they are none: %s",
  (text) => expect(parseBookmarks(text)).toEqual([]),
);
