/** Where one generation ends and the next begins: by an event of its own since Go 1.26, by its number before. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a generation", () => {
  test.each(["1.22", "1.23", "1.25", "1.26"])("is followed by another, in go %s", (version) => {
    reads(
      `
      go ${version}
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoBlock "in the first" "main.first main.go:1"
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=none status=waiting
          GoUnblock g=1 seq=1
          GoStart g=1 seq=2
          GoBlock "in the second" "main.second main.go:1"
      generation 3 @300
        thread 5
          @320 GoStatus g=1 m=none status=waiting
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Waiting reason="in the first" stack=1 main.first:1
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      102 StateTransition m=0 p=0 g=-1 goroutine=1 Waiting->Waiting reason=""
      103 StateTransition m=0 p=0 g=-1 goroutine=1 Waiting->Runnable reason=""
      104 StateTransition m=0 p=0 g=-1 goroutine=1 Runnable->Running reason=""
      105 StateTransition m=0 p=0 g=1 goroutine=1 Running->Waiting reason="in the second" stack=1 main.second:1
      200 Sync m=-1 p=-1 g=-1
      220 StateTransition m=5 p=-1 g=-1 goroutine=1 Waiting->Waiting reason=""
      221 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("need not begin with 1", () => {
    reads(
      `
      go 1.26
      generation 41 @100
        thread 0
          ProcStatus p=0 status=running
      generation 42 @200
        thread 0
          ProcStatus p=0 status=running
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      102 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may hold nothing but its clock", () => {
    reads(
      `
      go 1.26
      generation 1 @100
      generation 2 @200
      generation 3 @300
        thread 0
          ProcStatus p=0 status=running
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      100 Sync m=-1 p=-1 g=-1
      200 Sync m=-1 p=-1 g=-1
      201 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      202 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may have a number that skips, since 1.26", () => {
    reads(
      `
      go 1.26
      generation 7 @100
        thread 0
          ProcStatus p=0 status=running
      generation 3 @200
        thread 0
          ProcStatus p=0 status=running
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      102 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
