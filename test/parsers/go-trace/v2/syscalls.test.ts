/** A goroutine in a syscall stays bound to its thread; whether it still has a proc is another matter. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a syscall", () => {
  test("that is short keeps its proc", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 3
          ProcStatus p=0 status=running
          GoStatus g=1 m=3 status=running
          GoSyscallBegin seq=1 stack="syscall.getpid syscall.go:9"
          GoSyscallEnd
          GoSyscallBegin seq=2 stack="syscall.getpid syscall.go:9"
          GoSyscallEnd
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=3 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=3 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=3 p=0 g=1 goroutine=1 Running->Syscall reason="" stack=1 syscall.getpid:9
      4 StateTransition m=3 p=0 g=1 goroutine=1 Syscall->Running reason=""
      5 StateTransition m=3 p=0 g=1 goroutine=1 Running->Syscall reason="" stack=1 syscall.getpid:9
      6 StateTransition m=3 p=0 g=1 goroutine=1 Syscall->Running reason=""
      7 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("that lasts for three generations is told by the thread that asks", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=7 status=syscall
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=7 status=syscall
      generation 3 @300
        thread 7
          GoStatus g=1 m=7 status=syscall
          GoSyscallEndBlocked
          ProcStart p=1 seq=1
          GoStart g=1 seq=1
        thread 0
          @310 ProcStatus p=0 status=running
          ProcStatus p=1 status=idle
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=7 p=0 g=-1 goroutine=1 Undetermined->Syscall reason=""
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      102 StateTransition m=7 p=0 g=1 goroutine=1 Syscall->Syscall reason=""
      200 Sync m=-1 p=-1 g=-1
      201 StateTransition m=7 p=-1 g=1 goroutine=1 Syscall->Syscall reason=""
      202 StateTransition m=7 p=-1 g=1 goroutine=1 Syscall->Runnable reason=""
      210 StateTransition m=0 p=0 g=-1 proc=0 Running->Running
      211 StateTransition m=0 p=0 g=-1 proc=1 NotExist->Idle
      212 StateTransition m=7 p=-1 g=-1 proc=1 Idle->Running
      213 StateTransition m=7 p=1 g=-1 goroutine=1 Runnable->Running reason=""
      214 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("that is under way when the trace ends does not end", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1
        thread 1
          @150 ProcSteal p=0 seq=2 m=0
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      50 StateTransition m=1 p=-1 g=-1 proc=0 Running->Idle
      51 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
