import { describe, expect, it } from "vitest";
import type { GoroutineIndex } from "../../../src/base/indices.ts";
import type { SpanCauses, WakeRef } from "../../../src/engine/protocol.ts";
import type { Paint } from "../../../views/webgl/paint.ts";
import { arrowsOf, paintArrows, type ArrowView, type PlacedArrow } from "../../../views/timeline/arrows.ts";
import type { TrackRow } from "../../../views/timeline/layout.ts";

function wake(at: number, waker: number, woken: number): WakeRef {
  const end = (index: number): WakeRef["waker"] => ({
    goroutine: { index: index as GoroutineIndex, id: String(index), name: "main.main" },
    group: 0,
    span: undefined,
  });
  return { at, waker: end(waker), woken: end(woken), created: false };
}

const CAUSES: SpanCauses = {
  span: 7,
  lifeNs: 100,
  createdBy: undefined,
  wokenBy: wake(10, 1, 2),
  wokenAt: [],
  wakes: [wake(20, 2, 3), wake(30, 2, 4)],
  wakeCount: 2,
};

describe("what is worth an arrow", () => {
  it("is who woke the selected, and whom it woke", () => {
    expect(arrowsOf(CAUSES, undefined).map(({ wake: { at }, strong }) => [at, strong])).toEqual([
      [10, true],
      [20, false],
      [30, false],
    ]);
    expect(arrowsOf(undefined, undefined)).toEqual([]);
  });

  it("is who created its goroutine, once", () => {
    const created = { ...wake(5, 1, 2), created: true };
    expect(arrowsOf({ ...CAUSES, createdBy: created }, undefined).map(({ wake: { at } }) => at)).toEqual([
      10, 5, 20, 30,
    ]);
    const born = { ...CAUSES, createdBy: created, wokenBy: created };
    expect(arrowsOf(born, undefined).map(({ wake: { at } }) => at)).toEqual([5, 20, 30]);
  });

  it("is the chain alone while one is followed, numbered from the latest", () => {
    const last = { index: 1 as GoroutineIndex, id: "1", name: "" };
    const chain = { span: 7, wakes: [wake(30, 2, 4), wake(20, 3, 2)], end: "running" as const, last };
    expect(arrowsOf(CAUSES, chain).map(({ wake: { at }, hop }) => [at, hop])).toEqual([
      [30, 1],
      [20, 2],
    ]);
  });
});

describe("painted", () => {
  const row = (y: number): TrackRow =>
    ({
      kind: "track",
      track: { kind: "goroutine", index: y },
      y,
      height: 20,
      name: "",
      note: "",
      group: undefined,
      open: false,
      life: undefined,
    }) as unknown as TrackRow;
  const view = { window: { from: 0, to: 100 }, width: 1000, height: 400, dpr: 1, scroll: 0, top: 30 };
  const theme = { accent: 1, foreground: 2, background: 3 } as unknown as ArrowView["theme"];
  const boxes = (arrows: readonly PlacedArrow[]): number[][] => {
    const found: number[][] = [];
    const paint: Paint = {
      box: (...box) => void found.push(box),
      frame: () => {},
      text: () => true,
      measure: () => 6,
    };
    paintArrows(paint, { ...view, theme }, arrows);
    return found;
  };
  const arrow = (at: number, strong: boolean): PlacedArrow => ({
    wake: wake(at, 1, 2),
    strong,
    hop: 0,
    from: row(0),
    to: row(100),
  });

  it("runs from the middle of one row to that of the other, at its time", () => {
    const [, line] = boxes([arrow(50, true)]);
    expect(line).toEqual([499, 40, 501, 140, 1]);
  });

  it("are only those in the window, and of the weak as many as can be told apart", () => {
    expect(boxes([arrow(150, true)])).toEqual([]);
    const one = boxes([arrow(50, false)]).length;
    expect(boxes([arrow(50, false), arrow(50.1, false), arrow(60, false)])).toHaveLength(2 * one);
    expect(boxes(Array.from({ length: 90 }, (_, i) => arrow(i + 1, false)))).toHaveLength(40 * one);
  });
});
