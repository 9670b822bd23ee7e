import { describe, expect, it } from "vitest";
import { inOneGo } from "../../src/base/steps.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import { describeGoroutine } from "../../src/engine/details/goroutine-details.ts";
import { overviewOf } from "../../src/engine/details/overview.ts";
import { listPauses } from "../../src/engine/details/range-details.ts";
import { describeSpan, spanAlike } from "../../src/engine/details/span-details.ts";
import { SpanState } from "../../src/model/vocabulary.ts";
import { Style } from "../../src/timeline/style.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { buildTrace, drawTrace } from "../support/fixture-trace.ts";

const SWEEP = "stop-the-world (GC sweep termination)";
const MARK = "GC concurrent mark phase";
const TERM = "stop-the-world (GC mark termination)";

/** G1 waits on a channel from 20 on, and G2, running, wakes it at 50. */
const WAKING = buildTrace({
  durationNs: 100,
  goroutines: [
    {
      id: 1,
      name: "main.main",
      spans: [
        { start: 0, state: SpanState.Running, proc: 0 },
        {
          start: 20,
          state: SpanState.Waiting,
          reason: "chan receive",
          proc: 0,
          stack: ["runtime.chanrecv1", "main.main"],
        },
        { start: 50, state: SpanState.Runnable, waker: 2, proc: 1, stack: ["runtime.chansend1", "main.send"] },
        { start: 60, state: SpanState.Running, proc: 0 },
      ],
    },
    {
      id: 2,
      name: "main.send",
      parent: 1,
      ended: 90,
      spans: [
        { start: 10, state: SpanState.Runnable, waker: 1, proc: 0, stack: ["main.main"] },
        { start: 30, state: SpanState.Running, proc: 1 },
      ],
    },
  ],
});

describe("what is told of a span", () => {
  const timeline = new Timeline(WAKING);

  it("names the goroutine that woke it, what that was running then, and both stacks", () => {
    const woken = describeSpan(timeline, 2);
    expect(woken).toMatchObject({
      span: 2,
      state: "runnable",
      style: Style.Runnable,
      start: 50,
      end: 60,
      procId: "1",
      threadId: "7",
    });
    expect(woken.waker).toEqual({ index: 1, id: "2", name: "main.send", span: 5, at: 50 });
    expect(woken.wakerStack.map((frame) => frame.function)).toEqual(["runtime.chansend1", "main.send"]);
    expect(woken.stack).toEqual([
      { function: "runtime.chanrecv1", file: "main.go", line: 10, pc: "0x400000" },
      { function: "main.main", file: "main.go", line: 11, pc: "0x400001" },
    ]);
  });

  it("names who made it runnable where it runs", () => {
    const running = describeSpan(timeline, 3);
    expect(running.waker).toEqual(describeSpan(timeline, 2).waker);
    expect(running.wakerStack).toEqual(describeSpan(timeline, 2).wakerStack);
    expect(describeSpan(timeline, 0).waker).toBeUndefined();
  });

  it("has the spans before and after it, but none of another goroutine's", () => {
    expect(describeSpan(timeline, 0).previous).toBeUndefined();
    expect(describeSpan(timeline, 1).previous).toEqual({
      span: 0,
      state: "running",
      style: Style.Running,
      reason: "",
      start: 0,
      end: 20,
    });
    expect(describeSpan(timeline, 1).next).toMatchObject({ span: 2, start: 50, end: 60 });
    expect(describeSpan(timeline, 3)).toMatchObject({ end: 100, next: undefined });
    expect(describeSpan(timeline, 4)).toMatchObject({
      previous: undefined,
      goroutine: { id: "2" },
      waker: { id: "1", span: 0 },
    });
  });

  it("has no stack of its own where it had just been created by another", () => {
    expect(describeSpan(timeline, 4).stack).toEqual([]);
    expect(describeSpan(timeline, 4).wakerStack.map((frame) => frame.function)).toEqual(["main.main"]);
  });
});

describe("what is told of a goroutine", () => {
  it("accounts for all of its time", () => {
    const details = describeGoroutine(new Timeline(WAKING), 0 as GoroutineIndex);
    expect(details.times).toEqual([
      { state: "running", reason: "", style: Style.Running, ns: 60 },
      { state: "blocked", reason: "chan receive", style: Style.BlockedSync, ns: 30 },
      { state: "runnable", reason: "", style: Style.Runnable, ns: 10 },
    ]);
    expect(details).toMatchObject({
      id: "1",
      totalNs: 100,
      spanCount: 4,
      firstSpan: 0,
      parent: undefined,
      ended: undefined,
    });
  });

  it("knows its parent and when it came and went", () => {
    const details = describeGoroutine(new Timeline(WAKING), 1 as GoroutineIndex);
    expect(details).toMatchObject({
      created: 10,
      started: 30,
      ended: 90,
      totalNs: 80,
      parent: { id: "1", name: "main.main" },
    });
  });
});

describe("the overview", () => {
  it("sums goroutines and procs, and finds the longest wait for a proc", () => {
    const overview = inOneGo(overviewOf(new Timeline(WAKING)));
    expect(overview.times).toEqual([
      { state: "running", style: Style.Running, ns: 120 },
      { state: "runnable", style: Style.Runnable, ns: 30 },
      { state: "blocked", style: Style.BlockedSync, ns: 30 },
    ]);
    expect(overview).toMatchObject({ goroutineNs: 180, procBusyNs: 120, procNs: 200 });
    expect(overview.longestRunnable).toMatchObject({ span: 4, start: 10, end: 30, goroutine: { id: "2" } });
  });

  it("finds no wait where nothing was runnable", () => {
    expect(inOneGo(overviewOf(new Timeline(drawTrace("G1 |rrrr|")))).longestRunnable).toBeUndefined();
  });
});

describe("pauses", () => {
  it("belong to the cycle whose mark phase they begin or end", () => {
    const trace = drawTrace("G1 |rrrrrrrrrrrrrrrrrrrrrrrrrrrrrr|", 10, {
      ranges: [
        { name: TERM, start: 5, end: 8 },
        { name: MARK, start: 0, end: 9 },
        { name: "stop-the-world (start trace)", start: 20, end: 22 },
        { name: SWEEP, start: 100, end: 110 },
        { name: TERM, start: 140, end: 145 },
        { name: TERM, start: 147, end: 149 },
        { name: MARK, start: 105, end: 150 },
        { name: SWEEP, start: 290 },
      ],
    });
    const { pauses, cycles } = listPauses(new Timeline(trace));
    expect(cycles).toEqual([
      { range: 1, start: 0, ns: 9 },
      { range: 6, start: 105, ns: 45 },
    ]);
    expect(pauses.map(({ name, start, ns, cycle }) => [name, start, ns, cycle])).toEqual([
      [TERM, 5, 3, 1],
      ["stop-the-world (start trace)", 20, 2, undefined],
      [SWEEP, 100, 10, 2],
      [TERM, 140, 5, 2],
      [TERM, 147, 2, 2],
      [SWEEP, 290, 10, undefined],
    ]);
  });
});

describe("the next span in the same state", () => {
  const LIVING = buildTrace({
    durationNs: 100,
    goroutines: [
      {
        id: 1,
        name: "main.main",
        spans: [
          { start: 0, state: SpanState.Running, proc: 0 },
          { start: 10, state: SpanState.Waiting, reason: "sync", proc: 0 },
          { start: 20, state: SpanState.Runnable, proc: 0 },
          { start: 30, state: SpanState.Running, proc: 0 },
          { start: 40, state: SpanState.Waiting, reason: "network", proc: 0 },
          { start: 50, state: SpanState.Waiting, reason: "sync", proc: 0 },
        ],
      },
      { id: 2, name: "main.other", spans: [{ start: 60, state: SpanState.Waiting, reason: "sync", proc: 0 }] },
    ],
  });
  const timeline = new Timeline(LIVING);
  const starts = (span: number, direction: 1 | -1): number | undefined => spanAlike(timeline, span, direction)?.start;

  it("is blocked for the same reason, and of the same goroutine", () => {
    expect(starts(1, 1)).toBe(50);
    expect(starts(5, -1)).toBe(10);
    expect(starts(5, 1)).toBeUndefined();
    expect(starts(4, 1)).toBeUndefined();
    expect(starts(0, 1)).toBe(30);
  });

  it("of a span that there is not, is an error", () => {
    expect(() => spanAlike(timeline, 7, 1)).toThrow(RangeError);
  });
});
