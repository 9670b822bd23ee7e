/** Since Go 1.23 a goroutine may switch to another without the scheduler: one event that stands for three. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a coroutine switch", () => {
  test("wakes one, blocks the other, and runs the one", () => {
    reads(
      `
      go 1.23
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoCreateBlocked g=2 start="iter.Pull iter.go:8" stack="main.main main.go:3"
          +10 GoSwitch g=2 seq=1
          +10 GoSwitch g=1 seq=1
          +10 GoSwitch g=2 seq=2
          +10 GoSwitchDestroy g=1 seq=2
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=2 NotExist->Waiting reason="" stack=1 main.main:3
      12 StateTransition m=0 p=0 g=1 goroutine=2 Waiting->Runnable reason=""
      13 StateTransition m=0 p=0 g=1 goroutine=1 Running->Waiting reason=""
      14 StateTransition m=0 p=0 g=-1 goroutine=2 Runnable->Running reason=""
      22 StateTransition m=0 p=0 g=2 goroutine=1 Waiting->Runnable reason=""
      23 StateTransition m=0 p=0 g=2 goroutine=2 Running->Waiting reason=""
      24 StateTransition m=0 p=0 g=-1 goroutine=1 Runnable->Running reason=""
      32 StateTransition m=0 p=0 g=1 goroutine=2 Waiting->Runnable reason=""
      33 StateTransition m=0 p=0 g=1 goroutine=1 Running->Waiting reason=""
      34 StateTransition m=0 p=0 g=-1 goroutine=2 Runnable->Running reason=""
      42 StateTransition m=0 p=0 g=2 goroutine=1 Waiting->Runnable reason=""
      43 StateTransition m=0 p=0 g=2 goroutine=2 Running->NotExist reason=""
      44 StateTransition m=0 p=0 g=-1 goroutine=1 Runnable->Running reason=""
      45 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("waits until the other has come to rest on its own thread", () => {
    reads(
      `
      go 1.23
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSwitch g=3 seq=4
        thread 1
          ProcStatus p=1 status=running
          GoStatus g=2 m=1 status=running
          GoCreateBlocked g=3 start="iter.Pull iter.go:8" stack="main.main main.go:3"
          GoSwitch g=3 seq=1
          GoBlock "sleep" none
        thread 2
          GoUnblock g=3 seq=2
          ProcStatus p=2 status=running
          GoStart g=3 seq=3
          GoBlock "coroutine" none
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Running
      4 StateTransition m=1 p=1 g=-1 goroutine=2 Undetermined->Running reason=""
      5 StateTransition m=1 p=1 g=2 goroutine=3 NotExist->Waiting reason="" stack=1 main.main:3
      6 StateTransition m=1 p=1 g=2 goroutine=3 Waiting->Runnable reason=""
      7 StateTransition m=1 p=1 g=2 goroutine=2 Running->Waiting reason=""
      8 StateTransition m=1 p=1 g=-1 goroutine=3 Runnable->Running reason=""
      9 StateTransition m=1 p=1 g=3 goroutine=3 Running->Waiting reason="sleep"
      10 StateTransition m=2 p=-1 g=-1 goroutine=3 Waiting->Runnable reason=""
      11 StateTransition m=2 p=-1 g=-1 proc=2 Undetermined->Running
      12 StateTransition m=2 p=2 g=-1 goroutine=3 Runnable->Running reason=""
      13 StateTransition m=2 p=2 g=3 goroutine=3 Running->Waiting reason="coroutine"
      14 StateTransition m=0 p=0 g=1 goroutine=3 Waiting->Runnable reason=""
      15 StateTransition m=0 p=0 g=1 goroutine=1 Running->Waiting reason=""
      16 StateTransition m=0 p=0 g=-1 goroutine=3 Runnable->Running reason=""
      17 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("takes no more than a nanosecond each for its three events", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoStatus g=2 m=none status=waiting
          GoSwitch g=2 seq=1
          +1 HeapAlloc 1
          +1 HeapAlloc 2
          +1 HeapAlloc 3
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=2 Undetermined->Waiting reason=""
      4 StateTransition m=0 p=0 g=1 goroutine=2 Waiting->Runnable reason=""
      5 StateTransition m=0 p=0 g=1 goroutine=1 Running->Waiting reason=""
      6 StateTransition m=0 p=0 g=-1 goroutine=2 Runnable->Running reason=""
      7 Metric m=0 p=0 g=2 metric="/memory/classes/heap/objects:bytes" value=1
      8 Metric m=0 p=0 g=2 metric="/memory/classes/heap/objects:bytes" value=2
      9 Metric m=0 p=0 g=2 metric="/memory/classes/heap/objects:bytes" value=3
      10 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
