/**
 * A thread whose goroutine sits in a syscall may lose its proc to another thread, which says so with ProcSteal. When the
 * syscall ends, GoSyscallEndBlocked must come after the theft, whatever the times are.
 */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a stolen proc", () => {
  test("is gone before the syscall ends", () => {
    reads(
      `
      go 1.22
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1 stack="syscall.read syscall.go:9 < main.main main.go:3"
          GoSyscallEndBlocked
        thread 1
          ProcStatus p=1 status=running
          GoStatus g=2 m=1 status=running
          ProcSteal p=0 seq=2 m=0
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason="" stack=2 syscall.read:9
      4 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Running
      5 StateTransition m=1 p=1 g=-1 goroutine=2 Undetermined->Running reason=""
      6 StateTransition m=1 p=1 g=2 proc=0 Running->Idle
      7 StateTransition m=0 p=-1 g=1 goroutine=1 Syscall->Runnable reason=""
      8 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("is stolen from the second of two syscalls, as its sequence number says", () => {
    reads(
      `
      go 1.22
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1
          GoSyscallEnd
          GoSyscallBegin seq=2
          GoSyscallEndBlocked
        thread 1
          ProcStatus p=2 status=running
          GoStatus g=2 m=1 status=running
          ProcSteal p=0 seq=3 m=0
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      4 StateTransition m=0 p=0 g=1 goroutine=1 Syscall->Running reason=""
      5 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      6 StateTransition m=1 p=-1 g=-1 proc=2 Undetermined->Running
      7 StateTransition m=1 p=2 g=-1 goroutine=2 Undetermined->Running reason=""
      8 StateTransition m=1 p=2 g=2 proc=0 Running->Idle
      9 StateTransition m=0 p=-1 g=1 goroutine=1 Syscall->Runnable reason=""
      10 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be stolen by a thread that has none", () => {
    reads(
      `
      go 1.22
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1
          GoSyscallEndBlocked
        thread 1
          ProcSteal p=0 seq=2 m=0
          ProcStart p=0 seq=3
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      4 StateTransition m=1 p=-1 g=-1 proc=0 Running->Idle
      5 StateTransition m=0 p=-1 g=1 goroutine=1 Syscall->Runnable reason=""
      6 StateTransition m=1 p=-1 g=-1 proc=0 Idle->Running
      7 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be stolen by its own thread", () => {
    reads(
      `
      go 1.22
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1
          ProcSteal p=0 seq=2 m=0
          GoSyscallEndBlocked
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      4 StateTransition m=0 p=0 g=1 proc=0 Running->Idle
      5 StateTransition m=0 p=-1 g=1 goroutine=1 Syscall->Runnable reason=""
      6 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be given up by a ProcStop in the syscall", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1
          ProcStop
          GoSyscallEndBlocked
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      4 StateTransition m=0 p=0 g=1 proc=0 Running->Idle
      5 StateTransition m=0 p=-1 g=1 goroutine=1 Syscall->Runnable reason=""
      6 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be replaced by another before the syscall ends", () => {
    reads(
      `
      go 1.22
      generation 1 @100
      step 0
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1
          ProcStart p=1 seq=1
          GoSyscallEndBlocked
          GoStart g=1 seq=1
        thread 1
          ProcStatus p=1 status=idle
          ProcSteal p=0 seq=2 m=0
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      4 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Idle
      5 StateTransition m=1 p=-1 g=-1 proc=0 Running->Idle
      6 StateTransition m=0 p=-1 g=1 proc=1 Idle->Running
      7 StateTransition m=0 p=1 g=1 goroutine=1 Syscall->Runnable reason=""
      8 StateTransition m=0 p=1 g=-1 goroutine=1 Runnable->Running reason=""
      9 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("is idle already where the trace did not see its syscall begin", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 1
          ProcStatus p=1 status=running
          GoStatus g=2 m=1 status=running
          ProcStatus p=0 status=abandoned
          ProcSteal p=0 seq=1 m=0
          GoStatus g=1 m=0 status=syscall
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Running
      2 StateTransition m=1 p=1 g=-1 goroutine=2 Undetermined->Running reason=""
      3 StateTransition m=1 p=1 g=2 proc=0 Undetermined->Idle
      4 StateTransition m=1 p=1 g=2 proc=0 Idle->Idle
      5 StateTransition m=0 p=1 g=2 goroutine=1 Undetermined->Syscall reason=""
      6 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("is stolen in a later generation than the syscall began in", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1
      generation 2 @200
        thread 0
          ProcStatus p=0 status=syscall
          GoStatus g=1 m=0 status=syscall
          GoSyscallEndBlocked
        thread 1
          @210 ProcStatus p=1 status=idle
          ProcStart p=1 seq=1
          ProcSteal p=0 seq=1 m=0
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=1 proc=0 Running->Running
      102 StateTransition m=0 p=0 g=1 goroutine=1 Syscall->Syscall reason=""
      110 StateTransition m=1 p=-1 g=-1 proc=1 NotExist->Idle
      111 StateTransition m=1 p=-1 g=-1 proc=1 Idle->Running
      112 StateTransition m=1 p=1 g=-1 proc=0 Running->Idle
      113 StateTransition m=0 p=-1 g=1 goroutine=1 Syscall->Runnable reason=""
      114 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("is stolen across generations, with its status told by the thief", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoSyscallBegin seq=1
        thread 1
          ProcStatus p=1 status=running
          GoStatus g=2 m=1 status=running
      generation 2 @200
        thread 0
          @230 GoStatus g=1 m=0 status=syscall
          GoSyscallEndBlocked
        thread 1
          ProcStatus p=1 status=running
          GoStatus g=2 m=1 status=running
          ProcStatus p=0 status=abandoned
          ProcSteal p=0 seq=1 m=0
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=1 p=-1 g=-1 proc=1 Undetermined->Running
      3 StateTransition m=1 p=1 g=-1 goroutine=2 Undetermined->Running reason=""
      4 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      5 StateTransition m=0 p=0 g=1 goroutine=1 Running->Syscall reason=""
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=1 p=1 g=2 proc=1 Running->Running
      102 StateTransition m=1 p=1 g=2 goroutine=2 Running->Running reason=""
      103 StateTransition m=0 p=0 g=1 proc=0 Running->Running
      104 StateTransition m=1 p=1 g=2 proc=0 Running->Idle
      130 StateTransition m=0 p=-1 g=1 goroutine=1 Syscall->Syscall reason=""
      131 StateTransition m=0 p=-1 g=1 goroutine=1 Syscall->Runnable reason=""
      132 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
