/** A thread's events come in batches, in the order of the file; between batches its time may go back. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("batches", () => {
  test("of one thread follow each other as they stand in the file, whatever their times", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0 @300
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
        thread 1 @250
          ProcStatus p=1 status=idle
          @400 ProcStart p=1 seq=1
        thread 0 @200
          HeapAlloc 1
          +300 HeapAlloc 2
        thread 0 @350
          HeapAlloc 3
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      150 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Idle
      200 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      201 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      202 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=1
      300 StateTransition m=1 p=-1 g=-1 proc=1 Idle->Running
      400 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=2
      401 Metric m=0 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=3
      402 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be empty", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0 @100
        thread 0 @110
          ProcStatus p=0 status=running
        thread 0 @120
        thread 3 @130
        thread 0 @140
          ProcStop
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      10 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      40 StateTransition m=0 p=0 g=-1 proc=0 Running->Idle
      41 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may have ids of 64 bits", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 140704500000001
          ProcStatus p=4294967297 status=running
          GoStatus g=9223372036854775807 m=140704500000001 status=running
          UserTaskBegin task=9007199254740993 parent=0 name="t"
          GoCreate g=9007199254740993 start=none stack=none
          HeapAlloc 18446744073709551615
        thread 0x8000000000000000
          ProcStatus p=1 status=idle
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=140704500000001 p=-1 g=-1 proc=4294967297 Undetermined->Running
      2 StateTransition m=-9223372036854775808 p=-1 g=-1 proc=1 Undetermined->Idle
      3 StateTransition m=140704500000001 p=4294967297 g=-1 goroutine=9223372036854775807 Undetermined->Running reason=""
      4 TaskBegin m=140704500000001 p=4294967297 g=9223372036854775807 task=9007199254740993 parent=-1 type="t"
      5 StateTransition m=140704500000001 p=4294967297 g=9223372036854775807 goroutine=9007199254740993 NotExist->Runnable reason=""
      6 Metric m=140704500000001 p=4294967297 g=9223372036854775807 metric="/memory/classes/heap/objects:bytes" value=18446744073709551615
      7 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
