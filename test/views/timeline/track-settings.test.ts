import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProcIndex } from "../../../src/base/indices.ts";
import type { TrackOutline } from "../../../src/timeline/types.ts";
import {
  GROUPINGS,
  ORDERS,
  parseScroll,
  parseSettings,
  settingsText,
  withScroll,
} from "../../../views/timeline/track-settings-text.ts";
import {
  ENTRIES,
  firstSettings,
  moveEntry,
  regrouped,
  shownTrack,
  type TrackSettings,
} from "../../../views/timeline/track-settings.ts";

const OUTLINE: TrackOutline = { procs: [{ index: 0 as ProcIndex, id: "0" }], threads: [], taskTypes: [], groups: [] };
const FIRST = firstSettings(OUTLINE);

const key = fc.oneof(
  fc.constantFrom("heap:0", "gc:0"),
  fc
    .tuple(fc.constantFrom("proc", "thread", "goroutine", "group", "task-type", "task"), fc.nat(99_999))
    .map((parts) => parts.join(":")),
);
const some = fc.uniqueArray(fc.constantFrom(...ENTRIES), { maxLength: 2 }).map((list) => new Set(list));
const settings: fc.Arbitrary<TrackSettings> = fc.record({
  grouping: fc.constantFrom(...GROUPINGS),
  order: fc.constantFrom(...ORDERS),
  filter: fc.record({
    text: fc.constantFrom("", "http", "(*Conn).serve", "\u00e9"),
    frame: fc.constantFrom("", "io.Copy"),
    states: fc.constantFrom(0, 4, 0x1fc),
    leastNs: fc.constantFrom(0, 1e6),
  }),
  entries: fc.constant(ENTRIES),
  hidden: some,
  folded: some,
  pinned: fc.uniqueArray(key, { maxLength: 3 }),
  hiddenTracks: fc.uniqueArray(key, { maxLength: 2 }).map((list) => new Set(list)),
  open: fc.uniqueArray(key, { maxLength: 90 }).map((list) => new Set(list.filter((one) => /^[gt]/.test(one)))),
});

/** Single tracks of the top level have words of their own, before those of the rest. */
function sorted(one: TrackSettings): unknown {
  return { ...one, pinned: one.pinned.toSorted() };
}

describe("settings of the tracks in the URL", () => {
  test("come back as they were, as far as there is room, in letters that a place may have", () => {
    fc.assert(
      fc.property(settings, (one) => {
        const text = settingsText(one, FIRST);
        expect(text).toMatch(/^[a-z0-9.,~-]{0,300}$/u);
        const back = parseSettings(text, FIRST);
        expect(settingsText(back, FIRST)).toBe(text);
        if (text.length < 240) expect(sorted(back)).toEqual(sorted(one));
      }),
    );
  });

  test("as they are at first need no words", () => {
    expect(settingsText(FIRST, FIRST)).toBe("");
    expect(parseSettings("", FIRST)).toEqual(FIRST);
  });

  test("that make no sense count as not there", () => {
    expect(
      parseSettings("by.magic,order.,pin.x9,open.,open.g,without.p1x,hide.nothing,states.zz,rows.zz", FIRST),
    ).toEqual(FIRST);
  });

  test("name many tracks in few letters, and as many as there is room for", () => {
    const open = new Set(["group:3", "group:12", "goroutine:9", "task-type:0"]);
    expect(settingsText({ ...FIRST, open, pinned: ["heap:0", "proc:3", "task:7"] }, FIRST)).toBe(
      "pin.heap,pin.p3j7,open.f3f12g9k0",
    );
    const many = new Set(Array.from({ length: 1000 }, (_, i) => `goroutine:${i}`));
    const back = parseSettings(settingsText({ ...FIRST, open: many }, FIRST), FIRST).open;
    expect(back.size).toBeGreaterThan(80);
    expect([...back]).toEqual([...many].slice(0, back.size));
  });

  test("come with how far the tracks are scrolled", () => {
    expect([withScroll("", 0), withScroll("", 40.4), withScroll("by.creator", 1200)]).toEqual([
      "",
      "y.40",
      "by.creator,y.1200",
    ]);
    expect(["", "y.40", "by.creator,y.1200", "text.y.3", "y.-3", "y.9999999999"].map(parseScroll)).toEqual([
      0, 40, 1200, 0, 0, 0,
    ]);
    expect(parseSettings("y.40", FIRST)).toEqual(FIRST);
  });

  test("hold filters as text", () => {
    const text = settingsText({ ...FIRST, filter: { ...FIRST.filter, text: "(*Conn).serve" } }, FIRST);
    expect(text).toBe("text.~28~2a~43onn~29~2eserve");
    expect(parseSettings(text, FIRST).filter.text).toBe("(*Conn).serve");
  });
});

describe("other groups", () => {
  test("have nothing of what was said of those before", () => {
    const said = { ...FIRST, pinned: ["group:1", "proc:0"], open: new Set(["group:2", "goroutine:7"]) };
    const other = regrouped(said, "creator");
    expect(other).toMatchObject({ grouping: "creator", pinned: ["proc:0"] });
    expect([...other.open]).toEqual(["goroutine:7"]);
    expect(regrouped(said, "function")).toBe(said);
  });
});

describe("a track that is to be shown", () => {
  test("is hidden by nothing any more, and its group is open", () => {
    const away: TrackSettings = {
      ...FIRST,
      hidden: new Set(["groups", "heap"] as const),
      folded: new Set(["groups", "procs"] as const),
      hiddenTracks: new Set(["goroutine:3", "group:1", "proc:0"]),
    };
    const shown = shownTrack(away, { kind: "goroutine", index: 3 }, "group:1");
    expect([[...shown.hidden], [...shown.folded], [...shown.hiddenTracks], [...shown.open]]).toEqual([
      ["heap"],
      ["procs"],
      ["proc:0"],
      ["group:1"],
    ]);
    expect([...shownTrack(away, { kind: "proc", index: 0 }, undefined).folded]).toEqual(["groups"]);
  });
});

describe("an entry that is moved", () => {
  test("changes places with the shown ones only", () => {
    const moved = moveEntry({ ...FIRST, hidden: new Set(["heap"] as const) }, "goroutines", -1);
    expect(moved.entries.slice(0, 3)).toEqual(["goroutines", "heap", "gc"]);
    expect(moveEntry(moved, "goroutines", -5).entries).toEqual(moved.entries);
  });
});
