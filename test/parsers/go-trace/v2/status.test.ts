/** What the first mention of a goroutine or proc in a generation says of it, and where it happened. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a status", () => {
  test("in the first generation comes from undetermined", () => {
    reads(
      `
      go 1.23
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          ProcStatus p=1 status=idle
          ProcStatus p=2 status=abandoned
          GoStatus g=1 m=0 status=running
          GoStatusStack g=2 m=none status=waiting stack="main.f main.go:7 < main.main main.go:3"
          GoStatusStack g=3 m=none status=runnable stack="main.g main.go:8"
          GoStatus g=4 m=9 status=syscall
        thread 2
          ProcStatus p=3 status=syscall
          GoStatusStack g=5 m=2 status=syscall stack="syscall.read syscall.go:1"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=2 p=-1 g=-1 proc=3 Undetermined->Running
      3 StateTransition m=2 p=3 g=-1 goroutine=5 Undetermined->Syscall reason="" stack=1 syscall.read:1
      4 StateTransition m=0 p=0 g=-1 proc=1 Undetermined->Idle
      5 StateTransition m=0 p=0 g=-1 proc=2 Undetermined->Idle
      6 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      7 StateTransition m=0 p=0 g=1 goroutine=2 Undetermined->Waiting reason="" stack=2 main.f:7
      8 StateTransition m=0 p=0 g=1 goroutine=3 Undetermined->Runnable reason="" stack=1 main.g:8
      9 StateTransition m=9 p=0 g=1 goroutine=4 Undetermined->Syscall reason=""
      10 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("in a later one comes from itself, and a new proc from nothing", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoStatus g=2 m=none status=waiting
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatusStack g=1 m=0 status=running stack="main.main main.go:3"
          GoStatusStack g=2 m=none status=waiting stack="main.f main.go:7"
          ProcStatus p=1 status=idle
          ProcStatus p=2 status=abandoned
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=2 Undetermined->Waiting reason=""
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=1 proc=0 Running->Running
      102 StateTransition m=0 p=0 g=1 goroutine=1 Running->Running reason="" stack=1 main.main:3
      103 StateTransition m=0 p=0 g=1 goroutine=2 Waiting->Waiting reason="" stack=1 main.f:7
      104 StateTransition m=0 p=0 g=1 proc=1 NotExist->Idle
      105 StateTransition m=0 p=0 g=1 proc=2 NotExist->Idle
      106 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be of a goroutine that no thread runs, on a thread without a proc", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread none
          GoStatus g=2 m=none status=waiting
          GoUnblock g=2 seq=1
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=-1 p=-1 g=-1 goroutine=2 Undetermined->Waiting reason=""
      2 StateTransition m=-1 p=-1 g=-1 goroutine=2 Waiting->Runnable reason=""
      3 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
