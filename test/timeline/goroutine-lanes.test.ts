import { describe, expect, it } from "vitest";
import type { GoroutineIndex, StackIndex } from "../../src/base/indices.ts";
import type { Trace } from "../../src/model/trace.ts";
import { hitTest } from "../../src/timeline/hit.ts";
import { stackStretches } from "../../src/timeline/stack-lane.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { annotated } from "../support/annotated-trace.ts";
import { buildTrace } from "../support/fixture-trace.ts";

/** Waits in read, runs with samples in parse and in print, waits in read again. */
function stacked(): Trace {
  const trace = buildTrace({
    durationNs: 1000,
    goroutines: [
      {
        id: 1,
        spans: [
          { start: 0, state: 2, reason: "network", stack: ["net.read", "main.serve", "main.main"] },
          { start: 100, state: 1, waker: 2, stack: ["main.other"] },
          { start: 150, state: 0, proc: 0 },
          { start: 600, state: 2, reason: "network", stack: ["net.read", "main.serve", "main.main"] },
        ],
      },
      {
        id: 2,
        spans: [
          { start: 0, state: 2, stack: ["main.parse", "main.serve", "main.main"] },
          { start: 900, state: 2, stack: ["fmt.Print", "main.serve", "main.main"] },
        ],
      },
    ],
  });
  const stackOf = (row: number): number => trace.spans.stack[row]!;
  return annotated(trace, {
    samples: [
      [0, 200, stackOf(4)],
      [0, 400, stackOf(5)],
    ],
    logs: [
      { goroutine: 0, time: 300, category: "order", message: "paid" },
      { goroutine: 0, time: 500, category: "", message: "shipped" },
    ],
  });
}

function stretches(trace: Trace, from = 0, to = trace.durationNs): string[] {
  const lines: string[] = [];
  const rows = new Timeline(trace).samplesOf(0 as GoroutineIndex);
  stackStretches(trace, 0 as GoroutineIndex, rows, from, to, ({ start, end, stack, depth, sampled }) => {
    const frames = trace.symbols
      .framesOf(stack as StackIndex)
      .toReversed()
      .slice(0, depth);
    lines.push(`${start}-${end} ${frames.map((frame) => frame.function).join(" ")}${sampled ? " sampled" : ""}`);
  });
  return lines;
}

describe("where a goroutine was over time", () => {
  it("is told by its waits, by samples until the next, and between them by what both have in common", () => {
    expect(stretches(stacked())).toEqual([
      "0-100 main.main main.serve net.read",
      "100-150 main.main main.serve net.read",
      "150-200 main.main main.serve",
      "200-400 main.main main.serve main.parse sampled",
      "400-600 main.main main.serve fmt.Print sampled",
      "600-1000 main.main main.serve net.read",
    ]);
  });

  it("is the same from wherever one looks", () => {
    expect(stretches(stacked(), 450, 620)).toEqual(stretches(stacked()).slice(2));
  });

  it("is a row per frame, one rectangle as long as a function stays", () => {
    const tile = drawTile(new Timeline(stacked()), {
      tracks: [{ kind: "frames", index: 0 }],
      from: 0,
      to: 1000,
      pixels: 1000,
    });
    const lines = Array.from(
      tile.start,
      (start, i) => `${tile.row[i]}: ${start}-${tile.end[i]} ${tile.labels[tile.label[i]!] ?? ""}`,
    );
    expect(lines).toEqual([
      "0: 0-1000 main.main",
      "1: 0-1000 main.serve",
      "2: 0-150 net.read",
      "2: 200-400 main.parse",
      "2: 400-600 fmt.Print",
      "2: 600-1000 net.read",
    ]);
  });

  it("is said under the pointer, with how it is known", () => {
    const hit = hitTest(new Timeline(stacked()), { kind: "frames", index: 0 }, 250, 1, 0.9);
    expect(hit?.title).toBe("main.parse");
    expect(hit?.lines).toContain("as a CPU sample found it");
    expect(hitTest(new Timeline(stacked()), { kind: "frames", index: 0 }, 170, 1, 0.9)).toBeUndefined();
  });
});

describe("logs of a goroutine", () => {
  it("are ticks with their words until the next", () => {
    const tile = drawTile(new Timeline(stacked()), {
      tracks: [{ kind: "logs", index: 0 }],
      from: 0,
      to: 1000,
      pixels: 1000,
    });
    const lines = Array.from(tile.start, (start, i) =>
      `${tile.row[i]}: ${start}-${tile.end[i]} ${tile.labels[tile.label[i]!] ?? ""}`.trim(),
    );
    expect(lines).toEqual(["0: 300-500 order: paid", "0: 500-1000 shipped", "1: 300-302", "1: 500-502"]);
  });

  it("are said under the pointer from when they were written", () => {
    const at = (time: number): string | undefined =>
      hitTest(new Timeline(stacked()), { kind: "logs", index: 0 }, time, 1)?.title;
    expect([at(100), at(350), at(700)]).toEqual([undefined, "order: paid", "shipped"]);
  });
});

describe("what there is under a goroutine", () => {
  it("is told before it is shown, and refused for one that there is not", () => {
    const timeline = new Timeline(stacked());
    expect(timeline.lanesOf(0 as GoroutineIndex)).toMatchObject({ regions: 0, frames: 3, logs: true });
    expect(timeline.lanesOf(1 as GoroutineIndex)).toMatchObject({ frames: 3, logs: false });
    expect(() => timeline.lanesOf(2 as GoroutineIndex)).toThrow("no track goroutine 2");
    expect(() => drawTile(timeline, { tracks: [{ kind: "task", index: 0 }], from: 0, to: 1, pixels: 1 })).toThrow(
      "no track task 0",
    );
  });
});
