import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProcIndex } from "../../../src/base/indices.ts";
import type { GroupMembers, TrackOutline } from "../../../src/timeline/types.ts";
import {
  clampScroll,
  findTrack,
  pinnedRows,
  plainKey,
  rowAt,
  rowsBetween,
  scrollToShow,
  trackKey,
  type Layout,
  type Row,
  type TrackRow,
} from "../../../views/timeline/layout.ts";
import { NOTHING_SELECTED, outlinesOf } from "../../../views/timeline/selected.ts";
import { laidOut } from "../../support/laid-out.ts";
import { RowWindow } from "../../../views/timeline/rows-in-sight.ts";

function outlineOf(procs: number, groups: readonly number[]): TrackOutline {
  return {
    procs: Array.from({ length: procs }, (_, i) => ({ index: i as ProcIndex, id: String(i) })),
    threads: [],
    taskTypes: [],
    groups: groups.map((count, index) => ({ index, name: `main.f${index}`, count })),
  };
}

/** Goroutine 1000 g + i is the i-th of group g. */
function membersOf(group: number, count: number): GroupMembers {
  const goroutines = Int32Array.from({ length: count }, (_, i) => 1000 * group + i);
  return {
    group,
    goroutines,
    ids: Float64Array.from(goroutines),
    name: new Int32Array(count),
    names: [`main.f${group}`],
    created: new Float64Array(count),
    ended: new Float64Array(count),
  };
}

function open(...members: readonly GroupMembers[]): Map<number, GroupMembers> {
  return new Map(members.map((one) => [one.group, one]));
}

function allRows(layout: Layout): Row[] {
  return rowsBetween(layout, 0, layout.height);
}

describe("layout", () => {
  test("lays what exists once first, then procs, then groups with the goroutines of those that are open", () => {
    const layout = laidOut(outlineOf(2, [1, 3]), open(membersOf(1, 3)));
    expect(allRows(layout).map((row) => (row.kind === "section" ? "-" : trackKey(row.track)))).toEqual([
      "gc:0",
      "heap:0",
      "goroutines:0",
      "threads:0",
      "-",
      "proc:0",
      "proc:1",
      "-",
      "group:0",
      "group:1",
      "goroutine:1000",
      "goroutine:1001",
      "goroutine:1002",
    ]);
  });

  test("rows abut, and those between two heights are just those that touch them", () => {
    const shape = fc.record({
      procs: fc.nat(20),
      groups: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 10 }),
      top: fc.double({ min: 0, max: 1, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(shape, ({ procs, groups, top, share }) => {
        const opened = open(...groups.flatMap((count, g) => (g % 2 === 0 ? [membersOf(g, count)] : [])));
        const layout = laidOut(outlineOf(procs, groups), opened);
        const rows = allRows(layout);
        rows.forEach((row, i) => expect(row.y).toBe(i === 0 ? 0 : rows[i - 1]!.y + rows[i - 1]!.height));
        const low = top * layout.height;
        const high = low + share * 400;
        const expected = rows.filter((row) => row.y < high && row.y + row.height > low);
        expect(rowsBetween(layout, low, high)).toEqual(expected);
      }),
    );
  });

  test("finds the row at a height, and none outside", () => {
    const layout = laidOut(outlineOf(3, [5]), open(membersOf(0, 5)));
    for (const row of allRows(layout)) {
      expect(rowAt(layout, row.y)).toEqual(row);
      expect(rowAt(layout, row.y + row.height - 0.01)).toEqual(row);
    }
    expect(rowAt(layout, -1)).toBeUndefined();
    expect(rowAt(layout, layout.height)).toBeUndefined();
  });

  test("finds a goroutine among 100,000, and none whose group is closed", () => {
    const layout = laidOut(outlineOf(4, [2, 100_000, 2]), open(membersOf(1, 100_000)));
    expect(findTrack(layout, { kind: "goroutine", index: 1000 + 99_999 })?.y).toBeGreaterThan(1_900_000);
    expect(findTrack(layout, { kind: "goroutine", index: 2001 + 100_000 })).toBeUndefined();
    expect(findTrack(layout, { kind: "group", index: 2 })?.name).toBe("main.f2");
  });

  test("scrolls no more than it must to show a row", () => {
    const row = allRows(laidOut(outlineOf(40, []), new Map(), { folded: new Set() }))[20]!;
    expect(scrollToShow(row, row.y - 100, 600)).toBe(row.y - 100);
    expect(scrollToShow(row, row.y + 5, 600)).toBe(row.y - 60);
    expect(scrollToShow(row, 0, 200) + 200).toBe(row.y + row.height + 50);
  });

  test("what fits does not scroll", () => {
    expect(clampScroll(50, 300, 500)).toBe(0);
    expect(clampScroll(900, 1000, 500)).toBe(500);
  });
});

describe("settings", () => {
  const outline = outlineOf(3, [2, 3]);
  const keys = (layout: Layout): string[] =>
    allRows(layout).map((row) => (row.kind === "section" ? `- ${row.entry}` : trackKey(row.track)));

  test("hide entries and single tracks, fold sections, and put them in another order", () => {
    const layout = laidOut(outline, open(membersOf(0, 2)), {
      entries: ["groups", "procs", "gc", "heap", "goroutines", "threads", "waiters", "utilization", "thread-list"],
      hidden: new Set(["heap", "goroutines", "threads", "waiters"] as const),
      folded: new Set(["procs"] as const),
      hiddenTracks: new Set(["group:1", "goroutine:0"]),
    });
    expect(keys(layout)).toEqual(["- groups", "group:0", "goroutine:1", "- procs", "gc:0", "utilization:0"]);
  });

  test("keep pinned tracks at the top at any scroll, and nowhere else", () => {
    const layout = laidOut(outline, new Map(), { pinned: ["proc:2", "heap:0", "proc:77"] });
    expect(layout.pinned.map((row) => [trackKey(row.track), row.y])).toEqual([
      ["proc:2", 0],
      ["heap:0", 22],
    ]);
    expect(keys(layout)).not.toContain("proc:2");
    expect(keys(layout)).not.toContain("heap:0");
    const [first, second] = pinnedRows(layout, 500);
    expect([first!.y, second!.y + second!.height]).toEqual([500 - layout.pinnedHeight, 500]);
    expect(findTrack(layout, { kind: "proc", index: 2 })).toMatchObject({ pinned: true });
    expect(scrollToShow(layout.pinned[0]!, 300, 600)).toBe(300);
  });
});

describe("a goroutine in several groups", () => {
  const outline = outlineOf(0, [2, 2]);
  const both = open(membersOf(0, 2), { ...membersOf(0, 2), group: 1 });
  const rows = allRows(laidOut(outline, both, { grouping: "task" })).filter(
    (row): row is TrackRow => row.kind === "track" && row.track.kind === "goroutine",
  );

  test("has a row in each, which draw the same and are told apart", () => {
    expect(rows.map(({ track }) => track.index)).toEqual([0, 1, 0, 1]);
    expect(new Set(rows.map(({ track }) => trackKey(track))).size).toBe(4);
    expect(rows.map(({ key, track }) => [key, plainKey(track)])).toEqual(
      rows.map(({ track }) => [`goroutine:${track.index}`, `goroutine:${track.index}`]),
    );
  });

  test("is outlined on all of them, and found at the first", () => {
    const selected = { ...NOTHING_SELECTED, tracks: [{ kind: "goroutine", index: 1 }] as const, start: 3, end: 5 };
    expect(outlinesOf(selected, rows, undefined).map(({ row }) => row)).toEqual([rows[1], rows[3]]);
    const layout = laidOut(outline, both, { grouping: "task" });
    expect(findTrack(layout, { kind: "goroutine", index: 1 })?.y).toBe(rows[1]!.y);
  });
});

describe("the rows in sight", () => {
  test("are the same object until they are other rows", () => {
    const layout = laidOut(outlineOf(60, []), new Map(), { folded: new Set() });
    const rows = new RowWindow();
    const first = rows.at(layout, 300, 400);
    expect(rows.at(layout, 301, 400)).toBe(first);
    expect(rows.at(layout, 340, 400)).not.toBe(first);
    expect(rows.at(laidOut(outlineOf(60, []), new Map(), { folded: new Set() }), 340, 400).rows).not.toBe(first.rows);
  });
});

describe("names of groups", () => {
  const outline: TrackOutline = {
    ...outlineOf(0, []),
    groups: [{ index: 0, name: "net/http.(*conn).serve", count: 1 }],
  };
  const nameOf = (change: Parameters<typeof laidOut>[2]): unknown =>
    allRows(laidOut(outline, new Map(), change)).find((row) => row.kind === "track" && row.track.kind === "group");

  test("are short where they are functions, and whole where they are tasks", () => {
    expect(nameOf({})).toMatchObject({ name: "http.(*conn).serve", fullName: "net/http.(*conn).serve" });
    expect(nameOf({ grouping: "task" })).toMatchObject({ name: "net/http.(*conn).serve" });
  });
});
