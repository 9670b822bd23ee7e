/** CPU samples stand apart from the threads' batches; each goes before the first event that is later than it. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a CPU sample", () => {
  test("goes where its time says, a later event first", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          @150 HeapAlloc 1
          @160 HeapAlloc 2
        sample @99 m=0 p=0 g=1 stack="main.early main.go:1"
        sample @150 m=0 p=0 g=1 stack="main.same main.go:2"
        sample @155 m=0 p=0 g=1 stack="main.between main.go:3"
        sample @155 m=1 p=1 g=2 stack="main.between main.go:3"
        sample @900 m=0 p=0 g=1 stack="main.late main.go:4"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StackSample m=0 p=0 g=1 stack=1 main.early:1
      2 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      3 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      50 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=1
      51 StackSample m=0 p=0 g=1 stack=1 main.same:2
      55 StackSample m=0 p=0 g=1 stack=1 main.between:3
      56 StackSample m=1 p=1 g=2 stack=1 main.between:3
      60 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=2
      800 StackSample m=0 p=0 g=1 stack=1 main.late:4
      801 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may have no goroutine, no proc, no thread, no stack", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
        sample @110 m=0 p=0 g=0 stack="runtime.mcall asm.s:1"
        sample @111 m=0 p=none g=0 stack="runtime.mcall asm.s:1"
        sample @112 m=none p=none g=0 stack=none
        sample @113 m=8 p=7 g=6 stack=none
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      10 StackSample m=0 p=0 g=-1 stack=1 runtime.mcall:1
      11 StackSample m=0 p=-1 g=-1 stack=1 runtime.mcall:1
      12 StackSample m=-1 p=-1 g=-1
      13 StackSample m=8 p=7 g=6
      14 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("is sorted among its like, and belongs to its generation", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
        sample @130 m=0 p=0 g=1 stack="main.third main.go:1"
        sample @110 m=0 p=0 g=1 stack="main.first main.go:1"
        sample @120 m=0 p=0 g=1 stack="main.second main.go:1"
        sample @500 m=0 p=0 g=1 stack="main.past main.go:1"
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
        sample @205 m=0 p=0 g=1 stack="main.next main.go:1"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      10 StackSample m=0 p=0 g=1 stack=1 main.first:1
      20 StackSample m=0 p=0 g=1 stack=1 main.second:1
      30 StackSample m=0 p=0 g=1 stack=1 main.third:1
      400 StackSample m=0 p=0 g=1 stack=1 main.past:1
      401 Sync m=-1 p=-1 g=-1
      402 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      403 StackSample m=0 p=0 g=1 stack=1 main.next:1
      404 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be all that there is", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        sample @110 m=0 p=0 g=1 stack="main.f main.go:1"
        sample @105 m=0 p=0 g=1 stack="main.g main.go:1"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      5 StackSample m=0 p=0 g=1 stack=1 main.g:1
      10 StackSample m=0 p=0 g=1 stack=1 main.f:1
      11 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
