import {
  EMPTY_STRING,
  NO_GOROUTINE,
  NO_PROC,
  NO_STACK,
  type GoroutineIndex,
  type ProcIndex,
  type ThreadIndex,
} from "../../../src/base/indices.ts";
import type { EventCursor } from "../../../src/model/event.ts";
import { EventKind, GoState, ResourceKind } from "../../../src/model/vocabulary.ts";
import { MAX_ARGS, Wire } from "../wire/events.ts";
import { contextFits, goroutineOf, Need, procOf, runsUserCode } from "./context.ts";
import { tellSelfSteal } from "./order-procs.ts";
import {
  GoStatus,
  goStatusName,
  Outcome,
  ProcStatus,
  procStatusName,
  type Handler,
  type Ordering,
} from "./ordering.ts";

const STATE_OF_STATUS = [
  GoState.Undetermined,
  GoState.Runnable,
  GoState.Running,
  GoState.Syscall,
  GoState.Waiting,
] as const;

function tellGoroutine(
  o: Ordering,
  cursor: number,
  thread: ThreadIndex,
  goroutine: GoroutineIndex,
  from: GoState,
  to: GoState,
): EventCursor {
  const event = o.tell(EventKind.StateTransition, thread, o.frontier.time[cursor]!);
  become(event, goroutine, from, to);
  return event;
}

function become(event: EventCursor, goroutine: GoroutineIndex, from: GoState, to: GoState): void {
  event.resource = ResourceKind.Goroutine;
  event.subject = goroutine;
  event.from = from;
  event.to = to;
  event.name = EMPTY_STRING;
  event.subjectStack = NO_STACK;
}

const goCreate: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Maybe)) return Outcome.Broken;
  const creator = goroutineOf(o, thread);
  if (creator >= 0 && o.goStatus[creator] !== GoStatus.None && o.goStatus[creator] !== GoStatus.Running)
    return o.broken(
      `GoCreate: expected goroutine ${o.symbols.goroutines.text(creator)} running, found it ${goStatusName(o.goStatus[creator])}`,
    );
  const born = o.bearGoroutine(cursor, 0);
  if (born === NO_GOROUTINE) return o.broken(`GoCreate: goroutine ${o.argument(cursor, 0)} exists already`);
  const blocked = o.frontier.type[cursor] === Wire.GoCreateBlocked;
  o.goStatus[born] = blocked ? GoStatus.Waiting : GoStatus.Runnable;
  o.setGoroutineSequence(born, 0);
  const event = tellGoroutine(o, cursor, thread, born, GoState.NotExist, blocked ? GoState.Waiting : GoState.Runnable);
  event.subjectStack = o.stack(cursor, 1);
  event.stack = o.stack(cursor, 2);
  return Outcome.Done;
};

const goCreateSyscall: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Maybe, Need.No)) return Outcome.Broken;
  const born = o.bearGoroutine(cursor, 0);
  if (born === NO_GOROUTINE) return o.broken(`GoCreateSyscall: goroutine ${o.argument(cursor, 0)} exists already`);
  o.goStatus[born] = GoStatus.Syscall;
  o.setGoroutineSequence(born, 0);
  tellGoroutine(o, cursor, thread, born, GoState.NotExist, GoState.Syscall);
  o.threadGoroutine[thread] = born;
  return Outcome.Done;
};

const goStart: Handler = (o, cursor, thread) => {
  const goroutine = o.findGoroutine(cursor, 0);
  const sequence = o.argument(cursor, 1);
  if (goroutine < 0 || o.goStatus[goroutine] !== GoStatus.Runnable || !o.goroutineSucceeds(goroutine, sequence))
    return Outcome.Wait;
  if (!contextFits(o, cursor, thread, Need.Must, Need.No)) return Outcome.Broken;
  o.goStatus[goroutine] = GoStatus.Running;
  o.goSeq[goroutine] = sequence;
  tellGoroutine(o, cursor, thread, goroutine, GoState.Runnable, GoState.Running);
  o.threadGoroutine[thread] = goroutine;
  return Outcome.Done;
};

const goDestroy: Handler = (o, cursor, thread) => {
  if (!runsUserCode(o, cursor, thread)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  tellGoroutine(o, cursor, thread, goroutine, GoState.Running, GoState.NotExist);
  end(o, goroutine);
  o.threadGoroutine[thread] = NO_GOROUTINE;
  return Outcome.Done;
};

function end(o: Ordering, goroutine: GoroutineIndex): void {
  o.goStatus[goroutine] = GoStatus.None;
  o.goLived[goroutine] = 2;
  o.goAssists[goroutine] = 0;
  o.stops.delete(goroutine);
  o.regions.delete(goroutine);
}

const goDestroySyscall: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Maybe, Need.Must)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  if (o.goStatus[goroutine] !== GoStatus.Syscall)
    return o.broken(
      `GoDestroySyscall: expected goroutine ${o.symbols.goroutines.text(goroutine)} in a syscall, found it ${goStatusName(o.goStatus[goroutine])}`,
    );
  const proc = procOf(o, thread);
  if (proc >= 0) {
    if (o.procStatus[proc] !== ProcStatus.Syscall)
      return o.broken(
        `GoDestroySyscall: expected proc ${o.symbols.procs.text(proc)} in a syscall, found it ${procStatusName(o.procStatus[proc])}`,
      );
    o.procStatus[proc] = ProcStatus.SyscallAbandoned;
    tellSelfSteal(o, cursor, thread, proc);
    // Told after the steal, in the same context.
    o.followUps.push((event) => become(event, goroutine, GoState.Syscall, GoState.NotExist));
  } else tellGoroutine(o, cursor, thread, goroutine, GoState.Syscall, GoState.NotExist);
  end(o, goroutine);
  o.threadGoroutine[thread] = NO_GOROUTINE;
  o.threadProc[thread] = NO_PROC;
  return Outcome.Done;
};

const goStop: Handler = (o, cursor, thread) => yieldTo(o, cursor, thread, GoStatus.Runnable, GoState.Runnable);
const goBlock: Handler = (o, cursor, thread) => yieldTo(o, cursor, thread, GoStatus.Waiting, GoState.Waiting);

function yieldTo(o: Ordering, cursor: number, thread: ThreadIndex, status: number, state: GoState): Outcome {
  if (!runsUserCode(o, cursor, thread)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  o.goStatus[goroutine] = status;
  const event = tellGoroutine(o, cursor, thread, goroutine, GoState.Running, state);
  event.name = o.string(cursor, 0);
  event.stack = event.subjectStack = o.stack(cursor, 1);
  o.threadGoroutine[thread] = NO_GOROUTINE;
  return Outcome.Done;
}

const goUnblock: Handler = (o, cursor, thread) => {
  const goroutine = o.findGoroutine(cursor, 0);
  const sequence = o.argument(cursor, 1);
  if (goroutine < 0 || o.goStatus[goroutine] !== GoStatus.Waiting || !o.goroutineSucceeds(goroutine, sequence))
    return Outcome.Wait;
  o.goStatus[goroutine] = GoStatus.Runnable;
  o.goSeq[goroutine] = sequence;
  const event = tellGoroutine(o, cursor, thread, goroutine, GoState.Waiting, GoState.Runnable);
  event.stack = o.stack(cursor, 2);
  return Outcome.Done;
};

/** A coroutine switch is three events in one: the next goroutine is unblocked, this one blocks or ends, the next starts. */
const goSwitch: Handler = (o, cursor, thread) => {
  if (!runsUserCode(o, cursor, thread)) return Outcome.Broken;
  const next = o.findGoroutine(cursor, 0);
  const sequence = o.argument(cursor, 1);
  if (next < 0 || o.goStatus[next] !== GoStatus.Waiting || !o.goroutineSucceeds(next, sequence)) return Outcome.Wait;
  const current = goroutineOf(o, thread);
  const ends = o.frontier.type[cursor] === Wire.GoSwitchDestroy;
  tellGoroutine(o, cursor, thread, next, GoState.Waiting, GoState.Runnable);
  o.followUps.push(
    (event) => become(event, current, GoState.Running, ends ? GoState.NotExist : GoState.Waiting),
    (event) => {
      become(event, next, GoState.Runnable, GoState.Running);
      event.goroutine = NO_GOROUTINE;
    },
  );
  if (ends) end(o, current);
  else o.goStatus[current] = GoStatus.Waiting;
  o.goStatus[next] = GoStatus.Running;
  o.goSeq[next] = sequence;
  o.threadGoroutine[thread] = next;
  return Outcome.Done;
};

const goSyscallBegin: Handler = (o, cursor, thread) => {
  if (!runsUserCode(o, cursor, thread)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  const proc = procOf(o, thread);
  const sequence = o.argument(cursor, 0);
  if (!o.procSucceeds(proc, sequence))
    return o.broken(
      `GoSyscallBegin: expected proc ${o.symbols.procs.text(proc)} to reach sequence number ${o.procSeq[proc]! + 1}, found ${sequence}`,
    );
  o.goStatus[goroutine] = GoStatus.Syscall;
  o.procStatus[proc] = ProcStatus.Syscall;
  o.procSeq[proc] = sequence;
  const event = tellGoroutine(o, cursor, thread, goroutine, GoState.Running, GoState.Syscall);
  event.stack = event.subjectStack = o.stack(cursor, 1);
  return Outcome.Done;
};

const goSyscallEnd: Handler = (o, cursor, thread) => {
  if (!runsUserCode(o, cursor, thread, GoStatus.Syscall)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  const proc: ProcIndex = procOf(o, thread);
  if (o.procStatus[proc] !== ProcStatus.Syscall)
    return o.broken(
      `GoSyscallEnd: expected proc ${o.symbols.procs.text(proc)} in a syscall, found it ${procStatusName(o.procStatus[proc])}`,
    );
  o.goStatus[goroutine] = GoStatus.Running;
  o.procStatus[proc] = ProcStatus.Running;
  tellGoroutine(o, cursor, thread, goroutine, GoState.Syscall, GoState.Running);
  return Outcome.Done;
};

const goSyscallEndBlocked: Handler = (o, cursor, thread) => {
  // The event says that the proc was lost; until that has been told, wait. A proc regained since is not in a syscall.
  const proc = thread < 0 ? NO_PROC : procOf(o, thread);
  if (proc >= 0 && o.procStatus[proc] === ProcStatus.Syscall) return Outcome.Wait;
  if (!contextFits(o, cursor, thread, Need.Maybe, Need.Must)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  if (o.goStatus[goroutine] !== GoStatus.Syscall)
    return o.broken(
      `GoSyscallEndBlocked: expected goroutine ${o.symbols.goroutines.text(goroutine)} in a syscall, found it ${goStatusName(o.goStatus[goroutine])}`,
    );
  o.goStatus[goroutine] = GoStatus.Runnable;
  tellGoroutine(o, cursor, thread, goroutine, GoState.Syscall, GoState.Runnable);
  o.threadGoroutine[thread] = NO_GOROUTINE;
  return Outcome.Done;
};

const goStatus: Handler = (o, cursor, thread) => {
  const status = o.argument(cursor, 2);
  if (status === GoStatus.None || status > GoStatus.Waiting)
    return o.broken(`GoStatus: found status ${status} of goroutine ${o.argument(cursor, 0)}, expected 1 to 4`);
  let goroutine = o.findGoroutine(cursor, 0);
  const known = goroutine < 0 ? GoStatus.None : o.goStatus[goroutine]!;
  let from: GoState = STATE_OF_STATUS[status]!;
  const to = from;
  if (known === GoStatus.None) {
    if (!o.initial) return o.broken(`GoStatus: goroutine ${o.argument(cursor, 0)} was not there before`);
    if (goroutine < 0 || o.goLived[goroutine] !== 1) goroutine = o.bearGoroutine(cursor, 0);
    o.goStatus[goroutine] = status;
    from = GoState.Undetermined;
  } else if (known !== status)
    return o.broken(
      `GoStatus: expected goroutine ${o.argument(cursor, 0)} ${goStatusName(known)}, found it ${goStatusName(status)}`,
    );
  o.setGoroutineSequence(goroutine, 0);

  const slot = cursor * MAX_ARGS + 1;
  const named = o.internThread(o.frontier.low[slot]!, o.frontier.high[slot]!);
  const away = status === GoStatus.Syscall && named !== thread;
  if (status === GoStatus.Syscall) {
    if (named < 0) return o.broken(`GoStatus: goroutine ${o.argument(cursor, 0)} is in a syscall on no thread`);
    if (o.threadSeen[named] === 1 && (away || !o.initial) && o.threadGoroutine[named] !== goroutine)
      return o.broken(
        `GoStatus: expected goroutine ${o.argument(cursor, 0)} on thread ${o.symbols.threads.text(named)}, found another`,
      );
  }
  const event = tellGoroutine(o, cursor, thread, goroutine, from, to);
  if (o.frontier.type[cursor] === Wire.GoStatusStack) event.stack = event.subjectStack = o.stack(cursor, 3);
  if (away) {
    // It has sat in a syscall on another thread, without a proc, for the whole generation.
    if (o.threadSeen[named] === 1) event.goroutine = goroutine;
    else {
      o.threadSeen[named] = 1;
      o.threadGoroutine[named] = goroutine;
    }
    event.thread = named;
  } else if (thread >= 0 && (status === GoStatus.Running || status === GoStatus.Syscall))
    o.threadGoroutine[thread] = goroutine;
  return Outcome.Done;
};

export const GOROUTINE_HANDLERS: readonly (readonly [number, Handler])[] = [
  [Wire.GoCreate, goCreate],
  [Wire.GoCreateBlocked, goCreate],
  [Wire.GoCreateSyscall, goCreateSyscall],
  [Wire.GoStart, goStart],
  [Wire.GoDestroy, goDestroy],
  [Wire.GoDestroySyscall, goDestroySyscall],
  [Wire.GoStop, goStop],
  [Wire.GoBlock, goBlock],
  [Wire.GoUnblock, goUnblock],
  [Wire.GoSwitch, goSwitch],
  [Wire.GoSwitchDestroy, goSwitch],
  [Wire.GoSyscallBegin, goSyscallBegin],
  [Wire.GoSyscallEnd, goSyscallEnd],
  [Wire.GoSyscallEndBlocked, goSyscallEndBlocked],
  [Wire.GoStatus, goStatus],
  [Wire.GoStatusStack, goStatus],
];
