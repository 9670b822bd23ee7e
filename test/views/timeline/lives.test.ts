import { describe, expect, test } from "vitest";
import type { TrackRow } from "../../../views/timeline/layout.ts";
import { lifeIsElsewhere, paintLife, windowOfLife } from "../../../views/timeline/lives.ts";
import type { Paint } from "../../../views/webgl/paint.ts";

/** The row of a goroutine that was there between two times. */
function row(from: number, to: number): TrackRow {
  return {
    kind: "track",
    track: { kind: "goroutine", index: 0 },
    key: "goroutine:0",
    y: 0,
    height: 20,
    name: "G1",
    note: "",
    depth: 0,
    pinned: false,
    canOpen: false,
    group: undefined,
    open: false,
    life: { from, to },
  };
}

/** What was painted, as text. */
function painted(subject: TrackRow, window: { from: number; to: number }): string[] {
  const calls: string[] = [];
  const paint: Paint = {
    box: (x0, y0, x1, y1) => calls.push(`box ${x0} ${y0} ${x1} ${y1}`),
    frame: () => calls.push("frame"),
    text: (text, x) => calls.push(`${text} at ${x}`) > 0,
    measure: () => 0,
  };
  paintLife(paint, subject, window, 100, 20, 1000, 1, 0xff000000);
  return calls;
}

describe("where a goroutine is", () => {
  const window = { from: 1000, to: 2000 };

  test("an arrow points to one that is not in the window, and none to one that touches it", () => {
    expect(painted(row(10, 20), window)).toEqual(["\u2039 at 4"]);
    expect(painted(row(3000, 3001), window)).toEqual(["\u203a at 991"]);
    expect(painted(row(0, 1500), window)).toEqual([]);
    expect(lifeIsElsewhere(row(2000, 3000), window)).toBeUndefined();
  });

  test("a mark surrounds a life too short to be seen", () => {
    expect(painted(row(1500, 1501), window)).toEqual(["box 498.5 102 502.5 117"]);
  });

  test("the way there keeps the zoom", () => {
    expect(windowOfLife(row(9000, 9005), { from: 0, to: 300 })).toEqual({ from: 8900, to: 9200 });
  });
});
