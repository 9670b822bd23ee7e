import { Raw } from "./specs.ts";

/** Bits, so that a record can wait for one of several. */
export const Status = { Dead: 1, Runnable: 2, Running: 4, Waiting: 8, Syscall: 16 } as const;
/**
 * Since Go 1.21, and in older releases in part, a thread of C's that calls Go for the first time comes out of its syscall
 * without saying so. Go's readers reject what follows.
 */
const CAN_START = Status.Runnable | Status.Syscall;
const IS_BLOCKED = Status.Waiting | Status.Syscall;

/** Whose state a record waits for and changes. */
export const Subject = { None: 0, Own: 1, Named: 2, Collector: 3 } as const;
type Subject = (typeof Subject)[keyof typeof Subject];

/** What a record demands of the sequence number, and does to it. */
export const Count = { Keep: 0, Next: 1, Zero: 2, One: 3, Told: 4 } as const;
type Count = (typeof Count)[keyof typeof Count];

/**
 * When a record may come, and what state it leaves. Told: the record carries the sequence number that must be reached;
 * Zero, One: it is known; Next: any, since the record's proc wrote the one before it too. All but Keep count on by one.
 */
export const ORDER_RULES: readonly (readonly [Raw, Subject, number, number, Count])[] = [
  [Raw.GoCreate, Subject.Named, Status.Dead, Status.Runnable, Count.Zero],
  [Raw.GoWaiting, Subject.Own, Status.Runnable, Status.Waiting, Count.One],
  [Raw.GoInSyscall, Subject.Own, Status.Runnable, Status.Syscall, Count.One],
  [Raw.GoStart, Subject.Own, CAN_START, Status.Running, Count.Told],
  [Raw.GoStartLabel, Subject.Own, CAN_START, Status.Running, Count.Told],
  [Raw.GoStartLocal, Subject.Own, CAN_START, Status.Running, Count.Next],
  [Raw.GoBlock, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoBlockSend, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoBlockRecv, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoBlockSelect, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoBlockSync, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoBlockCond, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoBlockNet, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoBlockGC, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoSleep, Subject.Own, Status.Running, Status.Waiting, Count.Keep],
  [Raw.GoSysBlock, Subject.Own, Status.Running, Status.Syscall, Count.Keep],
  [Raw.GoSched, Subject.Own, Status.Running, Status.Runnable, Count.Keep],
  [Raw.GoPreempt, Subject.Own, Status.Running, Status.Runnable, Count.Keep],
  [Raw.GoUnblock, Subject.Named, IS_BLOCKED, Status.Runnable, Count.Told],
  [Raw.GoUnblockLocal, Subject.Named, IS_BLOCKED, Status.Runnable, Count.Next],
  [Raw.GoSysExit, Subject.Named, IS_BLOCKED, Status.Runnable, Count.Told],
  [Raw.GoSysExitLocal, Subject.Named, IS_BLOCKED, Status.Runnable, Count.Next],
  [Raw.GCStart, Subject.Collector, Status.Dead, Status.Dead, Count.Told],
];
