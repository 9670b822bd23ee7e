/** Threads that C made call Go: a goroutine appears in a syscall, and goes with it; its id may come back. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a callback from C", () => {
  test("gets a goroutine, a proc, and loses both", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 9
          @120 GoCreateSyscall g=17
          GoSyscallEndBlocked
          ProcStart p=0 seq=1
          GoStart g=17 seq=1
          GoSyscallBegin seq=2 stack="runtime.cgocallback asm.s:1"
          GoDestroySyscall
        thread 1
          ProcStatus p=0 status=idle
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=1 p=-1 g=-1 proc=0 Undetermined->Idle
      20 StateTransition m=9 p=-1 g=-1 goroutine=17 NotExist->Syscall reason=""
      21 StateTransition m=9 p=-1 g=17 goroutine=17 Syscall->Runnable reason=""
      22 StateTransition m=9 p=-1 g=-1 proc=0 Idle->Running
      23 StateTransition m=9 p=0 g=-1 goroutine=17 Runnable->Running reason=""
      24 StateTransition m=9 p=0 g=17 goroutine=17 Running->Syscall reason="" stack=1 runtime.cgocallback:1
      25 StateTransition m=9 p=0 g=17 proc=0 Running->Idle
      26 StateTransition m=9 p=0 g=17 goroutine=17 Syscall->NotExist reason=""
      27 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may use a goroutine id again, on another thread", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 9
          GoCreateSyscall g=17
          GoDestroySyscall
        thread 10 @200
          GoCreateSyscall g=17
          GoDestroySyscall
        thread 9 @300
          GoCreateSyscall g=17
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=9 p=-1 g=-1 goroutine=17 NotExist->Syscall reason=""
      2 StateTransition m=9 p=-1 g=17 goroutine=17 Syscall->NotExist reason=""
      100 StateTransition m=10 p=-1 g=-1 goroutine=17 NotExist->Syscall reason=""
      101 StateTransition m=10 p=-1 g=17 goroutine=17 Syscall->NotExist reason=""
      200 StateTransition m=9 p=-1 g=-1 goroutine=17 NotExist->Syscall reason=""
      201 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may use a thread id again while its proc has not been stolen back", () => {
    reads(
      `
      go 1.22
      generation 1 @100
      step 0
        thread 0
          GoCreateSyscall g=4
          ProcStatus p=0 status=idle
          ProcStart p=0 seq=1
          GoSyscallEndBlocked
          GoStart g=4 seq=1
          GoSyscallBegin seq=2
          GoDestroySyscall
          GoCreateSyscall g=4
        thread 1
          ProcSteal p=0 seq=3 m=0
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 goroutine=4 NotExist->Syscall reason=""
      2 StateTransition m=0 p=-1 g=4 proc=0 Undetermined->Idle
      3 StateTransition m=0 p=-1 g=4 proc=0 Idle->Running
      4 StateTransition m=0 p=0 g=4 goroutine=4 Syscall->Runnable reason=""
      5 StateTransition m=0 p=0 g=-1 goroutine=4 Runnable->Running reason=""
      6 StateTransition m=0 p=0 g=4 goroutine=4 Running->Syscall reason=""
      7 StateTransition m=0 p=0 g=4 proc=0 Running->Idle
      8 StateTransition m=0 p=0 g=4 goroutine=4 Syscall->NotExist reason=""
      9 StateTransition m=0 p=-1 g=-1 goroutine=4 NotExist->Syscall reason=""
      10 StateTransition m=1 p=-1 g=-1 proc=0 Idle->Idle
      11 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
