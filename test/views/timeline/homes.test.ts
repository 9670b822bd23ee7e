import { describe, expect, it } from "vitest";
import type { GoroutineIndex, ProcIndex } from "../../../src/base/indices.ts";
import type { WakeRef } from "../../../src/engine/protocol.ts";
import type { Arrangement, GroupMembers, TrackOutline } from "../../../src/timeline/types.ts";
import { ArrowLayer } from "../../../views/timeline/arrow-layer.ts";
import type { Arrow } from "../../../views/timeline/arrows.ts";
import { Homes } from "../../../views/timeline/homes.ts";
import type { Layout, TrackRow } from "../../../views/timeline/layout.ts";
import type { TimelineEngine } from "../../../views/timeline/timeline-engine.ts";
import { laidOut } from "../../support/laid-out.ts";

const ARRANGEMENT = { grouping: "creator", order: "seen" } as unknown as Arrangement;
const OUTLINE: TrackOutline = {
  procs: [{ index: 0 as ProcIndex, id: "0" }],
  threads: [],
  taskTypes: [],
  groups: Array.from({ length: 40 }, (_, index) => ({ index, name: `main.f${index}`, count: 1 })),
};

/** Goroutine g is in group g; those from 100 on are hidden by the filter. */
const engine = {
  groupsOf: (goroutines: Int32Array) => Promise.resolve(goroutines.map((g) => (g < 100 ? g : -1))),
} as unknown as TimelineEngine;

function members(group: number): GroupMembers {
  return {
    group,
    goroutines: Int32Array.of(group),
    ids: Float64Array.of(group),
    name: new Int32Array(1),
    names: [""],
    created: new Float64Array(1),
    ended: new Float64Array(1),
  };
}

function trackOf(row: TrackRow | undefined): string | undefined {
  return row && `${row.track.kind}:${row.track.index}`;
}

describe("the row that shows a goroutine", () => {
  it("is its own, or that of the group it is in", async () => {
    const homes = new Homes();
    await homes.know(engine, ARRANGEMENT, [1, 2, 100]);
    const layout = laidOut(OUTLINE, new Map([[2, members(2)]]));
    expect([1, 2, 3, 100].map((g) => trackOf(homes.rowOf(g, layout, 0)))).toEqual([
      "group:1",
      "goroutine:2",
      undefined,
      undefined,
    ]);
    expect(trackOf(homes.rowOf(2, laidOut(OUTLINE), 0))).toBe("group:2");
  });

  it("lies where what is pinned lies at a scroll", async () => {
    const homes = new Homes();
    await homes.know(engine, ARRANGEMENT, [5]);
    const layout = laidOut(OUTLINE, new Map(), { pinned: ["gc:0", "group:5"] });
    expect(homes.rowOf(5, layout, 300)).toMatchObject({ pinned: true, y: 300 - 22 });
    expect(homes.rowOf(5, layout, 0)).toMatchObject({ y: -22 });
  });

  it("is asked for anew when goroutines are grouped otherwise", async () => {
    const homes = new Homes();
    await homes.know(engine, ARRANGEMENT, [1]);
    const other = { ...engine, groupsOf: () => Promise.resolve(Int32Array.of(7)) };
    await homes.know(other, { ...ARRANGEMENT }, [1]);
    expect(trackOf(homes.rowOf(1, laidOut(OUTLINE), 0))).toBe("group:7");
  });
});

describe("arrows of a chain", () => {
  const arrow = (hop: number, waker: number, woken: number): Arrow => {
    const end = (index: number): WakeRef["waker"] => ({
      goroutine: { index: index as GoroutineIndex, id: "", name: "" },
      group: 0,
      span: undefined,
    });
    return { wake: { at: 0, waker: end(waker), woken: end(woken), created: false }, strong: true, hop };
  };

  async function scrolled(arrows: readonly Arrow[], scroll: number, height: number): Promise<[number, Layout]> {
    const homes = new Homes();
    const layer = new ArrowLayer(homes);
    expect(layer.set(arrows)).toBe(true);
    await homes.know(engine, ARRANGEMENT, layer.goroutines);
    const layout = laidOut(OUTLINE);
    return [layer.scrollToShow(layout, scroll, height), layout];
  }

  const yOf = (layout: Layout, group: number): number =>
    layout.blocks
      .map(({ row, y }) => row(0, y))
      .find((row) => row.kind === "track" && row.track.kind === "group" && row.track.index === group)!.y;

  it("come into sight, all where there is room", async () => {
    const [scroll, layout] = await scrolled([arrow(1, 12, 20), arrow(2, 10, 12)], 0, 400);
    expect(scroll).toBeLessThan(yOf(layout, 10));
    expect(scroll + 400).toBeGreaterThan(yOf(layout, 20) + 22);
  });

  it("come into sight from the latest wake on, where there is not", async () => {
    const [scroll, layout] = await scrolled([arrow(1, 30, 32), arrow(2, 1, 30)], 0, 200);
    expect(scroll).toBeLessThan(yOf(layout, 30));
    expect(scroll + 200).toBeGreaterThan(yOf(layout, 32) + 22);
  });

  it("do not move what is in sight", async () => {
    const [, layout] = await scrolled([arrow(1, 12, 14)], 0, 400);
    const [scroll] = await scrolled([arrow(1, 12, 14)], yOf(layout, 12) - 50, 400);
    expect(scroll).toBe(yOf(layout, 12) - 50);
  });
});
