/**
 * Threads' clocks may disagree, so time alone does not order events: an event whose preconditions do not hold yet
 * waits for its turn, whatever its time says. Goroutines and procs count their transitions for that.
 */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("order", () => {
  test("a goroutine starts after it was created, though its start claims to be earlier", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          @110 ProcStatus p=0 status=running
          @120 GoStatus g=1 m=0 status=running
          @200 GoCreate g=2 start="main.worker main.go:20" stack="main.main main.go:5"
          @210 GoCreate g=3 start="main.worker main.go:20" stack="main.main main.go:6"
        thread 1
          @130 ProcStatus p=1 status=running
          @140 GoStart g=2 seq=1
          @150 GoDestroy
          @160 GoStart g=3 seq=1
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      10 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      20 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      30 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Running
      100 StateTransition m=0 p=0 g=1 goroutine=2 NotExist->Runnable reason="" stack=1 main.main:5
      101 StateTransition m=1 p=1 g=-1 goroutine=2 Runnable->Running reason=""
      102 StateTransition m=1 p=1 g=2 goroutine=2 Running->NotExist reason=""
      110 StateTransition m=0 p=0 g=1 goroutine=3 NotExist->Runnable reason="" stack=1 main.main:6
      111 StateTransition m=1 p=1 g=-1 goroutine=3 Runnable->Running reason=""
      112 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("sequence numbers say who woke whom, where all times are the same", () => {
    reads(
      `
      go 1.22
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoUnblock g=2 seq=3
          GoBlock "sleep" "main.main main.go:9"
        thread 1
          ProcStatus p=1 status=running
          GoStatus g=2 m=none status=waiting
          GoUnblock g=2 seq=1
          GoStart g=2 seq=2
          GoBlock "chan receive" "main.f main.go:12"
          GoStart g=2 seq=4
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Running
      4 StateTransition m=1 p=1 g=-1 goroutine=2 Undetermined->Waiting reason=""
      5 StateTransition m=1 p=1 g=-1 goroutine=2 Waiting->Runnable reason=""
      6 StateTransition m=1 p=1 g=-1 goroutine=2 Runnable->Running reason=""
      7 StateTransition m=1 p=1 g=2 goroutine=2 Running->Waiting reason="chan receive" stack=1 main.f:12
      8 StateTransition m=0 p=0 g=1 goroutine=2 Waiting->Runnable reason=""
      9 StateTransition m=0 p=0 g=1 goroutine=1 Running->Waiting reason="sleep" stack=1 main.main:9
      10 StateTransition m=1 p=1 g=-1 goroutine=2 Runnable->Running reason=""
      11 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("a proc is handed over between threads in the order of its sequence numbers", () => {
    reads(
      `
      go 1.23
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=idle
          ProcStart p=0 seq=1
          ProcStop
          ProcStart p=0 seq=4
        thread 1
          ProcStart p=0 seq=3
          ProcStop
        thread 2
          ProcStart p=0 seq=2
          ProcStop
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Idle
      2 StateTransition m=0 p=-1 g=-1 proc=0 Idle->Running
      3 StateTransition m=0 p=0 g=-1 proc=0 Running->Idle
      4 StateTransition m=2 p=-1 g=-1 proc=0 Idle->Running
      5 StateTransition m=2 p=0 g=-1 proc=0 Running->Idle
      6 StateTransition m=1 p=-1 g=-1 proc=0 Idle->Running
      7 StateTransition m=1 p=0 g=-1 proc=0 Running->Idle
      8 StateTransition m=0 p=-1 g=-1 proc=0 Idle->Running
      9 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("no two events have the same time: each is at least one after the one before", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          +0 GoStatus g=1 m=0 status=running
          +0 HeapAlloc 1
          +0 HeapAlloc 2
          +1 HeapAlloc 3
          +10 HeapAlloc 4
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=1
      4 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=2
      5 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=3
      11 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=4
      12 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("a second generation takes up sequence numbers from the start", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoStatus g=2 m=none status=waiting
          GoUnblock g=2 seq=1
          GoStop "preempted" none
          GoStart g=2 seq=2
          GoBlock "sleep" none
      generation 2 @200
        thread 1
          ProcStatus p=1 status=idle
          ProcStart p=1 seq=1
          GoStart g=2 seq=2
        thread 0
          @220 ProcStatus p=0 status=running
          GoStatus g=2 m=none status=waiting
          GoStatus g=1 m=none status=runnable
          GoUnblock g=2 seq=1
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=2 Undetermined->Waiting reason=""
      4 StateTransition m=0 p=0 g=1 goroutine=2 Waiting->Runnable reason=""
      5 StateTransition m=0 p=0 g=1 goroutine=1 Running->Runnable reason="preempted"
      6 StateTransition m=0 p=0 g=-1 goroutine=2 Runnable->Running reason=""
      7 StateTransition m=0 p=0 g=2 goroutine=2 Running->Waiting reason="sleep"
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=1 p=-1 g=-1 proc=1 NotExist->Idle
      102 StateTransition m=1 p=-1 g=-1 proc=1 Idle->Running
      120 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      121 StateTransition m=0 p=0 g=-1 goroutine=2 Waiting->Waiting reason=""
      122 StateTransition m=0 p=0 g=-1 goroutine=1 Runnable->Runnable reason=""
      123 StateTransition m=0 p=0 g=-1 goroutine=2 Waiting->Runnable reason=""
      124 StateTransition m=1 p=1 g=-1 goroutine=2 Runnable->Running reason=""
      125 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
