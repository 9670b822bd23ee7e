import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWheel, type WheelTurn } from "../../../views/timeline/input/wheel.ts";
import type { TrackRow } from "../../../views/timeline/layout.ts";
import { shortFunction } from "../../../views/timeline/row-name.ts";
import { scrollOfThumb, thumbOf } from "../../../views/timeline/scrollbar.ts";
import { Slots } from "../../../views/timeline/slots.ts";

describe("the wheel", () => {
  const turn = (changes: Partial<WheelTurn>): WheelTurn => ({
    deltaX: 0,
    deltaY: 0,
    deltaMode: 0,
    ctrlKey: false,
    shiftKey: false,
    altKey: false,
    ...changes,
  });

  test("zooms, in when it turns up, and back by as much when it turns down", () => {
    const inwards = readWheel(turn({ deltaY: -100 }), false);
    const outwards = readWheel(turn({ deltaY: 100 }), false);
    expect(inwards.zoom).toBeCloseTo(0.8, 2);
    expect(inwards.zoom * outwards.zoom).toBeCloseTo(1, 12);
    expect([inwards.panPx, inwards.scrollPx]).toEqual([0, 0]);
  });

  test("pans with shift, and when it turns sideways", () => {
    expect(readWheel(turn({ deltaY: 30, shiftKey: true }), false)).toEqual({ zoom: 1, panPx: 30, scrollPx: 0 });
    expect(readWheel(turn({ deltaX: -30, deltaY: 4 }), false)).toEqual({ zoom: 1, panPx: -30, scrollPx: 0 });
  });

  test("scrolls with alt, and over the names", () => {
    expect(readWheel(turn({ deltaY: 3, deltaMode: 1, altKey: true }), false)).toEqual({
      zoom: 1,
      panPx: 0,
      scrollPx: 48,
    });
    expect(readWheel(turn({ deltaY: 100 }), true)).toEqual({ zoom: 1, panPx: 0, scrollPx: 100 });
  });

  test("zooms by a pinch wherever it is", () => {
    expect(readWheel(turn({ deltaY: -10, ctrlKey: true }), true).zoom).toBeLessThan(0.95);
  });
});

describe("names", () => {
  test.each([
    ["net/http.(*conn).serve", "http.(*conn).serve"],
    ["github.com/acme/shop/internal/orders.(*Service[...]).process", "orders.(*Service).process"],
    ["main.main.func1", "main.main.func1"],
    ["gopkg.in/yaml.v3.Unmarshal", "yaml.v3.Unmarshal"],
    ["runtime.goexit", "runtime.goexit"],
    ["", "(unknown)"],
    ["a/b", "b"],
  ])("%s is short as %s", (name, short) => expect(shortFunction(name)).toBe(short));
});

describe("the scrollbar", () => {
  test("is not there when all is in sight", () => {
    expect(thumbOf({ scroll: 0, viewHeight: 500, layoutHeight: 400 })).toBeUndefined();
  });

  test("leads to any scroll, and back to the same place", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 2000 }),
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (viewHeight, more, share) => {
          const extent = { scroll: share * more, viewHeight, layoutHeight: viewHeight + more };
          const thumb = thumbOf(extent)!;
          expect(thumb.top).toBeGreaterThanOrEqual(0);
          expect(thumb.top + thumb.height).toBeLessThanOrEqual(viewHeight + 1e-6);
          if (thumb.height < viewHeight) expect(scrollOfThumb(thumb.top, extent)).toBeCloseTo(extent.scroll, 3);
        },
      ),
    );
  });
});

describe("slots", () => {
  const proc = (index: number, y: number): TrackRow => ({
    kind: "track",
    track: { kind: "proc", index },
    key: `proc:${index}`,
    y,
    height: 22,
    name: "",
    note: "",
    depth: 0,
    pinned: false,
    canOpen: false,
    group: undefined,
    open: false,
    life: undefined,
  });

  test("a track keeps its place, and is hidden while its row is not there", () => {
    const slots = new Slots(4);
    expect([
      slots.place({ kind: "proc", index: 5 }),
      slots.place({ kind: "group", index: 5 }),
      slots.place({ kind: "proc", index: 5 }),
    ]).toEqual([0, 1, 0]);
    expect(slots.arrange([proc(5, 100)])).toBe(true);
    expect(Array.from(slots.table.subarray(0, 8))).toEqual([100, 22, 2, 2, 0, 0, 0, 0]);
    expect(slots.arrange([proc(5, 100)])).toBe(false);
    expect(slots.arrange([])).toBe(true);
    expect(slots.table[1]).toBe(0);
  });

  test("lies to the pixel where no float32 does, among a million rows", () => {
    const slots = new Slots(4);
    slots.place({ kind: "proc", index: 1 });
    slots.place({ kind: "proc", index: 2 });
    const y = 2 ** 24 + 7;
    expect(slots.arrange([proc(1, y), proc(2, y + 22)])).toBe(true);
    expect(Math.fround(y)).not.toBe(y);
    expect([slots.anchor + slots.table[0]!, slots.anchor + slots.table[4]!]).toEqual([y, y + 22]);
    expect(slots.arrange([proc(1, y - slots.anchor), proc(2, y - slots.anchor + 22)])).toBe(true);
    expect(slots.anchor).toBe(0);
  });

  test("says when there is no room instead of drawing over another", () => {
    const slots = new Slots(1);
    slots.place({ kind: "proc", index: 0 });
    expect(slots.hasRoom(1)).toBe(false);
    expect(() => slots.place({ kind: "proc", index: 1 })).toThrow("proc:1");
  });
});
