/** Events of the same time come in an order of Go's own making: that of its heap, whose shape depends on all before. */
import { test } from "vitest";
import { reads } from "../../../support/listing.ts";

test("twenty threads say the same at the same time", () => {
  reads(
    `
    go 1.26
    generation 1 @1000
    step 0
      thread 0
        ProcStatus p=0 status=idle
        @1000 ProcStart p=0 seq=1
        +5 HeapAlloc 0
      thread 1
        ProcStatus p=1 status=idle
        @1001 ProcStart p=1 seq=1
        +5 HeapAlloc 1
      thread 2
        ProcStatus p=2 status=idle
        @1002 ProcStart p=2 seq=1
        +5 HeapAlloc 2
      thread 3
        ProcStatus p=3 status=idle
        @1000 ProcStart p=3 seq=1
        +5 HeapAlloc 3
      thread 4
        ProcStatus p=4 status=idle
        @1001 ProcStart p=4 seq=1
        +5 HeapAlloc 4
      thread 5
        ProcStatus p=5 status=idle
        @1002 ProcStart p=5 seq=1
        +5 HeapAlloc 5
      thread 6
        ProcStatus p=6 status=idle
        @1000 ProcStart p=6 seq=1
        +5 HeapAlloc 6
      thread 7
        ProcStatus p=7 status=idle
        @1001 ProcStart p=7 seq=1
        +5 HeapAlloc 7
      thread 8
        ProcStatus p=8 status=idle
        @1002 ProcStart p=8 seq=1
        +5 HeapAlloc 8
      thread 9
        ProcStatus p=9 status=idle
        @1000 ProcStart p=9 seq=1
        +5 HeapAlloc 9
      thread 10
        ProcStatus p=10 status=idle
        @1001 ProcStart p=10 seq=1
        +5 HeapAlloc 10
      thread 11
        ProcStatus p=11 status=idle
        @1002 ProcStart p=11 seq=1
        +5 HeapAlloc 11
      thread 12
        ProcStatus p=12 status=idle
        @1000 ProcStart p=12 seq=1
        +5 HeapAlloc 12
      thread 13
        ProcStatus p=13 status=idle
        @1001 ProcStart p=13 seq=1
        +5 HeapAlloc 13
      thread 14
        ProcStatus p=14 status=idle
        @1002 ProcStart p=14 seq=1
        +5 HeapAlloc 14
      thread 15
        ProcStatus p=15 status=idle
        @1000 ProcStart p=15 seq=1
        +5 HeapAlloc 15
      thread 16
        ProcStatus p=16 status=idle
        @1001 ProcStart p=16 seq=1
        +5 HeapAlloc 16
      thread 17
        ProcStatus p=17 status=idle
        @1002 ProcStart p=17 seq=1
        +5 HeapAlloc 17
      thread 18
        ProcStatus p=18 status=idle
        @1000 ProcStart p=18 seq=1
        +5 HeapAlloc 18
      thread 19
        ProcStatus p=19 status=idle
        @1001 ProcStart p=19 seq=1
        +5 HeapAlloc 19
    `,
    `
    0 Sync m=-1 p=-1 g=-1
    1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Idle
    2 StateTransition m=0 p=-1 g=-1 proc=0 Idle->Running
    3 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Idle
    4 StateTransition m=3 p=-1 g=-1 proc=3 Undetermined->Idle
    5 StateTransition m=3 p=-1 g=-1 proc=3 Idle->Running
    6 StateTransition m=7 p=-1 g=-1 proc=7 Undetermined->Idle
    7 StateTransition m=15 p=-1 g=-1 proc=15 Undetermined->Idle
    8 StateTransition m=15 p=-1 g=-1 proc=15 Idle->Running
    9 StateTransition m=16 p=-1 g=-1 proc=16 Undetermined->Idle
    10 StateTransition m=8 p=-1 g=-1 proc=8 Undetermined->Idle
    11 StateTransition m=17 p=-1 g=-1 proc=17 Undetermined->Idle
    12 StateTransition m=18 p=-1 g=-1 proc=18 Undetermined->Idle
    13 StateTransition m=18 p=-1 g=-1 proc=18 Idle->Running
    14 StateTransition m=4 p=-1 g=-1 proc=4 Undetermined->Idle
    15 StateTransition m=9 p=-1 g=-1 proc=9 Undetermined->Idle
    16 StateTransition m=9 p=-1 g=-1 proc=9 Idle->Running
    17 StateTransition m=19 p=-1 g=-1 proc=19 Undetermined->Idle
    18 StateTransition m=10 p=-1 g=-1 proc=10 Undetermined->Idle
    19 StateTransition m=2 p=-1 g=-1 proc=2 Undetermined->Idle
    20 StateTransition m=5 p=-1 g=-1 proc=5 Undetermined->Idle
    21 StateTransition m=11 p=-1 g=-1 proc=11 Undetermined->Idle
    22 StateTransition m=12 p=-1 g=-1 proc=12 Undetermined->Idle
    23 StateTransition m=12 p=-1 g=-1 proc=12 Idle->Running
    24 StateTransition m=6 p=-1 g=-1 proc=6 Undetermined->Idle
    25 StateTransition m=6 p=-1 g=-1 proc=6 Idle->Running
    26 StateTransition m=13 p=-1 g=-1 proc=13 Undetermined->Idle
    27 StateTransition m=14 p=-1 g=-1 proc=14 Undetermined->Idle
    28 StateTransition m=19 p=-1 g=-1 proc=19 Idle->Running
    29 StateTransition m=1 p=-1 g=-1 proc=1 Idle->Running
    30 StateTransition m=16 p=-1 g=-1 proc=16 Idle->Running
    31 StateTransition m=7 p=-1 g=-1 proc=7 Idle->Running
    32 StateTransition m=4 p=-1 g=-1 proc=4 Idle->Running
    33 StateTransition m=13 p=-1 g=-1 proc=13 Idle->Running
    34 StateTransition m=10 p=-1 g=-1 proc=10 Idle->Running
    35 StateTransition m=8 p=-1 g=-1 proc=8 Idle->Running
    36 StateTransition m=14 p=-1 g=-1 proc=14 Idle->Running
    37 StateTransition m=17 p=-1 g=-1 proc=17 Idle->Running
    38 StateTransition m=5 p=-1 g=-1 proc=5 Idle->Running
    39 StateTransition m=2 p=-1 g=-1 proc=2 Idle->Running
    40 StateTransition m=11 p=-1 g=-1 proc=11 Idle->Running
    41 Metric m=0 p=0 g=-1 metric="/memory/classes/heap/objects:bytes" value=0
    42 Metric m=3 p=3 g=-1 metric="/memory/classes/heap/objects:bytes" value=3
    43 Metric m=15 p=15 g=-1 metric="/memory/classes/heap/objects:bytes" value=15
    44 Metric m=18 p=18 g=-1 metric="/memory/classes/heap/objects:bytes" value=18
    45 Metric m=9 p=9 g=-1 metric="/memory/classes/heap/objects:bytes" value=9
    46 Metric m=6 p=6 g=-1 metric="/memory/classes/heap/objects:bytes" value=6
    47 Metric m=12 p=12 g=-1 metric="/memory/classes/heap/objects:bytes" value=12
    48 Metric m=1 p=1 g=-1 metric="/memory/classes/heap/objects:bytes" value=1
    49 Metric m=10 p=10 g=-1 metric="/memory/classes/heap/objects:bytes" value=10
    50 Metric m=19 p=19 g=-1 metric="/memory/classes/heap/objects:bytes" value=19
    51 Metric m=16 p=16 g=-1 metric="/memory/classes/heap/objects:bytes" value=16
    52 Metric m=7 p=7 g=-1 metric="/memory/classes/heap/objects:bytes" value=7
    53 Metric m=4 p=4 g=-1 metric="/memory/classes/heap/objects:bytes" value=4
    54 Metric m=13 p=13 g=-1 metric="/memory/classes/heap/objects:bytes" value=13
    55 Metric m=14 p=14 g=-1 metric="/memory/classes/heap/objects:bytes" value=14
    56 Metric m=5 p=5 g=-1 metric="/memory/classes/heap/objects:bytes" value=5
    57 Metric m=17 p=17 g=-1 metric="/memory/classes/heap/objects:bytes" value=17
    58 Metric m=2 p=2 g=-1 metric="/memory/classes/heap/objects:bytes" value=2
    59 Metric m=8 p=8 g=-1 metric="/memory/classes/heap/objects:bytes" value=8
    60 Metric m=11 p=11 g=-1 metric="/memory/classes/heap/objects:bytes" value=11
    61 Sync m=-1 p=-1 g=-1
    `,
  );
});
