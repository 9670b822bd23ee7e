/** Experimental events and batches: told by name, and otherwise left alone. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("an experiment", () => {
  test("has events of its own, with a proc or without", () => {
    reads(
      `
      go 1.23
      generation 1 @100
        thread 0
          Span id=1 npages=2 kindclass=3
          ProcStatus p=0 status=running
          SpanAlloc id=4 npages=5 kindclass=6
          GoStatus g=1 m=0 status=running
          SpanFree id=4
          HeapObject id=7 type=8
          HeapObjectAlloc id=9 type=10
          HeapObjectFree id=9
          GoroutineStack id=11 order=2
          GoroutineStackAlloc id=12 order=3
          GoroutineStackFree id=12
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 Experimental m=0 p=-1 g=-1 event="Span"
      2 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      3 Experimental m=0 p=0 g=-1 event="SpanAlloc"
      4 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      5 Experimental m=0 p=0 g=1 event="SpanFree"
      6 Experimental m=0 p=0 g=1 event="HeapObject"
      7 Experimental m=0 p=0 g=1 event="HeapObjectAlloc"
      8 Experimental m=0 p=0 g=1 event="HeapObjectFree"
      9 Experimental m=0 p=0 g=1 event="GoroutineStack"
      10 Experimental m=0 p=0 g=1 event="GoroutineStackAlloc"
      11 Experimental m=0 p=0 g=1 event="GoroutineStackFree"
      12 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("has batches of data that are no events", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        experiment 1 thread 0 00 01 02 03 ff
        thread 0
          ProcStatus p=0 status=running
        experiment 99 thread none @50 34 34 34
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      50 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      51 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
