/** Who woke whom, what one goroutine did, and waits that need not have been. */
import { describe, expect, test } from "vitest";
import { creationStacks } from "../../src/analysis/creation-stacks.ts";
import { standingOut } from "../../src/analysis/facts.ts";
import { goroutineAccount } from "../../src/analysis/goroutine-account.ts";
import { idleWhileWaiting, type IdleWhileWaiting } from "../../src/analysis/idle-while-waiting.ts";
import { gomaxprocsOverTime } from "../../src/analysis/proc-utilization.ts";
import { relatedGoroutines, wakersOf, wokenBy } from "../../src/analysis/related-goroutines.ts";
import { waitsCollector } from "../../src/analysis/waits.ts";
import { collect } from "../../src/analysis/collect.ts";
import { goroutinesOf } from "../../src/analysis/scope.ts";
import { switches } from "../../src/analysis/switches.ts";
import { timeIndex } from "../../src/analysis/time-columns.ts";
import type { GoroutineIndex, StackIndex } from "../../src/base/indices.ts";
import { wholeTrace, type Scope } from "../../src/model/scope.ts";
import type { Trace } from "../../src/model/trace.ts";
import { loadText } from "../support/loaded-trace.ts";

/** Goroutine 4 wakes 3, which wakes 2, which wakes 1. */
const CHAIN = `
  go 1.26
  generation 1 @1000
    thread 0
      ProcStatus p=0 status=running
      GoStatusStack g=4 m=0 status=running stack="main.main main.go:9"
      GoStatusStack g=1 m=none status=waiting stack="main.a main.go:1"
      GoStatusStack g=2 m=none status=waiting stack="main.b main.go:2"
      GoStatusStack g=3 m=none status=waiting stack="main.b main.go:2"
      ProcsChange procs=1
      @1010 GoCreate g=5 start="main.c main.go:3" stack="main.main main.go:10"
      @1020 GoUnblock g=3 seq=1 stack=none
      @1030 GoBlock "chan receive" stack="main.main main.go:11"
      @1031 GoStart g=3 seq=2
      @1040 GoUnblock g=2 seq=1 stack=none
      @1050 GoBlock "sync" stack="main.b main.go:3"
      @1060 GoStart g=2 seq=2
      @1070 GoUnblock g=1 seq=1 stack=none
      @1080 GoStop "preempted" stack=none
      @1090 GoStart g=1 seq=2
      @1100 GoStop "runtime.Gosched" stack=none
`;

const row = (trace: Trace, id: number): GoroutineIndex => trace.symbols.goroutines.find(id, 0) as GoroutineIndex;
const ids = (trace: Trace, rows: readonly number[]): string[] =>
  rows.map((g) => trace.symbols.goroutines.text(g)).toSorted();

describe("a goroutine", () => {
  test("is related to who woke it, and who woke them, and no further", async () => {
    const trace = await loadText(CHAIN);
    expect(ids(trace, relatedGoroutines(trace, row(trace, 1)))).toEqual(["1", "2", "3"]);
    expect(ids(trace, relatedGoroutines(trace, row(trace, 4)))).toEqual(["4"]);
    // To be created is not to be woken.
    expect(ids(trace, relatedGoroutines(trace, row(trace, 5)))).toEqual(["5"]);
  });

  test("knows its wakers and whom it woke, in a window", async () => {
    const trace = await loadText(CHAIN);
    expect(wakersOf(trace, row(trace, 2), wholeTrace(trace))).toEqual([{ goroutine: row(trace, 3), count: 1 }]);
    expect(wakersOf(trace, row(trace, 2), { from: 0, to: 39 })).toEqual([]);
    expect(wokenBy(trace, row(trace, 2), wholeTrace(trace))).toEqual([{ goroutine: row(trace, 1), count: 1 }]);
    expect(wokenBy(trace, row(trace, 4), wholeTrace(trace))).toEqual([{ goroutine: row(trace, 3), count: 1 }]);
  });

  test("is told whole", async () => {
    const trace = await loadText(CHAIN);
    const account = goroutineAccount(trace, timeIndex(trace), row(trace, 4), { from: 10, to: 60 });
    expect(account).toMatchObject({ lifetime: 50, parent: -1, children: [row(trace, 5)], labels: [], tasks: [] });
    expect(account.times.map(({ column, ns }) => [column.name, ns])).toEqual([
      ["running", 20],
      ["chan receive", 30],
    ]);
    expect(account.lastSpan - account.firstSpan).toBe(2);
    expect(goroutineAccount(trace, timeIndex(trace), row(trace, 5), wholeTrace(trace)).parent).toBe(row(trace, 4));
  });

  test("is created somewhere", async () => {
    const trace = await loadText(CHAIN);
    const [unknown, known] = creationStacks(trace, wholeTrace(trace));
    expect(unknown).toEqual({ stack: -1, goroutines: 4, first: row(trace, 4) });
    expect(known).toMatchObject({ goroutines: 1, first: row(trace, 5) });
    expect(trace.symbols.framesOf(known!.stack as StackIndex)).toMatchObject([{ function: "main.main", line: 10 }]);
  });

  test("is chosen by the function it started in", async () => {
    const trace = await loadText(CHAIN);
    expect(ids(trace, [...goroutinesOf(trace, (name) => name === "main.b")])).toEqual(["2", "3"]);
  });
});

describe("switches", () => {
  test("are counted by kind", async () => {
    const trace = await loadText(CHAIN);
    expect(switches(trace, wholeTrace(trace))).toMatchObject({
      starts: 3,
      taken: 0,
      moved: 0,
      preempted: 1,
      yielded: 1,
      stoppedOtherwise: [],
      blocked: 2,
      handOffs: 0,
    });
  });
});

describe("GOMAXPROCS", () => {
  test("is told where it changes, from the window's start on", async () => {
    const trace = await loadText(`
      go 1.26
      generation 1 @1000
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          @1010 ProcsChange procs=2
          @1020 ProcsChange procs=2
          @1050 ProcsChange procs=4
    `);
    expect(gomaxprocsOverTime(trace, { from: 30, to: 60 })).toEqual([
      { time: 30, procs: 2 },
      { time: 50, procs: 4 },
    ]);
    expect(gomaxprocsOverTime(trace, { from: 0, to: 49 })).toEqual([{ time: 10, procs: 2 }]);
  });
});

describe("waits while a proc is idle", () => {
  /** Goroutine 2 is runnable for 600 µs; proc 1 goes idle after the first 100. */
  const IDLE = `
    go 1.26
    generation 1 @1000
      thread 0
        ProcStatus p=0 status=running
        GoStatusStack g=1 m=0 status=running stack="main.main main.go:9"
        @100000 GoCreate g=2 start="main.late main.go:3" stack="main.main main.go:10"
        @700000 GoBlock "sleep" stack=none
        @700001 GoStart g=2 seq=1
        @900000 GoBlock "sync" stack=none
      thread 1
        @1002 ProcStatus p=1 status=running
        @200000 ProcStop
  `;

  test("are told by how long", async () => {
    const trace = await loadText(IDLE);
    const told = idleOf(trace, wholeTrace(trace));
    expect(told).toMatchObject({ ns: 500_001, waits: 1, worst: { goroutine: row(trace, 2), ns: 500_001 } });
    expect(idleOf(trace, { from: 0, to: 600_000 })).toMatchObject({ waits: 0, ns: 0 });
  });

  test("stand out, and so do those who block and never run again", async () => {
    const trace = await loadText(IDLE);
    const facts = standingOut(trace, timeIndex(trace), { from: 698_500, to: trace.durationNs });
    expect(facts.map(({ kind }) => kind)).toEqual(["latency", "blocked", "blocked", "stuck"]);
    const whole = standingOut(trace, timeIndex(trace), wholeTrace(trace));
    expect(whole.find(({ kind }) => kind === "idle-while-waiting")).toMatchObject({ waits: 1, ns: 500_001 });
    expect(facts.find(({ kind }) => kind === "stuck")).toMatchObject({ goroutines: 1, goroutine: row(trace, 1) });
  });
});

function idleOf(trace: Trace, scope: Scope): IdleWhileWaiting {
  return idleWhileWaiting(trace, scope, collect(trace, scope, waitsCollector(trace, scope)));
}
