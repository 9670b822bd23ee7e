/** Ticks become nanoseconds by the generation's frequency, rounded as Go rounds: towards zero, at every step. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("time", () => {
  test("is in ticks of 1/15625000 s, each difference converted on its own", () => {
    reads(
      `
      go 1.22
      generation 1 @1000 freq=15625000
        thread 0
          ProcStatus p=0 status=running
          +1 GoStatus g=1 m=0 status=running
          +3 HeapAlloc 1
          +0 HeapAlloc 2
          +1000000 HeapAlloc 3
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      64 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      256 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=1
      257 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=2
      64000256 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=3
      64000257 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("is in ticks that are no whole number of nanoseconds", () => {
    reads(
      `
      go 1.26
      generation 1 @1000 freq=2699999999
        thread 0
          ProcStatus p=0 status=running
          +1 GoStatus g=1 m=0 status=running
          +2 HeapAlloc 1
          +2 HeapAlloc 2
          +8 HeapAlloc 3
          +8 HeapAlloc 4
          +2700000000 HeapAlloc 5
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=1
      4 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=2
      5 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=3
      6 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=4
      1000000004 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=5
      1000000005 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may have passed 2^53 ticks since the machine came up", () => {
    reads(
      `
      go 1.26
      generation 1 @27021597764222976
        thread 0
          @27021597764222977 ProcStatus p=0 status=running
          +2 GoStatus g=1 m=0 status=running
          +101 HeapAlloc 1
        thread 1
          @27021597764222979 ProcStatus p=1 status=idle
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      3 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      4 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Idle
      104 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=1
      105 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may have another frequency in each generation", () => {
    reads(
      `
      go 1.22
      generation 1 @1000 freq=1000000000
        thread 0
          ProcStatus p=0 status=running
          +100 HeapAlloc 1
      generation 2 @2000 freq=500000000
        thread 0
          ProcStatus p=0 status=running
          +100 HeapAlloc 1
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      100 Metric m=0 p=0 g=-1 metric="/memory/classes/heap/objects:bytes" value=1
      3000 Sync m=-1 p=-1 g=-1
      3001 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      3200 Metric m=0 p=0 g=-1 metric="/memory/classes/heap/objects:bytes" value=1
      3201 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("starts at the earliest batch, even one without events", () => {
    reads(
      `
      go 1.26
      generation 1 @1000
        thread 0 @1500
          ProcStatus p=0 status=running
        thread 1 @700
        thread 2 @600
          @1600 ProcStatus p=2 status=idle
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      900 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      1000 StateTransition m=2 p=-1 g=-1 proc=2 Undetermined->Idle
      1001 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("goes on from the last event where a later generation claims to be earlier", () => {
    reads(
      `
      go 1.26
      generation 1 @1000
        thread 0
          ProcStatus p=0 status=running
          +500 HeapAlloc 1
      generation 2 @1200
        thread 0
          ProcStatus p=0 status=running
          +100 HeapAlloc 2
          +500 HeapAlloc 3
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      500 Metric m=0 p=0 g=-1 metric="/memory/classes/heap/objects:bytes" value=1
      501 Sync m=-1 p=-1 g=-1
      502 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      503 Metric m=0 p=0 g=-1 metric="/memory/classes/heap/objects:bytes" value=2
      800 Metric m=0 p=0 g=-1 metric="/memory/classes/heap/objects:bytes" value=3
      801 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
