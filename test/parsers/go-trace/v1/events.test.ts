/** What single records become. Held against Go's own reading where the environment's ORACLE names it, see listing.ts. */
import { describe, expect, test } from "vitest";
import { Raw } from "../../../../parsers/go-trace/v1/specs.ts";
import { askGo, listing, trimmed } from "../../../support/listing.ts";
import { V1Writer } from "./v1-writer.ts";

const GHZ = 1_000_000_000;
const STACK = 1;

function start(version = 21): V1Writer {
  return new V1Writer(version)
    .batch(0, 1000)
    .event(Raw.GoCreate, 0, 1, 0, 0)
    .event(Raw.ProcStart, 1, 50)
    .event(Raw.GoStart, 1, 1, 1)
    .event(Raw.Gomaxprocs, 1, 2, 0);
}

const START = `
  0 Sync m=-1 p=-1 g=-1
  2 StateTransition m=50 p=0 g=-1 proc=0 Undetermined->Running
  3 StateTransition m=50 p=0 g=1 goroutine=1 Undetermined->Running reason=""
`;

/** The trace reads without a fault as the start, these events and the Sync at the end. */
function reads(w: V1Writer, events: string): void {
  const bytes = w.stack(STACK, [0x401000, 10, 11, 5]).string(10, "main.f").string(11, "f.go").frequency(GHZ).finish();
  const { lines, damage } = listing(bytes);
  const expected = [...trimmed(START), ...trimmed(events)];
  if (process.env["ORACLE"] && w.version >= 11)
    expect(expected, "what is expected is not what Go says").toEqual(askGo(process.env["ORACLE"], bytes).slice(0, -1));
  expect(lines.slice(0, -1)).toEqual(expected);
  expect(lines.at(-1)).toMatch(/^\d+ Sync m=-1 p=-1 g=-1$/);
  expect(damage).toEqual([]);
}

describe("goroutines", () => {
  test.each([
    [Raw.GoSleep, "sleep"],
    [Raw.GoBlock, ""],
    [Raw.GoBlockSend, "chan send"],
    [Raw.GoBlockRecv, "chan receive"],
    [Raw.GoBlockSelect, "select"],
    [Raw.GoBlockSync, "sync"],
    [Raw.GoBlockCond, "sync.(*Cond).Wait"],
    [Raw.GoBlockNet, "network"],
    [Raw.GoBlockGC, "GC mark assist wait for work"],
    [Raw.GoStop, "forever"],
  ])("that record %i makes wait say for %j", (type, reason) => {
    reads(
      start().event(type, 10, STACK),
      `14 StateTransition m=50 p=0 g=1 goroutine=1 Running->Waiting reason="${reason}" stack=1 main.f:5`,
    );
  });

  test("yield of their own accord or not", () => {
    reads(
      start().event(Raw.GoSched, 10, STACK).event(Raw.GoStartLocal, 5, 1).event(Raw.GoPreempt, 5, STACK),
      `
      14 StateTransition m=50 p=0 g=1 goroutine=1 Running->Runnable reason="runtime.Gosched" stack=1 main.f:5
      19 StateTransition m=50 p=0 g=1 goroutine=1 Runnable->Running reason=""
      24 StateTransition m=50 p=0 g=1 goroutine=1 Running->Runnable reason="preempted" stack=1 main.f:5
      `,
    );
  });

  test("that could run when the trace began are told when the account of them ends", () => {
    const w = new V1Writer(21).batch(0, 1000).event(Raw.GoCreate, 0, 9, 0, 0).event(Raw.GoCreate, 1, 1, 0, 0);
    w.event(Raw.ProcStart, 1, 50).event(Raw.GoStart, 1, 1, 1).event(Raw.Gomaxprocs, 1, 2, 0);
    const { lines } = listing(w.frequency(GHZ).finish());
    expect(lines.slice(1, -1)).toEqual(
      trimmed(`
      3 StateTransition m=50 p=0 g=-1 proc=0 Undetermined->Running
      4 StateTransition m=50 p=0 g=1 goroutine=1 Undetermined->Running reason=""
      5 StateTransition m=-1 p=-1 g=-1 goroutine=9 Undetermined->Runnable reason=""
      `),
    );
  });

  test("in a syscall when the trace began come back from it", () => {
    const w = new V1Writer(21).batch(0, 1000).event(Raw.GoCreate, 0, 9, 0, 0).event(Raw.GoInSyscall, 1, 9);
    w.event(Raw.GoCreate, 0, 1, 0, 0).event(Raw.ProcStart, 1, 50).event(Raw.GoStart, 1, 1, 1);
    w.event(Raw.Gomaxprocs, 1, 2, 0).event(Raw.GoEnd, 1).event(Raw.GoSysExit, 1, 9, 2, 0);
    const { lines } = listing(w.frequency(GHZ).finish());
    expect(lines.filter((line) => line.includes("goroutine=9"))).toEqual([
      '2 StateTransition m=-1 p=0 g=9 goroutine=9 Undetermined->Syscall reason=""',
      '7 StateTransition m=-1 p=1000003 g=9 goroutine=9 Syscall->Runnable reason=""',
    ]);
  });

  test("are woken by timers and the network at procs of their own", () => {
    const w = start().timer(1).event(Raw.GoCreate, 1, 2, 0, 0).event(Raw.GoSleep, 1, 0);
    w.event(Raw.GoStart, 1, 2, 1).event(Raw.GoBlockNet, 1, 0);
    w.event(Raw.GoUnblock, 1, 1, 2, 0).event(Raw.GoStart, 1, 1, 3);
    w.event(Raw.GoUnblock, 1, 2, 2, 0).event(Raw.GoStart, 1, 2, 3);
    const lines = listing(w.frequency(GHZ).finish()).lines;
    expect(lines.filter((line) => line.includes("Waiting->Runnable"))).toEqual([
      '9 StateTransition m=50 p=0 g=-1 goroutine=1 Waiting->Runnable reason=""',
      '11 StateTransition m=-1 p=1000002 g=1 goroutine=2 Waiting->Runnable reason=""',
    ]);
  });

  test("that a timer's goroutine wakes", () => {
    const w = start().event(Raw.GoCreate, 1, 2, 0, 0).event(Raw.GoSleep, 1, 0).event(Raw.GoStart, 1, 2, 1).timer(2);
    reads(
      w.event(Raw.GoUnblock, 1, 1, 2, 0),
      `
      5 StateTransition m=50 p=0 g=1 goroutine=2 NotExist->Runnable reason=""
      6 StateTransition m=50 p=0 g=1 goroutine=1 Running->Waiting reason="sleep"
      7 StateTransition m=50 p=0 g=2 goroutine=2 Runnable->Running reason=""
      8 StateTransition m=-1 p=1000001 g=2 goroutine=1 Waiting->Runnable reason=""
      `,
    );
  });

  test("that start with a label", () => {
    const w = start().event(Raw.GoCreate, 1, 2, 0, 0).event(Raw.GoSleep, 1, 0).event(Raw.GoStartLabel, 1, 2, 1, 7);
    reads(
      w.string(7, "GC (idle)"),
      `
      5 StateTransition m=50 p=0 g=1 goroutine=2 NotExist->Runnable reason=""
      6 StateTransition m=50 p=0 g=1 goroutine=1 Running->Waiting reason="sleep"
      7 StateTransition m=50 p=0 g=2 goroutine=2 Runnable->Running reason=""
      8 Label m=50 p=0 g=2 label="GC (idle)"
      `,
    );
  });

  test("woken for nothing have gone on waiting, before and after which the proc did else", () => {
    const w = start(8).event(Raw.GoCreate, 1, 2, 0, 0).event(Raw.GoBlockSync, 1, 0);
    w.event(Raw.GoStart, 1, 2, 1).event(Raw.GoUnblock, 1, 1, 2, 0).event(Raw.GoBlock, 1, 0);
    w.event(Raw.GoStart, 1, 1, 3).event(Raw.FutileWakeup, 1).event(Raw.GoBlockSync, 1, 0).event(Raw.ProcStop, 1);
    reads(
      w,
      `
      5 StateTransition m=50 p=0 g=1 goroutine=2 NotExist->Runnable reason=""
      6 StateTransition m=50 p=0 g=1 goroutine=1 Running->Waiting reason="sync"
      7 StateTransition m=50 p=0 g=2 goroutine=2 Runnable->Running reason=""
      9 StateTransition m=50 p=0 g=2 goroutine=2 Running->Waiting reason=""
      13 StateTransition m=50 p=0 g=-1 proc=0 Running->Idle
      `,
    );
  });
});

describe("annotations", () => {
  test("name their task, region and message", () => {
    const w = start().string(1, "job").string(2, "part").string(3, "key");
    w.event(Raw.UserTaskCreate, 1, 5, 0, 1, STACK).event(Raw.UserTaskCreate, 1, 6, 5, 1, 0);
    w.event(Raw.UserRegion, 1, 6, 0, 2, STACK).log(1, 6, 3, STACK, 'a "message"').event(Raw.UserRegion, 1, 6, 1, 2, 0);
    w.event(Raw.UserTaskEnd, 1, 6, STACK).event(Raw.UserTaskEnd, 1, 5, 0).event(Raw.UserTaskEnd, 1, 99, 0);
    reads(
      w,
      `
      5 TaskBegin m=50 p=0 g=1 task=5 parent=-1 type="job" stack=1 main.f:5
      6 TaskBegin m=50 p=0 g=1 task=6 parent=5 type="job"
      7 RegionBegin m=50 p=0 g=1 task=6 region="part" stack=1 main.f:5
      8 Log m=50 p=0 g=1 task=6 category="key" message="a \\"message\\"" stack=1 main.f:5
      9 RegionEnd m=50 p=0 g=1 task=6 region="part"
      10 TaskEnd m=50 p=0 g=1 task=6 parent=5 type="job" stack=1 main.f:5
      11 TaskEnd m=50 p=0 g=1 task=5 parent=0 type="job"
      12 TaskEnd m=50 p=0 g=1 task=99 parent=-1 type=""
      `,
    );
  });
});

describe("CPU samples", () => {
  test("come by the time they were taken, which is not the order they were written in", () => {
    const w = start().event(Raw.HeapAlloc, 10, 1).event(Raw.HeapAlloc, 10, 2);
    w.batch(2n ** 64n - 1n, 1500);
    w.event(Raw.CPUSample, 0, 1020, 0, 1, STACK).event(Raw.CPUSample, 1, 1008, 2n ** 64n - 1n, 0, 0);
    reads(
      w,
      `
      9 StackSample m=-1 p=-1 g=-1
      14 Metric m=50 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=1
      21 StackSample m=-1 p=0 g=1 stack=1 main.f:5
      24 Metric m=50 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=2
      `,
    );
  });
});

describe("batches of CPU samples", () => {
  test("say proc 0, and come in no order with its own", () => {
    const w = start().event(Raw.HeapAlloc, 10_000_000, 1);
    const late = 10_001_003;
    w.batch(0, 500).event(Raw.CPUSample, 0, late - 1, 0, 1, STACK);
    w.batch(0, late + 1000).event(Raw.HeapAlloc, 1, 2);
    reads(
      w,
      `
      10000003 StackSample m=-1 p=0 g=1 stack=1 main.f:5
      10000004 Metric m=50 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=1
      10001005 Metric m=50 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=2
      `,
    );
  });
});

describe("before all of what was there is told", () => {
  test("those that were found waiting may be woken", () => {
    const w = new V1Writer(21)
      .batch(0, 1000)
      .event(Raw.GoCreate, 0, 1, 0, 0)
      .event(Raw.GoCreate, 0, 2, 0, 0)
      .event(Raw.GoWaiting, 0, 2)
      .event(Raw.GoCreate, 0, 3, 0, 0)
      .event(Raw.ProcStart, 1, 50)
      .event(Raw.GoStart, 1, 1, 1)
      .event(Raw.GoUnblock, 1, 2, 2, 0)
      .event(Raw.Gomaxprocs, 1, 2, 0);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toEqual([]);
    expect(lines.map((line) => line.replace(/^\d+ /, "")).slice(4, -1)).toEqual([
      'StateTransition m=50 p=0 g=1 goroutine=2 Waiting->Runnable reason=""',
      'StateTransition m=-1 p=-1 g=-1 goroutine=3 Undetermined->Runnable reason=""',
    ]);
  });
});

describe("a CPU sample in a syscall", () => {
  test("does not hide that it blocks", () => {
    const w = start().event(Raw.GoSysCall, 10, 0).event(Raw.GoSysBlock, 10).event(Raw.GoSysExit, 10, 1, 2, 0);
    w.batch(2n ** 64n - 1n, 1500).event(Raw.CPUSample, 0, 1018, 0, 1, 0);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toEqual([]);
    expect(lines.slice(3, -1)).toEqual(
      trimmed(`
      14 StateTransition m=50 p=0 g=1 goroutine=1 Running->Syscall reason=""
      19 StackSample m=-1 p=0 g=1
      34 StateTransition m=-1 p=1000003 g=1 goroutine=1 Syscall->Runnable reason=""
      `),
    );
  });
});

describe("the world", () => {
  test.each([
    [9, [], "GC mark termination"],
    [10, [1], "GC sweep termination"],
    [19, [0], "GC mark termination"],
    [19, [5], ""],
    [21, [9], "GOMAXPROCS"],
    [21, [16], "ResetDebugLog (test)"],
    [21, [0], ""],
    [21, [17], ""],
  ])("stops in Go 1.%i with kind %j for %j", (version, kind, reason) => {
    const range = `range="stop-the-world (${reason})" scope=Goroutine(1)`;
    reads(
      start(version)
        .event(Raw.STWStart, 1, ...kind)
        .event(Raw.STWDone, 5),
      `
      5 RangeBegin m=50 p=0 g=1 ${range}
      10 RangeEnd m=50 p=0 g=1 ${range}
      `,
    );
  });
});

describe("numbers of 64 bits", () => {
  test("are told exactly", () => {
    const uptime = 2n ** 63n - 50n;
    const goroutine = 2n ** 63n - 1n;
    const w = new V1Writer(21).batch(0, uptime).event(Raw.GoCreate, 0, goroutine, 0, 0);
    w.event(Raw.ProcStart, 1, 2n ** 47n + 1n)
      .event(Raw.GoStart, 1, goroutine, 1)
      .event(Raw.Gomaxprocs, 1, 2, 0);
    w.event(Raw.HeapAlloc, 100, 2n ** 60n + 1n);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toEqual([]);
    expect(lines[2]).toBe(
      '3 StateTransition m=140737488355329 p=0 g=9223372036854775807 goroutine=9223372036854775807 Undetermined->Running reason=""',
    );
    expect(lines[3]).toMatch(/^104 Metric .* value=1152921504606846977$/);
  });
});
