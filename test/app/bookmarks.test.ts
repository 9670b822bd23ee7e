import { expect, it } from "vitest";
import { App } from "../../src/app/app.ts";
import { keepBookmarks, parseBookmarks, type BookmarkStorage } from "../../src/app/bookmarks.ts";
import { parseHash, placeHash } from "../../src/app/place.ts";
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

it("in a copied link join those that are kept, and are not in the URL of the page", async () => {
  const storage = new FakeStorage();
  const first = await opened(storage, "a.trace");
  first.addBookmark({ time: 100, note: "there, & back" });
  const link = first.link();
  expect(placeHash(first.place())).not.toContain("there");

  const other = new FakeStorage();
  const app = new App(new FakeEngine(), parseHash(link));
  keepBookmarks(app, other);
  await app.open(openingOf("a.trace"));
  expect(app.state.bookmarks).toEqual([{ time: 100, note: "there, & back" }]);
  app.addBookmark({ time: 200, note: "mine" });
  app.arrive(parseHash("#timeline?note=300-more"));
  expect(app.state.bookmarks.map(({ note }) => note)).toEqual(["there, & back", "mine", "more"]);
  expect((await opened(other, "a.trace")).state.bookmarks).toHaveLength(3);
});
