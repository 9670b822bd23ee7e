import { describe, expect, it } from "vitest";
import { hitTest } from "../../src/timeline/hit.ts";
import { Style } from "../../src/timeline/style.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { Hit, TrackRef } from "../../src/timeline/types.ts";
import { ProcState } from "../../src/model/vocabulary.ts";
import { buildTrace, drawTrace } from "../support/fixture-trace.ts";

const TRACE = drawTrace(
  `
  G1 main.main      |rrrrrrrrssssssssrsrsrsrs|
  G2 main.(*T).work |....qqqqrrrrrrrrqqqqqqqq|
  `,
  10,
  {
    ranges: [
      { name: "GC concurrent mark phase", start: 40, end: 120 },
      { name: "stop-the-world (GC sweep termination)", start: 38, end: 42 },
      { name: "stop-the-world (GC mark termination)", start: 116, end: 119 },
      { name: "stop-the-world (read mem stats)", start: 124, end: 125 },
    ],
    heapLive: [[0, 1 << 20]],
    heapGoal: [[0, 4 << 20]],
  },
);

/** Numbers are bound to their units by spaces that do not break. */
function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

function hit(
  kind: TrackRef["kind"],
  index: number,
  time: number,
  nsPerPixel: number,
  trace = TRACE,
  level = 0,
): Hit | undefined {
  const found = hitTest(new Timeline(trace), { kind, index }, time, nsPerPixel, level);
  return found && { ...found, title: plain(found.title), lines: found.lines.map(plain) };
}

describe("under the pointer on a goroutine's track", () => {
  it("lies one span, with its state, reason, length and goroutine", () => {
    expect(hit("goroutine", 0, 100, 8)).toEqual({
      track: { kind: "goroutine", index: 0 },
      firstRef: 1,
      lastRef: 1,
      count: 1,
      start: 80,
      end: 160,
      style: Style.BlockedSync,
      title: "blocked: chan receive",
      lines: ["80 ns from 80 ns", "G1 main.main"],
    });
  });

  it("lie several spans where a pixel covers them: how many, and what they sum to by state", () => {
    expect(hit("goroutine", 0, 200, 40)).toMatchObject({
      firstRef: 6,
      lastRef: 9,
      count: 4,
      start: 200,
      end: 240,
      title: "4 spans in 40 ns",
      lines: ["running: 20 ns, 50.0 %, 2 times", "chan receive: 20 ns, 50.0 %, 2 times"],
      parts: [
        { style: Style.Running, ns: 20 },
        { style: Style.BlockedSync, ns: 20 },
      ],
    });
    expect(hit("goroutine", 0, 205, 1)?.parts).toBeUndefined();
  });

  it("the parts of what is merged on procs and in groups fill the time that they are told of", () => {
    const proc = hit("proc", 0, 200, 40);
    expect(proc?.count).toBeGreaterThan(1);
    expect(proc?.parts?.at(-1)?.style).toBe(Style.ProcIdle);
    expect(proc?.parts?.reduce((sum, { ns }) => sum + ns, 0)).toBe(40);
    const group = hit("group", 0, 200, 16);
    expect(group?.parts?.reduce((sum, { ns }) => sum + ns, 0)).toBe((group?.end ?? 0) - (group?.start ?? 0));
    const longest = group?.parts?.map(({ ns }) => ns) ?? [];
    expect(longest).toEqual(longest.toSorted((a, b) => b - a));
  });

  it("lies what is there at that very nanosecond, if asked so", () => {
    expect(hit("goroutine", 0, 205, 0)).toMatchObject({ count: 1, start: 200, end: 210, style: Style.Running });
  });

  it("lies nothing before and after its life", () => {
    expect(hit("goroutine", 1, 20, 1)).toBeUndefined();
    expect(hit("goroutine", 1, 20, 0)).toBeUndefined();
    expect(hit("goroutine", 0, 240, 0)).toBeUndefined();
  });
});

describe("under the pointer on a proc's track", () => {
  it("lies the goroutine", () => {
    expect(hit("proc", 0, 100, 1)).toMatchObject({
      firstRef: 11,
      count: 1,
      title: "G2 main.(*T).work",
      lines: ["running", "80 ns from 80 ns", "on thread 7"],
    });
  });

  it("lies nobody where it is idle, or where a thread holds it", () => {
    const held = drawTrace("G1 |rrssssssssrr|");
    expect(hit("proc", 0, 60, 1, held)).toMatchObject({
      firstRef: -1,
      style: Style.ProcHeld,
      title: "no goroutine",
      lines: ["80 ns from 20 ns", "thread 7 holds the proc"],
    });
    held.procs.state[0] = ProcState.Idle;
    expect(hit("proc", 0, 60, 1, held)).toMatchObject({
      title: "idle",
      lines: ["80 ns from 20 ns", "no thread holds the proc"],
    });
  });
});

describe("under the pointer on a thread's track", () => {
  it("lies the goroutine, the proc it is on, and without one that it holds a proc", () => {
    const trace = drawTrace("G1 main.a |rrrccbbb..|");
    expect(hit("thread", 0, 10, 1, trace)).toMatchObject({
      title: "G1 main.a",
      lines: ["running", "30 ns from 0 ns", "on P0"],
    });
    expect(hit("thread", 0, 65, 1, trace)).toMatchObject({
      style: Style.SyscallBlocked,
      lines: ["syscall, blocked", "30 ns from 50 ns", "without a proc"],
    });
    expect(hit("thread", 0, 90, 1, trace)).toMatchObject({ title: "holds P0, runs no goroutine" });
  });
});

describe("under the pointer below what ran on a proc", () => {
  it("lies what happened meanwhile", () => {
    const stolen = hitTest(new Timeline(drawTrace("G1 main.a |rrrccbbb..|")), { kind: "proc", index: 0 }, 50, 1, 0.95);
    expect(stolen).toMatchObject({ title: "proc taken from a syscall", style: Style.SyscallBlocked });
  });
});

describe("under the pointer on the GC track", () => {
  const LOWER = 0.7;

  it("lies the mark phase in the upper row, the pause in the lower one, with its cycle", () => {
    expect(hit("gc", 0, 41, 1)).toMatchObject({ firstRef: 0, title: "GC concurrent mark phase" });
    expect(hit("gc", 0, 41, 1, TRACE, LOWER)).toMatchObject({
      firstRef: 1,
      count: 1,
      title: "stop-the-world (GC sweep termination)",
      lines: ["4 ns from 38 ns", "GC cycle 1"],
    });
  });

  it("lies what the other row has where its own has nothing", () => {
    expect(hit("gc", 0, 39, 1)).toMatchObject({ firstRef: 1, style: Style.StopTheWorld });
    expect(hit("gc", 0, 80, 1, TRACE, LOWER)).toMatchObject({ firstRef: 0, style: Style.GCMark });
  });

  it("lie several pauses where they share a pixel", () => {
    expect(hit("gc", 0, 120, 10, TRACE, LOWER)).toMatchObject({
      firstRef: 2,
      lastRef: 3,
      count: 2,
      title: "2 pauses, 4 ns in all",
      lines: ["longest: stop-the-world (GC mark termination), 3 ns"],
    });
  });

  it("lies nothing where nothing happened", () => {
    expect(hit("gc", 0, 200, 10)).toBeUndefined();
  });
});

describe("under the pointer on curves and groups", () => {
  it("lie the values", () => {
    expect(hit("heap", 0, 100, 10)?.lines).toEqual(["heap in use: 1.00 MiB", "heap goal: 4.00 MiB"]);
    expect(hit("goroutines", 0, 100, 16)).toMatchObject({
      title: "2 goroutines at 100 ns",
      lines: ["running: 1", "blocked on channels and locks: 1"],
    });
  });

  it("lie the goroutines of a group, by state", () => {
    const group = hit("group", 1, 100, 8);
    expect(group).toMatchObject({ title: "main.main: 1 goroutine in 16 ns", count: 1, style: Style.BlockedSync });
  });

  it("lies no goroutine where the group has none", () => {
    const trace = buildTrace({ durationNs: 1000, goroutines: [{ id: 1, spans: [{ start: 900, state: 0, proc: 0 }] }] });
    expect(hit("group", 0, 100, 8, trace)).toBeUndefined();
  });
});
