import { describe, expect, it } from "vitest";
import type { Arranged, Arrangement, GroupMembers, TrackOutline } from "../../../src/timeline/types.ts";
import { arrangedAtFirst } from "../../../views/timeline/arranged-first.ts";
import { rowsBetween, trackKey, type TrackRow } from "../../../views/timeline/layout.ts";
import type { Subject } from "../../../views/timeline/subject.ts";
import { Tracks } from "../../../views/timeline/tracks.ts";
import type { TrackSettings } from "../../../views/timeline/track-settings.ts";

const OUTLINE: TrackOutline = {
  procs: [],
  threads: [],
  taskTypes: [],
  groups: Array.from({ length: 3 }, (_, index) => ({ index, name: `main.f${index}`, count: 100 })),
};

/** An engine that answers when it is let, and numbers the groups of each arrangement anew. Group g holds goroutines 10 g and on. */
class SlowEngine {
  readonly asked: string[] = [];
  readonly #answers: (() => void)[] = [];
  shown = 300;
  #base = 0;

  arrange = async ({ filter: { text } }: Arrangement): Promise<Arranged> => {
    this.asked.push(text);
    await new Promise<void>((resolve) => this.#answers.push(resolve));
    this.#base += 10;
    const first = arrangedAtFirst(OUTLINE);
    return {
      ...first,
      groups: first.groups.map((group) => ({ ...group, index: this.#base + group.key })),
      shown: this.shown,
    };
  };

  members = (group: number): Promise<GroupMembers> => {
    const goroutines = Int32Array.of((group % 10) * 10, (group % 10) * 10 + 1);
    const numbers = Float64Array.from(goroutines);
    return Promise.resolve({
      ...{ group, goroutines, ids: numbers, created: numbers, ended: numbers },
      ...{ name: new Int32Array(2), names: ["main.f"] },
    });
  };

  groupOf = (_: Arrangement, goroutine: number): Promise<number> =>
    Promise.resolve(this.#base + Math.floor(goroutine / 10));

  /** Answers what was asked so far. */
  async answer(): Promise<void> {
    for (const resolve of this.#answers.splice(0)) resolve();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

function shown(): {
  readonly engine: SlowEngine;
  readonly tracks: Tracks;
  readonly settings: () => TrackSettings;
  readonly rows: () => string[];
} {
  const engine = new SlowEngine();
  const tracks: Tracks = new Tracks({ changed: () => {}, set: (settings) => void tracks.set(settings) });
  tracks.show({ engine, outline: OUTLINE, durationNs: 100, losses: [] } as unknown as Subject);
  return {
    engine,
    tracks,
    settings: () => tracks.settings!,
    rows: () =>
      rowsBetween(tracks.layout, 0, tracks.layout.height).flatMap((row) =>
        row.kind === "track" && (row.track.kind === "group" || row.track.kind === "goroutine")
          ? [trackKey(row.track)]
          : [],
      ),
  };
}

function rowOf({ layout }: Tracks, key: string): TrackRow {
  const row = rowsBetween(layout, 0, layout.height).find((one) => one.kind === "track" && one.key === key);
  if (row?.kind !== "track") throw new Error(`no row ${key}`);
  return row;
}

describe("a filter that is typed", () => {
  it("asks one question at a time, and of those that came meanwhile the last", async () => {
    const { engine, tracks, settings, rows } = shown();
    for (const text of ["m", "ma", "mai", "main"])
      void tracks.choose((before) => ({ ...before, filter: { ...before.filter, text } }));
    await engine.answer();
    await engine.answer();
    expect(engine.asked).toEqual(["m", "main"]);
    void tracks.choose((before) => ({ ...before, filter: { ...before.filter, text: "main.f" } }));
    await engine.answer();
    await engine.answer();
    expect(engine.asked).toEqual(["m", "main", "main.f"]);
    expect(settings().filter.text).toBe("main.f");
    expect(rows()).toEqual(["group:30", "group:31", "group:32"]);
  });

  it("leaves open what was open, whatever numbers its groups have", async () => {
    const { engine, tracks, rows } = shown();
    await tracks.toggle(rowOf(tracks, "group:1"));
    expect(rows()).toEqual(["group:0", "group:1", "goroutine:10", "goroutine:11", "group:2"]);
    void tracks.choose((before) => ({ ...before, filter: { ...before.filter, text: "f" } }));
    await engine.answer();
    await engine.answer();
    expect(rows()).toEqual(["group:10", "group:11", "goroutine:10", "goroutine:11", "group:12"]);
  });

  it("opens all groups by itself where it leaves few goroutines, and they can be closed", async () => {
    const { engine, tracks, settings, rows } = shown();
    engine.shown = 6;
    void tracks.choose((before) => ({ ...before, filter: { ...before.filter, text: "f" } }));
    await engine.answer();
    await engine.answer();
    expect(rows()).toHaveLength(9);
    await tracks.toggle(rowOf(tracks, "group:1"));
    expect(rows()).toEqual([
      "group:10",
      "goroutine:0",
      "goroutine:1",
      "group:11",
      "group:12",
      "goroutine:20",
      "goroutine:21",
    ]);
    expect(settings().open.size).toBe(0);
  });
});

describe("a track that is to be reached", () => {
  it("has a row, whatever hid it", async () => {
    const { tracks, settings } = shown();
    void tracks.choose((before) => ({
      ...before,
      folded: new Set(["groups"] as const),
      hiddenTracks: new Set(["goroutine:21"]),
    }));
    const row = await tracks.reach({ kind: "goroutine", index: 21 });
    expect(row).toMatchObject({ key: "goroutine:21" });
    expect([...settings().open]).toEqual(["group:2"]);
  });
});
