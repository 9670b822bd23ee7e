import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lossOn } from "../../views/minimap/draw.ts";
import { barsOf } from "../../views/minimap/activity.ts";
import { dragged, gripAt, middleGrip } from "../../views/minimap/grip.ts";

const DURATION = 1000;
const WIDTH = 500;
const WINDOW = { from: 200, to: 400 };

describe("a loss on the minimap", () => {
  const all = { from: 0, to: DURATION };

  it("is as long as it lasted, and wide enough to be seen", () => {
    expect(lossOn({ from: 200, to: 400 }, all, WIDTH, 1)).toEqual([100, 200]);
    expect(lossOn({ from: 500, to: 500 }, all, WIDTH, 1)).toEqual([247, 253]);
  });

  it("stays within it at both ends", () => {
    expect(lossOn({ from: 0, to: 0 }, all, WIDTH, 2)).toEqual([0, 12]);
    expect(lossOn({ from: DURATION, to: DURATION }, all, WIDTH, 2)).toEqual([WIDTH - 12, WIDTH]);
  });
});

describe("a press on the minimap", () => {
  it("takes an edge, the window between them, or nothing beside it", () => {
    expect(gripAt(WINDOW, DURATION, WIDTH, 101)).toEqual({ kind: "from" });
    expect(gripAt(WINDOW, DURATION, WIDTH, 203)).toEqual({ kind: "to" });
    expect(gripAt(WINDOW, DURATION, WIDTH, 150)).toEqual({ kind: "move", at: 100 });
    expect(gripAt(WINDOW, DURATION, WIDTH, 50)).toBeUndefined();
  });

  it("moves a window that is too narrow for edges", () => {
    expect(gripAt({ from: 200, to: 201 }, DURATION, WIDTH, 103)).toMatchObject({ kind: "move" });
  });

  it("drags the window with its width, and its edges not past each other", () => {
    expect(dragged(WINDOW, { kind: "move", at: 100 }, DURATION, WIDTH, 250)).toEqual({ from: 400, to: 600 });
    expect(dragged(WINDOW, middleGrip(WINDOW), DURATION, WIDTH, 490)).toEqual({ from: 800, to: 1000 });
    expect(dragged(WINDOW, { kind: "to" }, DURATION, WIDTH, 450)).toEqual({ from: 200, to: 900 });
    expect(dragged(WINDOW, { kind: "from" }, DURATION, WIDTH, 499)).toEqual({ from: 396, to: 400 });
  });

  it("leaves a window within the trace, whatever is dragged where", () => {
    const kinds = fc.constantFrom("from" as const, "to" as const);
    const grips = fc.oneof(
      kinds.map((kind) => ({ kind })),
      fc.nat(200).map((at) => ({ kind: "move" as const, at })),
    );
    fc.assert(
      fc.property(grips, fc.integer({ min: -1000, max: 1500 }), (grip, x) => {
        const { from, to } = dragged(WINDOW, grip, DURATION, WIDTH, x);
        expect(from >= 0 && to <= DURATION && to - from >= 4).toBe(true);
      }),
    );
  });
});

it("bars show what is on procs up to the middle, and what waits for one above", () => {
  const activity = {
    columns: 1,
    running: new Float64Array([3]),
    syscall: new Float64Array([4]),
    runnable: new Float64Array([100]),
  };
  expect(barsOf(activity, 0, 4)).toEqual([0.375, 0.125, 0.5]);
});
