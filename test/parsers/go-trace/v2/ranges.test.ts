/** Ranges: what the trace finds under way when it starts is Active, what begins in it is Begin. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a range", () => {
  test("that is active at the start ends like any other", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GCActive seq=5
          GCSweepActive p=0
          GCMarkAssistActive g=1
          GCSweepEnd swept=8192 reclaimed=4096
          GCMarkAssistEnd
          GCEnd seq=6
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 RangeActive m=0 p=0 g=1 range="GC concurrent mark phase" scope=None
      4 RangeActive m=0 p=0 g=1 range="GC incremental sweep" scope=Proc(0)
      5 RangeActive m=0 p=0 g=1 range="GC mark assist" scope=Goroutine(1)
      6 RangeEnd m=0 p=0 g=1 range="GC incremental sweep" scope=Proc(0)
      7 RangeEnd m=0 p=0 g=1 range="GC mark assist" scope=Goroutine(1)
      8 RangeEnd m=0 p=0 g=1 range="GC concurrent mark phase" scope=None
      9 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("that goes on into the next generation is active there too", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GCBegin seq=1 stack="runtime.gcStart mgc.go:9"
          GCMarkAssistBegin stack="main.f main.go:4"
          GCSweepBegin stack="main.f main.go:5"
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GCActive seq=2
          GCMarkAssistActive g=1
          GCSweepActive p=0
          GCSweepEnd swept=1 reclaimed=0
          GCMarkAssistEnd
          GCEnd seq=3
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 RangeBegin m=0 p=0 g=1 range="GC concurrent mark phase" scope=None stack=1 runtime.gcStart:9
      4 RangeBegin m=0 p=0 g=1 range="GC mark assist" scope=Goroutine(1) stack=1 main.f:4
      5 RangeBegin m=0 p=0 g=1 range="GC incremental sweep" scope=Proc(0) stack=1 main.f:5
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=1 proc=0 Running->Running
      102 StateTransition m=0 p=0 g=1 goroutine=1 Running->Running reason=""
      103 RangeActive m=0 p=0 g=1 range="GC concurrent mark phase" scope=None
      104 RangeActive m=0 p=0 g=1 range="GC mark assist" scope=Goroutine(1)
      105 RangeActive m=0 p=0 g=1 range="GC incremental sweep" scope=Proc(0)
      106 RangeEnd m=0 p=0 g=1 range="GC incremental sweep" scope=Proc(0)
      107 RangeEnd m=0 p=0 g=1 range="GC mark assist" scope=Goroutine(1)
      108 RangeEnd m=0 p=0 g=1 range="GC concurrent mark phase" scope=None
      109 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("of the collector ends only once: its sequence numbers order threads that disagree on time", () => {
    reads(
      `
      go 1.22
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GCEnd seq=2
          GCEnd seq=4
        thread 1
          ProcStatus p=1 status=running
          GoStatus g=2 m=1 status=running
          GCBegin seq=1
          GCBegin seq=3
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Running
      4 StateTransition m=1 p=1 g=-1 goroutine=2 Undetermined->Running reason=""
      5 RangeBegin m=1 p=1 g=2 range="GC concurrent mark phase" scope=None
      6 RangeEnd m=0 p=0 g=1 range="GC concurrent mark phase" scope=None
      7 RangeBegin m=1 p=1 g=2 range="GC concurrent mark phase" scope=None
      8 RangeEnd m=0 p=0 g=1 range="GC concurrent mark phase" scope=None
      9 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("that stops the world carries its reason to its end, two of them nest", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          STWBegin kind="GC sweep termination" stack="runtime.gcStart mgc.go:700"
          STWEnd
          STWBegin kind="GOMAXPROCS" stack=none
          STWEnd
          STWBegin kind="a kind of the future" stack=none
          GCMarkAssistBegin stack=none
          STWEnd
          GCMarkAssistEnd
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 RangeBegin m=0 p=0 g=1 range="stop-the-world (GC sweep termination)" scope=Goroutine(1) stack=1 runtime.gcStart:700
      4 RangeEnd m=0 p=0 g=1 range="stop-the-world (GC sweep termination)" scope=Goroutine(1)
      5 RangeBegin m=0 p=0 g=1 range="stop-the-world (GOMAXPROCS)" scope=Goroutine(1)
      6 RangeEnd m=0 p=0 g=1 range="stop-the-world (GOMAXPROCS)" scope=Goroutine(1)
      7 RangeBegin m=0 p=0 g=1 range="stop-the-world (a kind of the future)" scope=Goroutine(1)
      8 RangeBegin m=0 p=0 g=1 range="GC mark assist" scope=Goroutine(1)
      9 RangeEnd m=0 p=0 g=1 range="stop-the-world (a kind of the future)" scope=Goroutine(1)
      10 RangeEnd m=0 p=0 g=1 range="GC mark assist" scope=Goroutine(1)
      11 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("of a sweep belongs to the proc, of an assist to the goroutine that another thread tells of", () => {
    reads(
      `
      go 1.23
      generation 1 @100
        thread 0
          ProcStatus p=4 status=running
          GCSweepBegin stack=none
          GCSweepEnd swept=1 reclaimed=2
          GoStatus g=8 m=none status=waiting
          GCMarkAssistActive g=8
          ProcStatus p=5 status=idle
          GCSweepActive p=5
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=4 Undetermined->Running
      2 RangeBegin m=0 p=4 g=-1 range="GC incremental sweep" scope=Proc(4)
      3 RangeEnd m=0 p=4 g=-1 range="GC incremental sweep" scope=Proc(4)
      4 StateTransition m=0 p=4 g=-1 goroutine=8 Undetermined->Waiting reason=""
      5 RangeActive m=0 p=4 g=-1 range="GC mark assist" scope=Goroutine(8)
      6 StateTransition m=0 p=4 g=-1 proc=5 Undetermined->Idle
      7 RangeActive m=0 p=4 g=-1 range="GC incremental sweep" scope=Proc(5)
      8 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
