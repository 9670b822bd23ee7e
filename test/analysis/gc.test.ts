/** One garbage collection, told from its trigger to its sweep, with a stop of the world that is none of its. */
import { describe, expect, test } from "vitest";
import { gcCycles } from "../../src/analysis/gc-cycles.ts";
import { worldStops } from "../../src/analysis/world-stops.ts";
import { wholeTrace } from "../../src/model/scope.ts";
import { loadText } from "../support/loaded-trace.ts";

const STORY = `
  go 1.26
  generation 1 @1000
    thread 0
      ProcStatus p=0 status=running
      GoStatusStack g=1 m=0 status=running stack="main.f main.go:1 < main.main main.go:9"
      ProcsChange procs=2
      HeapAlloc 4000
      HeapGoal 5000
      @1020 GCBegin seq=1 stack="runtime.gcStart mgc.go:9 < runtime.mallocgc malloc.go:3 < main.f main.go:4"
      @1025 STWBegin kind="GC sweep termination" stack=none
      @1035 STWEnd
      @1040 GCMarkAssistBegin stack=none
      @1060 GCMarkAssistEnd
      @1080 STWBegin kind="GC mark termination" stack="runtime.gcMarkDone mgc.go:7"
      @1082 HeapAlloc 2000
      @1085 GCEnd seq=2
      @1090 STWEnd
      @1100 GCSweepBegin stack=none
      @1110 GCSweepEnd swept=8192 reclaimed=4096
      @1150 STWBegin kind="GOMAXPROCS" stack="runtime.GOMAXPROCS debug.go:1"
      @1170 STWEnd
      @1200 GCBegin seq=3 stack="runtime.gcStart mgc.go:9 < runtime.GC mgc.go:5 < runtime.mallocgc malloc.go:3"
    thread 1
      @1003 ProcStatus p=1 status=running
      GoStatusStack g=2 m=1 status=running stack="runtime.gcBgMarkWorker mgc.go:2"
      @1045 GoLabel "GC (dedicated)"
      @1065 GoStop "preempted" stack=none
      @1083 ProcStop
`;

const NOTHING_SWEPT = { count: 0, ns: 0, sweptBytes: 0, reclaimedBytes: 0 };

describe("garbage collections", () => {
  test("are told with all that belongs to them", async () => {
    const trace = await loadText(STORY);
    const cycles = gcCycles(trace, wholeTrace(trace));
    expect(cycles).toMatchObject([
      {
        number: 1,
        trigger: "heap",
        markStart: 20,
        markNs: 65,
        isComplete: true,
        heapAtStart: 4000,
        heapGoal: 5000,
        heapAtEnd: 2000,
        sweepTermination: { start: 25, ns: 10, timeToStopNs: Number.NaN },
        markTermination: { start: 80, ns: 10, timeToStopNs: 3 },
        assistNs: 20,
        assistedBy: [{ name: "main.main", count: 1, ns: 20 }],
        workerNs: { dedicated: 20, fractional: 0, idle: 0 },
        sweep: { count: 1, ns: 10, sweptBytes: 8192, reclaimedBytes: 4096 },
      },
      { number: 2, trigger: "runtime.GC", markStart: 200, isComplete: false, assistNs: 0, sweep: NOTHING_SWEPT },
    ]);
    expect(cycles[1]!.sweepTermination).toBeUndefined();
  });

  test("are asked for by window, and assists by goroutine", async () => {
    const trace = await loadText(STORY);
    expect(gcCycles(trace, { from: 90, to: 150 })).toEqual([]);
    expect(gcCycles(trace, { from: 150, to: 400 }).map(({ number }) => number)).toEqual([2]);
    const worker = trace.symbols.goroutines.find(2, 0);
    expect(gcCycles(trace, { from: 0, to: 30, goroutines: new Set([worker]) })).toMatchObject([{ assistNs: 0 }]);
  });
});

describe("stops of the world", () => {
  test("are those of every kind, with who asked", async () => {
    const trace = await loadText(STORY);
    const { stops, reasons, duration } = worldStops(trace, wholeTrace(trace));
    const asking = trace.symbols.goroutines.find(1, 0);
    expect(stops.map(({ reason, isGc, start, ns, goroutine }) => [reason, isGc, start, ns, goroutine])).toEqual([
      ["GC sweep termination", true, 25, 10, asking],
      ["GC mark termination", true, 80, 10, asking],
      ["GOMAXPROCS", false, 150, 20, asking],
    ]);
    expect(reasons.map(({ reason }) => reason)).toEqual(["GOMAXPROCS", "GC sweep termination", "GC mark termination"]);
    expect(duration).toMatchObject({ count: 3, total: 40, max: 20, p50: 10 });
  });
});
