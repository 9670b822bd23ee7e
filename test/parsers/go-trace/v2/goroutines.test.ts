/** Ordinary lives of goroutines, and where their stacks come from. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a goroutine", () => {
  test("is created, runs, yields, blocks, is woken and ends", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoCreate g=2 start="main.worker main.go:20" stack="main.spawn main.go:6 < main.main main.go:3"
          GoBlock reason="chan receive" stack="main.main main.go:4"
          GoStart g=2 seq=1
          GoStop reason="runtime.Gosched" stack="main.worker main.go:21"
          GoStart g=2 seq=2
          GoUnblock g=1 seq=1 stack="main.worker main.go:22"
          GoDestroy
          GoStart g=1 seq=2
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=2 NotExist->Runnable reason="" stack=2 main.spawn:6
      4 StateTransition m=0 p=0 g=1 goroutine=1 Running->Waiting reason="chan receive" stack=1 main.main:4
      5 StateTransition m=0 p=0 g=-1 goroutine=2 Runnable->Running reason=""
      6 StateTransition m=0 p=0 g=2 goroutine=2 Running->Runnable reason="runtime.Gosched" stack=1 main.worker:21
      7 StateTransition m=0 p=0 g=-1 goroutine=2 Runnable->Running reason=""
      8 StateTransition m=0 p=0 g=2 goroutine=1 Waiting->Runnable reason="" stack=1 main.worker:22
      9 StateTransition m=0 p=0 g=2 goroutine=2 Running->NotExist reason=""
      10 StateTransition m=0 p=0 g=-1 goroutine=1 Runnable->Running reason=""
      11 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be created and woken where no goroutine runs", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoCreate g=5 start="main.timer main.go:30" stack=none
          GoStatus g=6 m=none status=waiting
          GoUnblock g=6 seq=1
          ProcStop
        thread 7
          @150 GoStatus g=8 m=none status=waiting
          GoUnblock g=8 seq=1
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=5 NotExist->Runnable reason=""
      3 StateTransition m=0 p=0 g=-1 goroutine=6 Undetermined->Waiting reason=""
      4 StateTransition m=0 p=0 g=-1 goroutine=6 Waiting->Runnable reason=""
      5 StateTransition m=0 p=0 g=-1 proc=0 Running->Idle
      50 StateTransition m=7 p=-1 g=-1 goroutine=8 Undetermined->Waiting reason=""
      51 StateTransition m=7 p=-1 g=-1 goroutine=8 Waiting->Runnable reason=""
      52 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may have an id again that an ended one had", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoCreate g=2 start="main.first main.go:20" stack=none
          GoStop reason="" stack=none
          GoStart g=2 seq=1
          GoDestroy
          GoStart g=1 seq=1
          GoCreate g=2 start="main.second main.go:30" stack=none
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=2 NotExist->Runnable reason=""
      4 StateTransition m=0 p=0 g=1 goroutine=1 Running->Runnable reason=""
      5 StateTransition m=0 p=0 g=-1 goroutine=2 Runnable->Running reason=""
      6 StateTransition m=0 p=0 g=2 goroutine=2 Running->NotExist reason=""
      7 StateTransition m=0 p=0 g=-1 goroutine=1 Runnable->Running reason=""
      8 StateTransition m=0 p=0 g=1 goroutine=2 NotExist->Runnable reason=""
      9 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("sets metrics and labels while it runs", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          HeapAlloc 4096
          GoStatus g=1 m=0 status=running
          ProcsChange procs=8 stack="runtime.procresize proc.go:1"
          HeapGoal 4194304
          GoLabel "GC (dedicated)"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 Metric m=0 p=0 g=-1 metric="/memory/classes/heap/objects:bytes" value=4096
      3 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      4 Metric m=0 p=0 g=1 metric="/sched/gomaxprocs:threads" value=8 stack=1 runtime.procresize:1
      5 Metric m=0 p=0 g=1 metric="/gc/heap/goal:bytes" value=4194304
      6 Label m=0 p=0 g=1 label="GC (dedicated)"
      7 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
